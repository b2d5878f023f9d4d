/** Tells a person who waits how far something is: in an interactive kernel alone, and nothing is left of it. */

/** @param share of the work that is done, from 0 to 1 */
export type OnProgress = (share: number) => void;

interface Kernel {
  readonly mode?: "interactive" | "headless";
  readonly newDisplay: () => { text(text: string): void };
}

/** In ms: nothing is said of what is over sooner, and after that not more often. */
const patience = 1000;
const pause = 250;

/** Hands a function to call now and then to the work; `what` is shown with the share that is done. */
export function withProgress<Result>(what: string, work: (onProgress: OnProgress) => Result): Result {
  const kernel = findKernel();
  // Headless the time decides nothing: not what is shown, and not which functions run.
  if (kernel?.mode !== "interactive") return work(() => undefined);
  let display: ReturnType<Kernel["newDisplay"]> | undefined;
  let next = performance.now() + patience;
  try {
    return work((share) => {
      const now = performance.now();
      // What is half done by then is soon over.
      if (now < next || (display === undefined && share > 0.5)) return;
      next = now + pause;
      display ??= kernel.newDisplay();
      display.text(`${what}: ${Math.floor(100 * share)} %`);
    });
  } finally {
    display?.text("");
  }
}

function findKernel(): Kernel | undefined {
  const { __tslab__: tslab } = globalThis as {
    readonly __tslab__?: { readonly require?: (name: string) => unknown };
  };
  return tslab?.require?.("tslab") as Kernel | undefined;
}

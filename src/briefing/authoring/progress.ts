/** Shows progress to waiting users: only in an interactive kernel, and nothing remains of it. */

/** @param share fraction of the work done, 0 to 1 */
export type OnProgress = (share: number) => void;

interface Kernel {
  readonly mode?: "interactive" | "headless";
  readonly newDisplay: () => { text(text: string): void };
}

/** In ms: delay before the first report and between reports. */
const patience = 1000;
const pause = 250;

/** Passes the work a function to call now and then; shows `what` with the fraction done. */
export function withProgress<Result>(what: string, work: (onProgress: OnProgress) => Result): Result {
  const kernel = findKernel();
  // Without an interactive kernel, time determines neither the output nor which functions run.
  if (kernel?.mode !== "interactive") return work(() => undefined);
  let display: ReturnType<Kernel["newDisplay"]> | undefined;
  let next = performance.now() + patience;
  try {
    return work((share) => {
      const now = performance.now();
      // Work that is half done by then will soon end.
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

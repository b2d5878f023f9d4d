import { afterEach } from "vitest";

type Bundle = Readonly<Record<string, unknown>>;
type Globals = { __tslab__?: unknown };

/** Replaces the kernel in a test and collects the output of cells. */
export function withKernel(kind: "ours" | "plain tslab"): Bundle[] {
  const shown: Bundle[] = [];
  const display = {
    raw: (type: string, content: unknown) => shown.push({ [type]: content }),
    ...(kind === "ours" ? { bundle: (bundle: Bundle) => shown.push(bundle) } : {}),
  };
  (globalThis as Globals).__tslab__ = { require: () => ({ display }) };
  return shown;
}

afterEach(() => {
  delete (globalThis as Globals).__tslab__;
});

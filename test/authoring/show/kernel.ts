import { afterEach } from "vitest";

type Bundle = Readonly<Record<string, unknown>>;
type Globals = { __tslab__?: unknown };

/** Stands in for the kernel while a test runs; what cells show is collected. */
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

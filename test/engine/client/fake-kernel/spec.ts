import { fileURLToPath } from "node:url";
import type { KernelSpec } from "../../../../src/engine/client/contract.js";

const script = fileURLToPath(new URL("./fake-kernel.mjs", import.meta.url));

export function fakeKernel(modes: readonly string[] = [], changes: Partial<KernelSpec> = {}): KernelSpec {
  return {
    name: "fake",
    argv: [process.execPath, script, "{connection_file}", ...modes],
    displayName: "Fake kernel",
    language: "fake",
    interruptMode: "signal",
    env: {},
    resourceDir: "/nowhere",
    ...changes,
  };
}

import { setFlagsFromString } from "node:v8";

/**
 * For commands and kernels: most last seconds, a fifth of which V8 would spend on optimizing functions. Call it when
 * Node.js has loaded its own modules: with other flags than usual it has to compile them.
 */
export function optimizeLater(): void {
  // The bytecode that a function executes before it is optimized, in bytes: V8's default is at most 135,168.
  setFlagsFromString("--interrupt-budget=400000");
}

/** Imported first by commands and kernels: most last seconds, a fifth of which V8 would spend on optimizing functions. */
import { setFlagsFromString } from "node:v8";

// The bytecode that a function executes before it is optimized, in bytes: V8's default is at most 135,168.
setFlagsFromString("--interrupt-budget=400000");

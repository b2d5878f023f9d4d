/** kernel.json as the Jupyter specification has it, checked. */
import type { Json, JsonObject, KernelSpec } from "./contract.js";

/** Throws an Error whose message says what is wrong with the content, without naming the file. */
export function parseKernelJson(text: string, name: string, resourceDir: string): KernelSpec {
  let content: Json;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, "")) as Json;
  } catch (error) {
    throw new Error(`it is not JSON (${error instanceof Error ? error.message : String(error)})`, {
      cause: error,
    });
  }
  if (!isObject(content)) throw new Error("it is not a JSON object");
  const { argv, display_name, language, interrupt_mode, env, metadata } = content;
  if (!Array.isArray(argv) || argv.length === 0 || !argv.every(isString))
    throw new Error("argv must be a list of strings");
  const mode = interrupt_mode ?? "signal";
  if (mode !== "signal" && mode !== "message")
    throw new Error('interrupt_mode must be "signal" or "message"');
  if (env !== undefined && !(isObject(env) && Object.values(env).every(isString)))
    throw new Error("env must be an object of strings");
  return {
    name,
    argv,
    displayName: isString(display_name) ? display_name : name,
    language: isString(language) ? language : "",
    interruptMode: mode,
    env: (env ?? {}) as Readonly<Record<string, string>>,
    resourceDir,
    metadata: isObject(metadata) ? metadata : {},
  };
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

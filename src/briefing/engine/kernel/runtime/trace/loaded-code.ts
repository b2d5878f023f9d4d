/** Intercepts code between a file and V8, for all of Node's loaders, to count calls and record loaded files. */
import fs from "node:fs";
import Module from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import MagicString from "magic-string";
import { countCalls, isCounted } from "../../../compile/count-calls.js";
import { parseLoaded } from "../../../compile/emit/javascript.js";
import { callingScripts, unobserved, wrap, type Fn } from "./file-system.js";

/** `module`: known to be an ES module, even if the file has no import or export. */
type Language = "js" | "module" | "ts";
type Transform = (file: string, code: string, language: Language) => string;

interface Loaded {
  readonly format: string | null | undefined;
  readonly source?: string | Uint8Array | null;
}

interface Hooks {
  readonly load: <C>(url: string, context: C, next: (url: string, context: C) => Loaded) => Loaded;
}

/** Available since Node 22.15. */
const { registerHooks } = Module as { readonly registerHooks?: (hooks: Hooks) => void };

const languages: ReadonlyMap<unknown, Language> = new Map([
  ["module", "module"],
  ["module-typescript", "ts"],
]);

const isCode = (file: string): boolean => /\.[cm]?js$/.test(file);

/** CommonJS modules and required ES modules pass through `_compile`, but not the imports of the latter. */
export function observeLoadedCode(transform: Transform): void {
  wrap(
    Module.prototype,
    ["_compile"],
    (original) =>
      function (this: unknown, code, file, ...rest) {
        return original.call(
          this,
          transform(String(file), String(code), String(file).endsWith(".mjs") ? "module" : "js"),
          file,
          ...rest,
        );
      },
  );
  if (registerHooks === undefined) observeModulesRead(transform);
  else
    registerHooks({
      load(url, context, next) {
        const loaded = next(url, context);
        const language = languages.get(loaded.format);
        if (language === undefined || !loaded.source || !url.startsWith("file:")) return loaded;
        return { ...loaded, source: transform(fileURLToPath(url), sourceText(loaded.source), language) };
      },
    });
}

const sourceText = (source: unknown): string =>
  typeof source === "string" ? source : Buffer.from(source as Uint8Array).toString("utf8");

/** Without hooks, intercepts the `fs` calls by which Node reads ES modules: by URL, for a promise or a descriptor. */
function observeModulesRead(transform: Transform): void {
  const isLoading = (file: unknown, below: Fn, depth: 1 | 2): file is URL =>
    file instanceof URL &&
    isCode(file.pathname) &&
    callingScripts(below, depth)[depth - 1]?.startsWith("node:internal/modules/esm/") === true;
  wrap(fs.promises, ["readFile"], (original) => {
    const read: Fn = function (this: unknown, file, ...rest) {
      const source = original.call(this, file, ...rest) as Promise<unknown>;
      if (!isLoading(file, read, 1)) return source;
      return source.then((text) => Buffer.from(transform(fileURLToPath(file), sourceText(text), "module")));
    };
    return read;
  });
  wrap(fs, ["openSync"], (original) => {
    const open: Fn = function (this: unknown, file, ...rest) {
      const descriptor = original.call(this, file, ...rest);
      if (!isLoading(file, open, 2)) return descriptor;
      const code = unobserved.readFileSync(file, "utf8");
      const changed = transform(fileURLToPath(file), code, "module");
      if (changed === code) return descriptor;
      unobserved.closeSync(descriptor as number);
      return descriptorOf(changed);
    };
    return open;
  });
}

/** A descriptor of a temporary file, which disappears when it is closed. */
function descriptorOf(text: string): number {
  const folder = unobserved.mkdtempSync(path.join(os.tmpdir(), "briefing-module-"));
  const file = path.join(folder, "module.js");
  unobserved.writeFileSync(file, text);
  const descriptor = unobserved.openSync(file, "r");
  unobserved.rmSync(folder, { recursive: true });
  return descriptor;
}

/** Adds call counters to the code; undefined if it already has them or cannot be parsed. */
export function withCounters(code: string, language: Language): MagicString | undefined {
  const parsed = isCounted(code) ? undefined : parseLoaded(code, language === "ts" ? "ts" : "js");
  if (parsed === undefined) return undefined;
  const edits = new MagicString(code);
  countCalls(edits, parsed, language === "js" ? undefined : "import.meta.url");
  return edits;
}

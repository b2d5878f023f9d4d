/** Programs for the reader's browser, as they stand inside a page. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ExplorerProgram } from "../figure/explorer.js";

const scripts = new Map<string, string>();

/** From a folder browser/ of render, diff or the preview, as it was bundled when the command was compiled. */
export function browserScript(
  name: "page" | "figures" | "preview" | "diff" | "explorer" | ExplorerProgram,
): string {
  const known = scripts.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(`../../../../dist/browser/${name}.js`, import.meta.url), "utf8");
  // Inside a string of the program this is the same text; inside a page it ends no script.
  const script = text.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "<\\!--");
  scripts.set(name, script);
  return script;
}

/** The style of a page beyond the briefing's own, from src/engine/diff/browser/. */
export function browserStyle(name: "diff"): string {
  return readFileSync(new URL(`../../../../dist/browser/${name}.css`, import.meta.url), "utf8");
}

/** JSON as the content of a script element. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
}

/** Nothing is fetched, and nothing runs but these scripts, whatever else the page contains. */
export function contentPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return (
    "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; font-src data:; " +
    `style-src 'unsafe-inline'; script-src ${hashes.join(" ")}`
  );
}

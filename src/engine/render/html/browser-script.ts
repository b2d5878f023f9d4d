import { readFileSync } from "node:fs";

const scripts = new Map<string, string>();

/** A program for the reader's browser, from src/engine/render/browser/ or src/tools/preview/browser/, as it was bundled when the command was compiled. */
export function browserScript(name: "page" | "figures" | "preview" | "diff"): string {
  const known = scripts.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(`../../../../dist/browser/${name}.js`, import.meta.url), "utf8");
  const script = insideElement(text);
  scripts.set(name, script);
  return script;
}

/** Inside a string of a program this is the same text; inside a page it ends no script. */
function insideElement(text: string): string {
  return text.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "<\\!--");
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

/** Programs for the reader's browser, embedded in a page. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { memoized } from "../../../lib/once.js";
import { packageFolder } from "../../../lib/package-folder.js";
import { packed } from "../../../lib/packed.js";
import { markup, trusted, type Html } from "../template.js";

/** From a browser/ folder of render, diff or the preview, as bundled when the command was compiled. */
type BrowserProgram = "page" | "figures" | "search" | "paper" | "preview" | "diff";

/** Equivalent inside a string of the program, and cannot end a script element. */
export const browserScript = memoized((name: BrowserProgram): string =>
  browserFile(name)
    .replace(/<\/(script)/gi, "<\\/$1")
    .replace(/<!--/g, "<\\!--"),
);

/** The same, compressed (lib/packed.ts) when the command was compiled. */
const packedScript = (name: BrowserProgram): string => readFileSync(packedFile(name), "utf8");

/** The same as a separate file, which pages link to. */
export function browserFile(name: BrowserProgram): string {
  return existsSync(packedFile(name))
    ? gunzipSync(Buffer.from(packedScript(name), "base64")).toString("utf8")
    : readFileSync(bundledFile(`${name}.js`), "utf8");
}

const packedFile = (name: BrowserProgram): URL => bundledFile(`${name}.packed`);

/** What a page loads once one of its figures needs it. */
export const latePrograms = (figures: readonly unknown[]): readonly "figures"[] =>
  figures.length === 0 ? [] : ["figures"];

const ownFolder = packageFolder(new URL("../../../", import.meta.url));
const bundledFile = (name: string): URL => new URL(`dist/browser/${name}`, ownFolder);

/** The style of pages other than the briefing, from the browser/ folders of diff and preview. */
export const browserStyle = (name: "diff" | "preview"): string =>
  readFileSync(bundledFile(`${name}.css`), "utf8");

/** JSON as the content of a script element. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
}

const nothingElse =
  "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; font-src data:; style-src";

/** Nothing is fetched, and only these scripts run, whatever else the page contains. */
export function contentPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return `${nothingElse} 'unsafe-inline'; script-src ${hashes.join(" ")}`;
}

/** For a page with its style and scripts in separate files: allows those, and no inline scripts. */
export const filesPolicy = `${nothingElse} 'self' 'unsafe-inline'; script-src 'self'`;

/** JSON that a page carries for use on demand (browser/unpack.ts). */
export function packedJson(name: "values" | "carried" | "assumptions" | "answers", value: unknown): Html {
  return carrier(name, packed(JSON.stringify(value)));
}

/** When a program is loaded: once a figure needs it (browser/figures-on-demand.ts), or once a reader searches. */
export type ProgramPlace = "program" | "search-program";

/** A program that the page carries until then. */
export const packedProgram = (place: ProgramPlace, program: BrowserProgram): Html =>
  carrier(place, packedScript(program));

const carrier = (name: string, base64: string): Html =>
  markup`<script type="application/gzip" class="${name}">${trusted(base64)}</script>\n`;

/** The output of a cell: one MIME bundle under one id. */
import { createRequire } from "node:module";
import { mime } from "../../model/mime.js";
import { AuthoringError } from "../errors.js";

export type Bundle = Readonly<Record<string, unknown>>;

/** tslab's display, plus our kernel's extension: a whole bundle in one message. */
interface Display {
  raw(contentType: string, content: unknown): void;
  bundle?(data: Bundle): void;
}

/** In a kernel that shows one MIME type per call, the richest one that every front end draws. */
const preferred = [mime.vegaLite, mime.html, mime.markdown, mime.plain];

/** Shows a bundle as one output of the running cell; outside a kernel, prints its plain text. */
export function emit(bundle: Bundle): void {
  const display = findDisplay();
  if (display?.bundle !== undefined) {
    display.bundle(bundle);
    return;
  }
  const type = preferred.find((name) => name in bundle) ?? mime.plain;
  if (display === undefined) process.stdout.write(`${String(bundle[mime.plain])}\n`);
  else display.raw(type, bundle[type]);
}

/**
 * The display of the kernel that runs the cell. A kernel installed elsewhere has its own tslab, so its `require` is
 * tried before ours.
 */
function findDisplay(): Display | undefined {
  const kernel = (globalThis as { __tslab__?: { readonly require: (name: string) => unknown } }).__tslab__;
  if (kernel === undefined) return undefined;
  const tslab = (kernel.require("tslab") ?? createRequire(import.meta.url)("tslab")) as {
    readonly display: Display;
  };
  return tslab.display;
}

type Kind = "figure" | "table" | "claim";

/** Ids become file names and anchors: lower-case letters, digits and hyphens. */
export function requireId(options: unknown, kind: Kind): string {
  const { id } = options as { readonly id?: unknown };
  if (typeof id === "string" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) && id.length <= 80) return id;
  const fault = id === undefined ? "the id is missing" : `${JSON.stringify(id)} cannot be an id`;
  throw new AuthoringError(`${kind}: ${fault}`, {
    hint: "Use lower-case letters, digits and hyphens, such as joint-papers-by-year.",
  });
}

/** For items that may be shown before they have an id. */
export function optionalId(options: { readonly id?: unknown }, kind: Kind): string | undefined {
  return options.id === undefined ? undefined : requireId(options, kind);
}

/**
 * What a cell that imports "tslab" gets: tslab's own `display`, `newDisplay` and `versions`, and `display.bundle`, which
 * shows one output in many MIME types at once.
 */
import { randomBytes } from "node:crypto";
import type { MimeBundle } from "../../client/contract.js";
import type { InterpreterOptions, Publisher } from "../contract.js";
import { contentOf, jsonObject, mimeBundle } from "./mime-bundle.js";

/** tslab's interface, and `bundle`, `clear`. */
interface Display {
  javascript(source: string): void;
  html(html: string): void;
  markdown(markdown: string): void;
  latex(latex: string): void;
  svg(svg: string): void;
  png(bytes: Uint8Array): void;
  jpeg(bytes: Uint8Array): void;
  gif(bytes: Uint8Array): void;
  pdf(bytes: Uint8Array): void;
  text(text: string): void;
  /** For a JSON type both the value and its text are accepted. */
  raw(contentType: string, content: unknown): void;
  /** One output in several MIME types, richest first or not: the reader chooses. */
  bundle(data: Readonly<Record<string, unknown>>, metadata?: Readonly<Record<string, unknown>>): void;
  /** Clears the cell's output, at once or when the next output comes. */
  clear(options?: { readonly wait?: boolean }): void;
}

/** Travels beside the output, never in it. Random, so that a restarted kernel does not update what it did not show. */
const newDisplayId = (): string => randomBytes(8).toString("hex");

function createDisplay(publisher: () => Publisher | undefined, displayId?: string): Display {
  let shown = false;

  function show(data: MimeBundle, metadata: Readonly<Record<string, unknown>> = {}): void {
    const bundle = { data, metadata: jsonObject(metadata) };
    if (displayId === undefined) publisher()?.display(bundle);
    else if (shown) publisher()?.updateDisplay({ ...bundle, displayId });
    else publisher()?.display({ ...bundle, displayId });
    shown = true;
  }
  const raw = (contentType: string, content: unknown): void => {
    show({ [contentType]: contentOf(contentType, content) });
  };
  const as =
    (contentType: string) =>
    (content: unknown): void => {
      raw(contentType, content);
    };

  return {
    javascript: as("text/javascript"),
    html: as("text/html"),
    markdown: as("text/markdown"),
    latex: as("text/latex"),
    svg: as("image/svg+xml"),
    png: as("image/png"),
    jpeg: as("image/jpeg"),
    gif: as("image/gif"),
    pdf: as("application/pdf"),
    text: as("text/plain"),
    raw,
    bundle(data, metadata) {
      show(mimeBundle(data), metadata);
    },
    clear(options) {
      publisher()?.clearOutput(options?.wait === true ? "before-next" : "now");
    },
  };
}

export function createPublicModule(
  publisher: () => Publisher | undefined,
  versions: Readonly<Record<string, string>>,
  mode: InterpreterOptions["mode"],
): object {
  return {
    // Whether somebody waits: the library shows progress only then.
    mode,
    display: createDisplay(publisher),
    newDisplay: () => createDisplay(publisher, newDisplayId()),
    versions,
  };
}

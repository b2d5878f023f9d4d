/**
 * The module that cells import as "tslab": tslab's own `display`, `newDisplay` and `versions`, plus `display.bundle`,
 * which shows one output in several MIME types.
 */
import { randomBytes } from "node:crypto";
import type { JsonObject, MimeBundle } from "../../client/contract.js";
import type { InterpreterOptions, Publisher } from "../contract.js";
import { contentOf, jsonObject, mimeBundle } from "./mime-bundle.js";

/** Sent as transient data, not in the output. Random, so that a restarted kernel does not update old displays. */
const newDisplayId = (): string => randomBytes(8).toString("hex");

/** tslab's interface plus `bundle` and `clear`. */
function createDisplay(publisher: () => Publisher | undefined, displayId?: string) {
  let shown = false;

  function show(data: MimeBundle, metadata: Readonly<Record<string, unknown>> = {}): void {
    const transient: JsonObject = displayId === undefined ? {} : { display_id: displayId };
    const type = shown && displayId !== undefined ? "update_display_data" : "display_data";
    publisher()?.publish(type, { data, metadata: jsonObject(metadata), transient });
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
    /** JSON types accept either the value or its text. */
    raw,
    /** One output in several MIME types, in any order: the client chooses which to show. */
    bundle(data: Readonly<Record<string, unknown>>, metadata?: Readonly<Record<string, unknown>>): void {
      show(mimeBundle(data), metadata);
    },
    /** Clears the cell's output, immediately or when the next output arrives. */
    clear(options?: { readonly wait?: boolean }): void {
      publisher()?.publish("clear_output", { wait: options?.wait === true });
    },
  };
}

export function createPublicModule(
  publisher: () => Publisher | undefined,
  versions: Readonly<Record<string, string>>,
  mode: InterpreterOptions["mode"],
): object {
  return {
    // The library shows progress only in interactive mode.
    mode,
    display: createDisplay(publisher),
    newDisplay: () => createDisplay(publisher, newDisplayId()),
    versions,
  };
}

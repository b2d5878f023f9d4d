import { metadataKey, mime } from "../../../model/mime.js";
import type { Cell, JsonObject, Notebook, Output } from "../../notebook/contract.js";
import { parseForeignNotebook } from "../../notebook/parse.js";
import { hashOf, oneLine } from "./lines.js";
import { own } from "../../../lib/own.js";

/** A notebook for git's diff: sources unchanged, outputs as text, without execution counts and layout. */
export function notebookText(content: string): string {
  // If a notebook cannot be read, git shows nothing for it, like the page.
  const notebook = parseForeignNotebook(content, "notebook", () => undefined);
  return [kernelLine(notebook), ...notebook.cells.flatMap(cellLines), ""].join("\n");
}

function kernelLine({ metadata }: Notebook): string {
  const name = (key: string) => {
    const value = own(metadata, key);
    const found = typeof value === "object" && value !== null && "name" in value ? value["name"] : undefined;
    return typeof found === "string" ? found : "unknown";
  };
  return `notebook: kernel ${name("kernelspec")}, language ${name("language_info")}`;
}

function cellLines(cell: Cell): readonly string[] {
  const outputs = cell.cell_type === "code" ? cell.outputs.flatMap(outputLines) : [];
  return [
    "",
    `--- ${cell.cell_type} ${cell.id}${about(cell.metadata)}`,
    ...cell.source.split("\n"),
    ...Object.entries(cell.attachments ?? {}).map(
      ([name, data]) => `attachment ${name} ${hashOf(JSON.stringify(data))}`,
    ),
    ...outputs,
  ];
}

/** Metadata set by authors, such as tags, but not what this program or viewers store for themselves. */
function about(metadata: JsonObject): string {
  const own = new Set([metadataKey, "collapsed", "scrolled", "trusted", "execution", "jupyter"]);
  const facts = Object.entries(metadata).filter(([key]) => !own.has(key));
  return facts
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) =>
      Array.isArray(value) && value.every((each) => typeof each === "string")
        ? ` [${key}: ${value.join(", ")}]`
        : ` [${key}: ${JSON.stringify(value)}]`,
    )
    .join("");
}

function outputLines(output: Output): readonly string[] {
  switch (output.output_type) {
    case "stream":
      return [`--> ${output.name}`, ...output.text.trimEnd().split("\n")];
    case "error":
      return [`--> error ${output.ename}: ${oneLine(output.evalue)}`];
    default:
      return ["--> output", ...bundleLines(output.data)];
  }
}

/** The visible part of an output, in its richest form as text. */
function bundleLines(data: JsonObject): readonly string[] {
  const lines = Object.entries(data).flatMap(([type, content]): readonly string[] => {
    if (type === mime.plain) return [];
    if (type === mime.markdown && typeof content === "string") return content.trimEnd().split("\n");
    const text = typeof content === "string" ? content : JSON.stringify(content);
    return [`${type}, ${text.length} characters, ${hashOf(text)}`];
  });
  const plain = data[mime.plain];
  return [...(typeof plain === "string" ? plain.trimEnd().split("\n") : []), ...lines];
}

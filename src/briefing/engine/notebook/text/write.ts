/** Writes a notebook as text, so that it is read back as it was, and JupyterLab changes no byte of it. */
import { quoted } from "../../../lib/quoted.js";
import type { Cell, Notebook } from "../contract.js";
import { NotebookFormatError } from "../errors.js";
import { hasTag } from "../metadata.js";
import { writeAttributes } from "./attributes.js";
import { cellLanguage, withKernel, writeHeader } from "./header.js";

/** Throws a NotebookFormatError for what a text notebook cannot hold; outputs are left out. */
export function stringifyTextNotebook(notebook: Notebook, path: string): string {
  const { cells, metadata: given } = notebook;
  const metadata = withKernel(given);
  const language = cellLanguage(metadata) ?? "";
  if (language === "") throw new NotebookFormatError(`${path}: it names no language for its cells.`);
  cells.forEach((cell, index) => {
    const why = whyNot(cell);
    if (why === undefined) return;
    throw new NotebookFormatError(
      `${path}, cell ${index + 1} (${cell.id}): ${why}, which text cannot hold.`,
      {
        hint: "It is left as it is. Change the cell to convert the notebook.",
      },
    );
  });
  const header = writeHeader({ metadata, cells });
  const parts = header.cells.map((cell) => {
    const lines = cellLines(cell, language);
    if (lines !== undefined) return lines;
    const index = cells.indexOf(cell) + 1;
    throw new NotebookFormatError(
      `${path}, cell ${index} (${cell.id}): its metadata ${quoted(cell.metadata)} cannot be written as attributes.`,
      { hint: "Remove what is not needed from the metadata of the cell." },
    );
  });
  return `${[header.lines, ...parts].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function whyNot(cell: Cell): string | undefined {
  if (Object.keys(cell.attachments ?? {}).length > 0) return "it has attachments";
  if (cell.cell_type === "code" && hasTag(cell, "skip-execution") && cell.outputs.length > 0)
    return "it is tagged skip-execution and has outputs";
  if (Object.hasOwn(cell.metadata, "id")) return "it has metadata named id";
  const end = cell.cell_type === "raw" ? "endraw" : "endregion";
  const ends = new RegExp(`^<!--\\s*#${end}\\s*-->\\s*$`, "m");
  if (cell.cell_type !== "code" && ends.test(cell.source)) return `it contains the line <!-- #${end} -->`;
  return undefined;
}

function cellLines(
  { cell_type: type, id, metadata, source }: Cell,
  language: string,
): readonly string[] | undefined {
  const { title, ...others } = metadata;
  const titled = title === undefined ? { id, ...others } : { title, id, ...others };
  const lines = source.split("\n");
  if (type === "code") {
    const attributes = writeAttributes({ id, ...metadata }, "fence");
    const fence = fenceFor(lines);
    return attributes === undefined ? undefined : [`${fence}${language} ${attributes}`, ...lines, fence];
  }
  const attributes = writeAttributes(titled, "region");
  const name = type === "raw" ? "raw" : "region";
  return attributes === undefined
    ? undefined
    : [`<!-- #${name} ${attributes} -->`, ...lines, `<!-- #end${name} -->`];
}

/** Longer than any at the beginning of a line. */
function fenceFor(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.map((line) => /^`*/.exec(line)?.[0].length ?? 0));
  return "`".repeat(longest + 1);
}

/** Replaces the sources of cells in the text of a notebook file and preserves every other byte. */
import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import type { Cell } from "../../engine/notebook/contract.js";
import { splitLines } from "../../engine/notebook/stored-text.js";

/** `sources` are by index of the cell. The text must be a notebook that can be parsed. */
export function replaceSources(text: string, sources: ReadonlyMap<number, string>): string {
  const tree = parseTree(text);
  if (tree === undefined) return text;
  let replaced = "";
  let done = 0;
  for (const [index, source] of [...sources].sort(([a], [b]) => a - b)) {
    const node = findNodeAtLocation(tree, ["cells", index, "source"]);
    if (node === undefined) continue;
    replaced += text.slice(done, node.offset) + storedSource(source, node, text);
    done = node.offset + node.length;
  }
  return replaced + text.slice(done);
}

/** In the layout of the source that it replaces: one string, or an array of lines with the same indentation. */
function storedSource(source: string, before: Node, text: string): string {
  if (before.type !== "array") return JSON.stringify(source);
  const lines = splitLines(source).map((line) => JSON.stringify(line));
  const first = before.children?.[0];
  const last = before.children?.at(-1);
  if (first === undefined || last === undefined || lines.length === 0) return `[${lines.join(",")}]`;
  const opening = text.slice(before.offset, first.offset);
  const closing = text.slice(last.offset + last.length, before.offset + before.length);
  return opening + lines.join(`,${opening.slice(1)}`) + closing;
}

/** The same in a text notebook, whose cells know their lines. */
export function replaceTextSources(
  text: string,
  cells: readonly Pick<Cell, "line" | "source">[],
  sources: ReadonlyMap<number, string>,
): string {
  const lines = text.match(/[^\r\n]*(?:\r\n|\r|\n|$)/g) ?? [];
  const lineEnd = /\r\n|\r|\n/.exec(text)?.[0] ?? "\n";
  // From the last to the first, so that the lines of those above stay where they are.
  for (const [index, source] of [...sources].sort(([a], [b]) => b - a)) {
    const cell = cells[index];
    if (cell?.line === undefined) continue;
    const formatted = source.split("\n").map((line) => line + lineEnd);
    lines.splice(cell.line - 1, cell.source.split("\n").length, ...formatted);
  }
  return lines.join("");
}

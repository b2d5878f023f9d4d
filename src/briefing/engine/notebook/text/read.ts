/** Parses a text notebook: Markdown in jupytext's dialect, whose fences of the notebook's language are cells of code. */
import { conflictLine } from "../../../lib/conflict-marker.js";
import { beginsWithFrontMatter } from "../../../lib/notebook-name.js";
import { omit } from "../../../lib/omit.js";
import { quoted } from "../../../lib/quoted.js";
import { UnusedNames } from "../../../lib/unused-names.js";
import type { JsonObject } from "../../client/contract.js";
import { cellId } from "../cell-id.js";
import type { Cell, Notebook } from "../contract.js";
import { NotebookFormatError, type OnFault } from "../errors.js";
import { normalizeLineEnds, withCurrentNames } from "../stored-text.js";
import { readAttributes } from "./attributes.js";
import type { TextFault } from "./contract.js";
import { cellLanguage, readHeader } from "./header.js";
import { nameOf } from "./names.js";
import { splitCells, type WrittenCell } from "./split.js";

/** Throws a NotebookFormatError with the place, `path:line:column`; `onFault` is called for what can be left out. */
export function parseTextNotebook(text: string, path: string, onFault: OnFault): Notebook {
  const errorOf = ({ line, column = 1, message, hint }: TextFault) =>
    new NotebookFormatError(`${path}:${line}:${column}: ${message}`, { ...(hint !== undefined && { hint }) });
  const complain = (fault: TextFault): never => {
    throw errorOf(fault);
  };
  const plain = normalizeLineEnds(text.replace(/^\uFEFF/, ""));
  if (plain.trim() === "")
    throw new NotebookFormatError(`${path}: the file is empty.`, {
      hint: "Delete it, or restore it from version control.",
    });
  rejectForeign(plain, complain);
  const lines = plain.replace(/\n$/, "").split("\n");
  const { frontMatter, id, metadata, end } = readHeader(lines, complain);
  const language = cellLanguage(metadata);
  if (language === undefined || !/^[^\s`]+$/.test(language))
    return complain({
      line: 1,
      message: "the front matter does not name the language of the kernel.",
      hint: "Write language: below kernelspec:, such as language: python.",
    });
  const report = (fault: TextFault, consequence: string): void => {
    onFault(errorOf(fault), consequence);
  };
  const written = splitCells(end, { lines, language, complain, report });
  const read = written.map((cell) => ({ cell, ...attributesOf(cell, report) }));
  const ownId = frontMatter === undefined ? undefined : { id, line: 1 };
  const given = givenIds([ownId, ...read.map(({ id }) => id)], report);
  const ids = new UnusedNames(given);
  const first = frontMatter === undefined ? [] : [rawCell(given.has(id) ? id : ids.take(id), frontMatter)];
  let before = first[0]?.id;
  const cells = read.map(({ cell, id: own, metadata }): Cell => {
    const isGiven = own !== undefined && given.has(own.id);
    before = isGiven ? own.id : ids.take(nameOf(cell, before));
    return cellOf(cell, before, metadata);
  });
  return { nbformat: 4, nbformat_minor: 5, metadata, cells: [...first, ...cells] };
}

/** What is no text notebook, or would be changed by the programs that open one. */
function rejectForeign(text: string, complain: (fault: TextFault) => never): void {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    complain({
      line: conflict,
      message: "unresolved merge conflict.",
      hint: "Resolve the conflict, then run the command again.",
    });
  if (!beginsWithFrontMatter(text))
    complain({
      line: 1,
      message: "not a notebook: it does not begin with front matter, as every text notebook does.",
      hint: "To make it a notebook, begin it with three lines: ---, title: and the title, and ---.",
    });
  // Python, and so JupyterLab, begins a new line at each of these.
  const found = /[\0\v\f\x1c-\x1e\x85\u2028\u2029]/.exec(text);
  if (found === null) return;
  const before = text.slice(0, found.index);
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  complain({
    line: before.split("\n").length,
    column: found.index - before.lastIndexOf("\n"),
    message: `the character U+${code}, which a text notebook cannot hold.`,
    hint: `Remove it; in a string of code, write \\u${code.toLowerCase()}.`,
  });
}

interface PlacedId {
  readonly id: string;
  readonly line: number;
}

/** The metadata of a cell, and its id, which is an attribute like them. */
function attributesOf(
  { attributes }: WrittenCell,
  report: (fault: TextFault, consequence: string) => void,
): { readonly metadata: JsonObject; readonly id?: PlacedId } {
  if (attributes === undefined) return { metadata: {} };
  const { text, line, column, place } = attributes;
  const read = readAttributes(text, place);
  if ("fault" in read) {
    const { at, message, hint } = read.fault;
    report({ line, column: column + at, message: `${message}.`, hint }, "Its attributes are left out.");
    return { metadata: {} };
  }
  const { id } = read.metadata;
  const metadata = withCurrentNames(omit(read.metadata, "id"));
  if (id === undefined) return { metadata };
  if (typeof id === "string" && cellId.test(id)) return { metadata, id: { id, line } };
  const hint = "An id has 1 to 64 letters, digits, - and _. Remove it to have one made.";
  report({ line, message: `${quoted(id)} is not a valid cell id.`, hint }, "It gets a new id.");
  return { metadata };
}

/** Two cells with the same id could not be distinguished in the briefing. */
function givenIds(
  placed: readonly (PlacedId | undefined)[],
  report: (fault: TextFault, consequence: string) => void,
): ReadonlySet<string> {
  const owners = new Map<string, number>();
  for (const each of placed) {
    if (each === undefined) continue;
    const { id, line } = each;
    const owner = owners.get(id);
    if (owner === undefined) owners.set(id, line);
    else
      report(
        {
          line,
          message: `this cell has the id "${id}", like the one of line ${owner}.`,
          hint: "Change or remove one of the two.",
        },
        "It gets a new id.",
      );
  }
  return new Set(owners.keys());
}

const rawCell = (id: string, source: string): Cell => ({
  cell_type: "raw",
  id,
  metadata: {},
  source,
  line: 1,
});

function cellOf({ type, source, line }: WrittenCell, id: string, metadata: JsonObject): Cell {
  const base = { id, metadata, source, line };
  return type === "code"
    ? { ...base, cell_type: type, outputs: [], execution_count: null }
    : { ...base, cell_type: type };
}

import type { Execution } from "../execute/contract.js";
import { isStruck } from "../../model/guard.js";
import { mime } from "../../model/mime.js";
import type { InlineResult } from "../../model/trace.js";
import type { Cell, MimeBundle } from "../notebook/contract.js";
import { guardsIn, leftOutRanges } from "../notebook/inline.js";
import { inFile } from "../notebook/place.js";
import { isWithin } from "../notebook/markdown/syntax.js";
import { guardedSentence } from "./prose.js";
import { recordedFacts } from "./bundles.js";

/** Every sentence of the executed notebooks whose condition is false, in document order. */
export function struckSentences(executions: readonly Pick<Execution, "path" | "notebook">[]) {
  return executions.flatMap(({ path, notebook }) =>
    notebook.cells.flatMap((cell, index) =>
      inCell(cell).map((found) => ({
        notebook: path,
        cell: { index, id: cell.id },
        ...found,
        ...inFile(cell, found),
      })),
    ),
  );
}

/** Lines and columns are 1-based, in the cell's source; in what is returned, in the file of a text notebook. */
interface Found {
  readonly line?: number;
  readonly column?: number;
  readonly sentence: string;
  /** As written; a sentence of a code cell has its condition in the code. */
  readonly condition?: string;
}

/** A sentence that is no longer true, and its position. */
export type StruckSentence = ReturnType<typeof struckSentences>[number];

function inCell(cell: Cell): readonly Found[] {
  // Most cells have none, and reading recorded facts is slow.
  const hasNone = guardsIn(cell).length === 0 && sentencesIn(cell.metadata).length === 0;
  const recorded = hasNone ? undefined : recordedFacts(cell);
  const inline = (recorded?.inline ?? []).flatMap((result) => {
    if (result.status === "error") return [];
    const { line, column, value } = result;
    return sentencesIn(value).map((sentence) => ({ line, column, sentence }));
  });
  if (cell.cell_type !== "code") return [...guarded(cell, recorded?.inline ?? []), ...inline];
  const shown = cell.outputs.flatMap((output) => ("data" in output ? ownBundles(output.data) : []));
  return [...inline, ...shown.flatMap(sentencesIn).map((sentence) => ({ sentence }))];
}

function guarded(cell: Cell, inline: readonly InlineResult[]): readonly Found[] {
  const leftOut = leftOutRanges(cell, inline);
  return guardsIn(cell).flatMap((guard): readonly Found[] => {
    const result = inline.find(({ id }) => id === guard.holds?.id);
    if (result?.status !== "ok" || result.value.raw !== false) return [];
    if (leftOut.some((range) => isWithin(guard.whole, range))) return [];
    const { line, column, expression } = result;
    return [{ line, column, condition: expression, sentence: guardedSentence(cell, guard, inline) }];
  });
}

function ownBundles(data: MimeBundle): readonly unknown[] {
  return [mime.value, mime.figure, mime.table, mime.claim].flatMap((type) => data[type] ?? []);
}

/** Anywhere in the JSON of a bundle; something struck as a whole is reported as a whole. */
function sentencesIn(json: unknown): readonly string[] {
  if (typeof json !== "object" || json === null) return [];
  if ("format" in json && typeof json.format === "string" && "raw" in json && "text" in json) {
    const { raw, format, text } = json;
    if (isStruck({ raw, format })) return [String(text)];
  }
  return Object.values(json).flatMap(sentencesIn);
}

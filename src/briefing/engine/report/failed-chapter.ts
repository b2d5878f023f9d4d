/** A chapter of a draft whose notebook failed: its cells before the failure, and the errors in their places. */
import type { ErrorBlock } from "../../model/report.js";
import type { Failure } from "../execute/contract.js";
import { describeFailure } from "../execute/failure.js";
import { withoutRepetitions } from "../execute/root-causes.js";
import type { Cell, Notebook } from "../notebook/contract.js";
import { guardsIn, inlineExpressions, outermostGuards } from "../notebook/inline.js";
import { isWithin, type Range } from "../notebook/markdown/syntax.js";
import { recordedFacts } from "./bundles.js";
import { printedText } from "./prose.js";
import { plainText } from "./published.js";
import { inlineProse, type InlinePart } from "./spans.js";

/** The cells before the one that stopped the notebook. An expression in prose that failed stops nothing. */
export function cellsBeforeFailure({ cells }: Pick<Notebook, "cells">): readonly Cell[] {
  if (!isRecorded(cells)) return [];
  const stop = cells.findIndex(isStop);
  return stop < 0 ? cells : cells.slice(0, stop);
}

/** Of a notebook that no kernel received, nothing is recorded. */
const isRecorded = (cells: readonly Cell[]): boolean =>
  cells.some((cell) => recordedFacts(cell) !== undefined);

function isStop(cell: Cell): boolean {
  // The front matter is evaluated after the last cell.
  if (cell.cell_type === "raw") return false;
  const facts = recordedFacts(cell);
  return facts?.status === "not-executed" || (facts?.status === "failed" && facts.inline === undefined);
}

/** Whether the notebook got as far as this cell. */
export const isReached = ({ cells }: Pick<Notebook, "cells">, cell: Cell): boolean =>
  isRecorded(cells) && recordedFacts(cell)?.status !== "not-executed";

/** The errors as blocks, with their place, message and excerpt; `cell` is empty for an error of the whole notebook. */
export function failureBlocks(
  failures: readonly Failure[],
  { path, root }: { readonly path: string; readonly root: string },
): readonly ErrorBlock[] {
  const plain = (text: string) => plainText(text, root);
  return withoutRepetitions(failures).map((failure) => ({
    kind: "error",
    cell: failure.cell?.id ?? "",
    ename: failure.ename,
    evalue: plain(failure.evalue),
    traceback: plain(describeFailure({ ...failure, notebook: path })).split("\n"),
    failed: true,
  }));
}

/** What is printed of a cell whose expressions were not evaluated: its words, with … for each computed value. */
export function unevaluatedParts(cell: Cell): readonly InlinePart[] {
  const source = printedText(cell);
  const gone = (start: number, end: number): InlinePart => ({ start, end, parts: [] });
  const markup = guardsIn(cell).flatMap(({ whole, content }) => [
    gone(whole.start, content.start),
    gone(content.end, whole.end),
  ]);
  const values = inlineExpressions(cell).flatMap(({ kind, start, end }): readonly InlinePart[] =>
    kind === "value" ? [{ start, end, parts: ["…"] }] : [],
  );
  const spansIn = (range: Range) =>
    [...markup, ...values].filter((span) => isWithin(span, range)).sort((a, b) => a.start - b.start);
  const guards = outermostGuards(cell);
  const guarded = guards.map((whole) => ({ ...whole, parts: inlineProse(source, spansIn(whole), whole) }));
  const others = values.filter((value) => !guards.some((whole) => isWithin(value, whole)));
  return [...guarded, ...others].sort((a, b) => a.start - b.start);
}

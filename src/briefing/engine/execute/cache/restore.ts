/** Gives a notebook the outcome of an earlier execution, which a cache has kept. */
import { isDeepStrictEqual } from "node:util";
import type { InlineResult } from "../../../model/trace.js";
import type { Json } from "../../client/contract.js";
import { packAnswers, unpackAnswers, type CellAnswers, type PackedAnswers } from "../../notebook/answers.js";
import type { InlineExpression } from "../../notebook/contract.js";
import { expressionsOf } from "../../notebook/inline.js";
import { isSkipped } from "../../notebook/metadata.js";
import type { CellRecord, NotebookRun } from "../run.js";
import type { ExecutedStep, PlacedStep } from "./steps.js";

export interface Outcome {
  readonly languageInfo: Json | null;
  readonly steps: readonly ExecutedStep[];
  /** For each step, the place of its cell. */
  readonly places: readonly number[];
  /** What its cells give under other settings; null if they were not executed for them. */
  readonly answers: PackedAnswers | null;
}

/** For a notebook whose text is the same. */
export function restoreAsItWas(run: NotebookRun, { languageInfo, steps, places, answers }: Outcome): void {
  run.languageInfo = languageInfo ?? undefined;
  if (run.settings.answers !== "omit") run.answers = answers ?? undefined;
  for (const [index, { facts, outputs, executionCount }] of steps.entries())
    run.records[places[index] ?? -1]?.restore(facts, outputs, executionCount);
  noteUnasked(run);
}

/** For a notebook that makes the same requests, perhaps from other cells. */
export function restore(
  run: NotebookRun,
  placed: readonly PlacedStep[],
  { languageInfo, steps, answers }: Outcome,
): void {
  run.languageInfo = languageInfo ?? undefined;
  if (run.settings.answers !== "omit" && answers !== null)
    run.answers = replaced(answers, run, placed, steps);
  for (const [index, { record }] of placed.entries()) {
    const answer = steps[index];
    if (answer !== undefined) restoreStep(run, record, answer);
  }
  noteUnasked(run);
}

/** Cells without a request. */
function noteUnasked(run: NotebookRun): void {
  for (const record of run.records) {
    if (record.facts.status !== "not-executed") continue;
    record.facts = { status: isSkipped(record.cell) ? "skipped" : "executed" };
  }
}

/** With the ids and places that cells and expressions have now. */
function replaced(
  carried: PackedAnswers,
  run: NotebookRun,
  placed: readonly PlacedStep[],
  steps: readonly ExecutedStep[],
): PackedAnswers | undefined {
  const answers = unpackAnswers(carried);
  if (answers === undefined) return undefined;
  const cells = answers.cells.map((each) => answersOfCell(each, run, placed, steps));
  return isDeepStrictEqual(cells, answers.cells) ? carried : packAnswers({ ...answers, cells });
}

/** As for the published results, under the ids that cell and expressions have now. */
function answersOfCell(
  { cell: id, on, under }: CellAnswers,
  run: NotebookRun,
  placed: readonly PlacedStep[],
  steps: readonly ExecutedStep[],
): CellAnswers {
  const cell = placed[steps.findIndex((step) => step.id === id)]?.record.cell;
  if (cell === undefined) return { cell: id, on, under };
  const asked = expressionsOf(run.notebook, cell);
  return {
    cell: cell.id,
    on,
    under: under.map(({ setting, answer }) => ({
      setting,
      answer: "inline" in answer ? { inline: withPlaces(answer.inline, asked) } : answer,
    })),
  };
}

function withPlaces(
  results: readonly InlineResult[],
  asked: readonly InlineExpression[],
): readonly InlineResult[] {
  return asked.flatMap(({ id, expression, line, column }, index) => {
    const result = results[index];
    return result === undefined ? [] : [{ ...result, id, expression, line, column }];
  });
}

function restoreStep(
  run: NotebookRun,
  record: CellRecord,
  { facts, outputs, executionCount }: ExecutedStep,
): void {
  // Matches values by order: the expressions may have moved within the cell and have other ids.
  const inline = facts.inline && {
    inline: withPlaces(facts.inline, expressionsOf(run.notebook, record.cell)),
  };
  record.restore({ ...facts, ...inline }, outputs, executionCount);
}

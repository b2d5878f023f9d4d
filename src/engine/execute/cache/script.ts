/** What a notebook asks of its kernel, in that order: what of it counts for the outcome, and nothing else. */
import type { CellFacts, InlineResult } from "../../../model/trace.js";
import type { Output } from "../../notebook/contract.js";
import { hasTag } from "../../notebook/metadata.js";
import { planUnits } from "../ahead.js";
import type { CellRecord } from "../cell-record.js";
import type { NotebookRun } from "../run.js";

/** A code cell that is executed. */
export interface CodeStep {
  readonly kind: "code";
  readonly id: string;
  readonly source: string;
  /** A cell that may fail leaves no names behind if it does. */
  readonly effect: "declares" | "isolated";
  /** Made of parameters by the program. */
  readonly isInjected: boolean;
}

/** The inline expressions of a Markdown cell, or of the front matter, which are evaluated in one request. */
export interface InlineStep {
  readonly kind: "inline";
  readonly id: string;
  readonly expressions: readonly string[];
}

export type Step = CodeStep | InlineStep;

/** A step and what came of it. */
export interface KeptCode extends CodeStep {
  readonly outputs: readonly Output[];
  readonly executionCount: number | null;
  readonly facts: CellFacts;
}
export interface KeptInline extends InlineStep {
  /** In the order of the expressions. */
  readonly results: readonly InlineResult[];
  readonly facts: CellFacts;
}
export type KeptStep = KeptCode | KeptInline;

export interface PlacedStep<Kind extends Step = Step> {
  readonly step: Kind;
  readonly record: CellRecord;
}

export function scriptOf(run: NotebookRun): readonly PlacedStep[] {
  return planUnits(run.notebook).flatMap(({ placed, unit, expressions }): PlacedStep[] => {
    const record = run.records[placed.index];
    if (record === undefined) return [];
    const { cell } = placed;
    if (unit.kind === "expressions") {
      const texts = expressions.map(({ expression }) => expression);
      return [{ record, step: { kind: "inline", id: cell.id, expressions: texts } }];
    }
    const isInjected = hasTag(cell, "injected-parameters");
    const { source, effect } = unit;
    return [{ record, step: { kind: "code", id: cell.id, source, effect, isInjected } }];
  });
}

/** Undefined where a step has no outcome that could be kept. */
export function keptStep({ step, record }: PlacedStep): KeptStep | undefined {
  const { facts, executionCount } = record;
  if (facts.status !== "executed" || facts.trace === undefined) return undefined;
  if (step.kind === "inline") {
    const results = facts.inline ?? [];
    return results.length === step.expressions.length ? { ...step, results, facts } : undefined;
  }
  return { ...step, outputs: record.outputs(), executionCount, facts };
}

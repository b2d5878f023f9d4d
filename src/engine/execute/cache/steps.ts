/** What a notebook asks of its kernel, in that order, and whether it asked the same when it was executed before. */
import type { CellFacts } from "../../../model/trace.js";
import type { Output } from "../../notebook/contract.js";
import { hasTag } from "../../notebook/metadata.js";
import { askedCode } from "../../notebook/inline.js";
import type { CellRecord, NotebookRun } from "../run.js";
import { planUnits } from "../units.js";

/** A code cell, or the inline expressions of a Markdown cell or of the front matter, which are one request. */
export interface Step {
  readonly kind: "code" | "inline";
  readonly id: string;
  readonly texts: readonly string[];
  /** A cell that may fail leaves no names behind if it does. */
  readonly effect: "declares" | "isolated";
  /** Made of parameters by the program. */
  readonly isInjected: boolean;
}

export interface PlacedStep {
  readonly step: Step;
  readonly record: CellRecord;
}

/** A step and what came of it: of expressions, their results are among the facts. */
export interface ExecutedStep extends Step {
  readonly outputs: readonly Output[];
  readonly executionCount: number | null;
  readonly facts: CellFacts;
}

export function stepsOf(run: NotebookRun): readonly PlacedStep[] {
  return planUnits(run.notebook).flatMap(({ cell, index, unit, expressions }): PlacedStep[] => {
    const record = run.records[index];
    if (record === undefined) return [];
    const isCode = unit.kind === "cell";
    const step: Step = {
      kind: isCode ? "code" : "inline",
      id: cell.id,
      texts: isCode ? [unit.source] : expressions.map(askedCode),
      effect: isCode ? unit.effect : "declares",
      isInjected: hasTag(cell, "injected-parameters"),
    };
    return [{ record, step }];
  });
}

/** Undefined where nobody knows all that came of a step. */
export function executedStep({ step, record }: PlacedStep): ExecutedStep | undefined {
  const { facts, executionCount } = record;
  if (facts.status !== "executed" || facts.trace === undefined) return undefined;
  if (step.kind === "inline" && facts.inline?.length !== step.texts.length) return undefined;
  return { ...step, outputs: record.outputs(), executionCount, facts };
}

/**
 * Why the steps of now are not those that were executed; undefined where they are. Without a reason where only cells that
 * parameters made differ: the parameters are the reason.
 */
export function stepChanges(now: readonly Step[], before: readonly Step[]): readonly string[] | undefined {
  const saysSame = (one: Step, other: Step | undefined): boolean =>
    one.kind === other?.kind && JSON.stringify(one.texts) === JSON.stringify(other.texts);
  const isSame = (step: Step, index: number): boolean =>
    saysSame(step, before[index]) && step.effect === before[index]?.effect;
  if (now.length === before.length && now.every(isSame)) return undefined;
  const [old, own] = [byCell(before), byCell(now)];
  const reasons = [...own].flatMap(([key, step]) => {
    const known = old.get(key);
    if (known === undefined) return [describe(step, "is new", "are new")];
    if (!saysSame(step, known)) return [describe(step, "changed")];
    return known.effect === step.effect ? [] : [`the tags of cell ${step.id} changed`];
  });
  for (const [key, step] of old) if (!own.has(key)) reasons.push(describe(step, "is gone", "are gone"));
  if (reasons.length > 0) return reasons;
  return [...own.keys()].join() === [...old.keys()].join() ? [] : ["the order of the cells changed"];
}

const byCell = (steps: readonly Step[]): ReadonlyMap<string, Step> =>
  new Map(steps.flatMap((step) => (step.isInjected ? [] : [[`${step.kind} ${step.id}`, step]])));

const describe = ({ kind, id }: Step, what: string, ofNumbers = what): string =>
  kind === "code" ? `cell ${id} ${what}` : `the numbers in ${id} ${ofNumbers}`;

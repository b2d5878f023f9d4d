/** What a notebook asks of its kernel, in that order, and whether it asked the same when it was executed before. */
import jsTokens from "js-tokens";
import type { CellFacts, InlineResult } from "../../../model/trace.js";
import type { Output } from "../../notebook/contract.js";
import { hasTag } from "../../notebook/metadata.js";
import { askedCode } from "../../notebook/inline.js";
import { planUnits } from "../units.js";
import type { CellRecord, NotebookRun } from "../run.js";

/** A code cell that is executed. */
interface CodeStep {
  readonly kind: "code";
  readonly id: string;
  readonly source: string;
  /** A cell that may fail leaves no names behind if it does. */
  readonly effect: "declares" | "isolated";
  /** Made of parameters by the program. */
  readonly isInjected: boolean;
}

/** The inline expressions of a Markdown cell, or of the front matter, which are evaluated in one request. */
interface InlineStep {
  readonly kind: "inline";
  readonly id: string;
  readonly expressions: readonly string[];
}

type Step = CodeStep | InlineStep;

/** A step with its cell. */
export interface PlacedStep {
  readonly step: Step;
  readonly record: CellRecord;
}

/** A step and what came of it. */
interface ExecutedCode extends CodeStep {
  readonly outputs: readonly Output[];
  readonly executionCount: number | null;
  readonly facts: CellFacts;
}
interface ExecutedInline extends InlineStep {
  /** In the order of the expressions. */
  readonly results: readonly InlineResult[];
  readonly facts: CellFacts;
}
export type ExecutedStep = ExecutedCode | ExecutedInline;

export function stepsOf(run: NotebookRun): readonly PlacedStep[] {
  return planUnits(run.notebook).flatMap(({ cell, index, unit, expressions }): PlacedStep[] => {
    const record = run.records[index];
    if (record === undefined) return [];
    if (unit.kind === "expressions") {
      const texts = expressions.map(askedCode);
      return [{ record, step: { kind: "inline", id: cell.id, expressions: texts } }];
    }
    const isInjected = hasTag(cell, "injected-parameters");
    const { source, effect } = unit;
    return [{ record, step: { kind: "code", id: cell.id, source, effect, isInjected } }];
  });
}

/** Undefined where nobody knows all that came of a step. */
export function executedStep({ step, record }: PlacedStep): ExecutedStep | undefined {
  const { facts, executionCount } = record;
  if (facts.status !== "executed" || facts.trace === undefined) return undefined;
  if (step.kind === "inline") {
    const results = facts.inline ?? [];
    return results.length === step.expressions.length ? { ...step, results, facts } : undefined;
  }
  return { ...step, outputs: record.outputs(), executionCount, facts };
}

/** Steps of now with the executed ones that answer them, or why they are not the same. */
export type Match =
  | { readonly status: "same"; readonly answers: ReadonlyMap<PlacedStep, ExecutedStep> }
  /** Without a reason where only cells that parameters made differ: the parameters are the reason. */
  | { readonly status: "different"; readonly reasons: readonly string[] };

/**
 * Code cells must be the same ones in the same order. The expressions of a Markdown cell have the same values as long as
 * they stand between the same code cells; others may come and go around them if evaluating them left nothing behind.
 */
export function matchSteps(now: readonly PlacedStep[], before: readonly ExecutedStep[]): Match {
  const code = now.filter(({ step }) => step.kind === "code");
  const codeBefore = before.filter((step) => step.kind === "code");
  const changed = codeReasons(code.map(({ step }) => step).filter(isCode), codeBefore);
  if (changed !== undefined) return { status: "different", reasons: changed };
  const answers = new Map<PlacedStep, ExecutedStep>();
  code.forEach((placed, index) => {
    const answer = codeBefore[index];
    if (answer !== undefined) answers.set(placed, answer);
  });
  const reasons = matchInline(now, before, answers);
  return reasons.length > 0 ? { status: "different", reasons } : { status: "same", answers };
}

const isCode = (step: Step): step is CodeStep => step.kind === "code";

/** Adds the answers of inline steps, each found after as many code cells as before; why not, where it is not. */
function matchInline(
  now: readonly PlacedStep[],
  before: readonly ExecutedStep[],
  answers: Map<PlacedStep, ExecutedStep>,
): readonly string[] {
  const known = before.flatMap((step, index) =>
    step.kind === "inline" ? [{ step, code: before.slice(0, index).filter(isCode).length }] : [],
  );
  const left = new Set(known);
  const reasons: string[] = [];
  const used: unknown[] = [];
  let codeCells = 0;
  for (const placed of now) {
    const { step } = placed;
    if (step.kind === "code") {
      codeCells += 1;
      continue;
    }
    const answer = [...left].find((each) => each.code === codeCells && sameExpressions(each.step, step));
    if (answer === undefined) {
      const isKnown = before.some(({ id }) => id === step.id);
      reasons.push(`the numbers in ${step.id} ${isKnown ? "changed" : "are new"}`);
      continue;
    }
    left.delete(answer);
    used.push(answer);
    answers.set(placed, answer.step);
  }
  const isSameOrder = left.size === 0 && used.every((each, index) => each === known[index]);
  const impure = isSameOrder ? undefined : known.find(({ step }) => !changesNothing(step));
  if (reasons.length === 0 && impure !== undefined)
    reasons.push(`numbers beside those in ${impure.step.id} moved or went`);
  return reasons;
}

const sameExpressions = (a: InlineStep, b: InlineStep): boolean =>
  a.expressions.length === b.expressions.length &&
  a.expressions.every((text, index) => text === b.expressions[index]);

/** Undefined where they are the same. */
function codeReasons(now: readonly CodeStep[], before: readonly CodeStep[]): readonly string[] | undefined {
  const isSame =
    now.length === before.length &&
    now.every((step, index) => step.source === before[index]?.source && step.effect === before[index].effect);
  if (isSame) return undefined;
  // Cells that parameters made are named by the parameters.
  const old = new Map(before.filter(({ isInjected }) => !isInjected).map((step) => [step.id, step]));
  const own = now.filter(({ isInjected }) => !isInjected);
  const reasons = own.flatMap((step) => {
    const known = old.get(step.id);
    if (known === undefined) return [`cell ${step.id} is new`];
    if (known.source !== step.source) return [`cell ${step.id} changed`];
    return known.effect === step.effect ? [] : [`the tags of cell ${step.id} changed`];
  });
  const ids = new Set(own.map(({ id }) => id));
  for (const id of old.keys()) if (!ids.has(id)) reasons.push(`cell ${id} is gone`);
  if (reasons.length > 0) return reasons;
  const isMoved = own.some(({ id }, index) => [...old.keys()][index] !== id);
  return isMoved ? ["the order of the cells changed"] : [];
}

/** Evaluating it loaded, read and changed nothing: whether it happened makes no difference to what came after it. */
function changesNothing({ expressions, facts }: ExecutedInline): boolean {
  const { files = [], modules = [], environment = [] } = facts.trace ?? {};
  return files.length + modules.length + environment.length === 0 && !expressions.some(assigns);
}

const assignment = /^(?:=|\+\+|--|(?:\*\*|&&|\|\||\?\?|<<|>>>?|[-+*/%&|^])=)$/;

/** Whether an expression may change something it names. What stands inside a template is not looked into. */
function assigns(expression: string): boolean {
  return [...jsTokens(expression)].some(
    ({ type, value }) =>
      (type === "Punctuator" && assignment.test(value)) ||
      (type === "IdentifierName" && value === "delete") ||
      type === "TemplateHead",
  );
}

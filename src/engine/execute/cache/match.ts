/** Whether what a notebook asks for now is what was asked when its kept execution was made. */
import { assigns } from "./assigns.js";
import type { CodeStep, InlineStep, KeptCode, KeptInline, KeptStep, PlacedStep } from "./script.js";

/** A step of now with the kept one that answers it. */
export interface Answered {
  readonly placed: PlacedStep;
  readonly kept: KeptStep;
}

export type Match =
  | { readonly status: "same"; readonly answers: readonly Answered[] }
  /** Without a reason where only cells that parameters made differ: the parameters say it. */
  | { readonly status: "different"; readonly reasons: readonly string[] };

/**
 * Code cells must be the same ones in the same order. The expressions of a Markdown cell keep their values as long as
 * they stand between the same code cells; others may come and go around them if evaluating them left nothing behind.
 */
export function matchScripts(now: readonly PlacedStep[], kept: readonly KeptStep[]): Match {
  const steps = now.map(({ step }) => step);
  const different = codeReasons(steps.filter(isCode), kept.filter(isCode));
  if (different !== undefined) return { status: "different", reasons: different };
  const reasons: string[] = [];
  const known = new Set(kept.map(({ id }) => id));
  const before = intervals(kept, (step) => step);
  const answers: Answered[] = [];
  for (const [index, interval] of intervals(now, ({ step }) => step).entries()) {
    const old = before[index];
    const code = interval.code;
    if (code !== undefined && old?.code?.kind === "code") answers.push({ placed: code, kept: old.code });
    reasons.push(...matchInline(interval.inline, (old?.inline ?? []).filter(isInline), known, answers));
  }
  return reasons.length > 0 ? { status: "different", reasons } : { status: "same", answers };
}

const isCode = <Any extends { readonly kind: string }>(step: Any): step is Extract<Any, { kind: "code" }> =>
  step.kind === "code";
const isInline = <Any extends { readonly kind: string }>(
  step: Any,
): step is Extract<Any, { kind: "inline" }> => step.kind === "inline";

interface Interval<Item> {
  /** Undefined before the first code cell. */
  readonly code: Item | undefined;
  /** What is evaluated after it and before the next. */
  readonly inline: Item[];
}

function intervals<Item>(
  items: readonly Item[],
  stepOf: (item: Item) => { readonly kind: string },
): readonly Interval<Item>[] {
  const found: Interval<Item>[] = [{ code: undefined, inline: [] }];
  for (const item of items) {
    if (isCode(stepOf(item))) found.push({ code: item, inline: [] });
    else found.at(-1)?.inline.push(item);
  }
  return found;
}

function matchInline(
  now: readonly PlacedStep[],
  kept: readonly KeptInline[],
  known: ReadonlySet<string>,
  answers: Answered[],
): readonly string[] {
  const left = [...kept];
  const used: KeptInline[] = [];
  const reasons: string[] = [];
  for (const placed of now) {
    const { step } = placed;
    if (step.kind !== "inline") continue;
    const at = left.findIndex((each) => sameExpressions(each, step));
    const [answer] = at < 0 ? [] : left.splice(at, 1);
    if (answer === undefined) {
      reasons.push(`the numbers in ${step.id} ${known.has(step.id) ? "changed" : "are new"}`);
    } else {
      used.push(answer);
      answers.push({ placed, kept: answer });
    }
  }
  if (reasons.length > 0) return reasons;
  const isSameOrder = left.length === 0 && used.every((each, index) => each === kept[index]);
  const heavy = isSameOrder ? undefined : kept.find((each) => !isPlain(each));
  return heavy === undefined ? [] : [`numbers beside those in ${heavy.id} moved or went`];
}

const sameExpressions = (a: InlineStep, b: InlineStep): boolean =>
  a.expressions.length === b.expressions.length &&
  a.expressions.every((text, index) => text === b.expressions[index]);

/** Evaluating it loaded, read and changed nothing: whether it happened makes no difference to what came after it. */
function isPlain({ facts, expressions }: KeptInline): boolean {
  const { files = [], modules = [], environment = [] } = facts.trace ?? {};
  return files.length + modules.length + environment.length === 0 && !expressions.some(assigns);
}

/** Undefined where they are the same. */
function codeReasons(now: readonly CodeStep[], kept: readonly KeptCode[]): readonly string[] | undefined {
  const isSame =
    now.length === kept.length &&
    now.every((step, index) => step.source === kept[index]?.source && step.effect === kept[index].effect);
  if (isSame) return undefined;
  // Cells that parameters made are told by the names of the parameters.
  const old = new Map(kept.filter(({ isInjected }) => !isInjected).map((step) => [step.id, step]));
  const own = now.filter(({ isInjected }) => !isInjected);
  const reasons: string[] = [];
  for (const step of own) {
    const before = old.get(step.id);
    if (before === undefined) reasons.push(`cell ${step.id} is new`);
    else if (before.source !== step.source) reasons.push(`cell ${step.id} changed`);
    else if (before.effect !== step.effect) reasons.push(`the tags of cell ${step.id} changed`);
  }
  const ids = new Set(own.map(({ id }) => id));
  for (const id of old.keys()) if (!ids.has(id)) reasons.push(`cell ${id} is gone`);
  if (reasons.length > 0) return reasons;
  const isMoved = own.some(({ id }, index) => [...old.keys()][index] !== id);
  return isMoved ? ["the order of the cells changed"] : [];
}

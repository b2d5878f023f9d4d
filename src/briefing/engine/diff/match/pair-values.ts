import type { SideName } from "../briefing.js";
import { compareFields, type TextContext } from "./compare-texts.js";
import { isCounted } from "../words/tokens.js";
import type { Alignment } from "./align.js";
import { blockFields, partFields, sectionFields, valuesIn, type Fields, type TextField } from "./blocks.js";
import { pairFirstPages, pairParts } from "./pair-blocks.js";
import { isGuard, pairGuards } from "./pair-guards.js";
import { pairByMarks, type Mark, type Pairing } from "./pairing.js";
import { memoized, once } from "../../../lib/once.js";
import { own } from "../../../lib/own.js";

export type PairedValues = ReturnType<typeof pairValues>;

/** Values of two reports, matched by these marks, in this order; guarded sentences by what they say. */
export function pairValues(alignment: Alignment, context: TextContext) {
  const texts = once(() => comparedTexts(alignment, context));
  const worded = memoized((side: SideName) => new Set(texts().flatMap(({ ids }) => ids[side])));
  const valueOf = (id: string, side: SideName) => own(context[side].values, id);
  const isNumbered = (id: string, side: SideName) => isCounted(id) && valueOf(id, side)?.named !== true;
  const hasWords = (side: SideName, id: string) => isNumbered(id, side) && worded(side).has(id);
  const oneHasWords = (id: string) => hasWords("before", id) !== hasWords("after", id);
  const partners = once(() => partnersIn(texts(), context));
  const matchers: Readonly<Record<string, (id: string, side: SideName) => unknown>> = {
    "the id chosen by an author": (id, side) => valueOf(id, side)?.named && [id],
    "the words around it": (id, side) => (side === "after" ? [id] : partners().get(id)),
    "its expression at the same place": (id, side) => {
      const value = isNumbered(id, side) ? undefined : valueOf(id, side);
      return value?.expression && [value.place.notebook, value.place.cell, value.expression];
    },
    "its numbered id, if only one side has words around it": (id, side) => {
      const value = isNumbered(id, side) && oneHasWords(id) ? valueOf(id, side) : undefined;
      return value && [id, value.format, value.unit];
    },
    // A sentence once computed as a whole, and now composed of numbers, has the expression of those numbers.
    "its expression": (id, side) => {
      const value = hasWords(side, id) ? undefined : valueOf(id, side);
      return value?.expression && [value.place.notebook, value.format, value.expression];
    },
    "its text": (id, side) => {
      const value = valueOf(id, side);
      return value && [value.format, value.unit, value.raw, value.text];
    },
  };
  const marks = Object.values(matchers).map((recognised): Mark<string> => (id, side) => {
    const found = recognised(id, side);
    return found ? JSON.stringify(found) : undefined;
  });
  const idsOf = ({ values }: TextContext["before"]) =>
    Object.entries(values).flatMap(([id, value]) => (isGuard(value) ? [] : id));
  const numbers = pairByMarks({ before: idsOf(context.before), after: idsOf(context.after) }, marks);
  const guards = pairGuards({ before: context.before.values, after: context.after.values });
  const typed = once(() => new Set(texts().flatMap((text) => text.typed)));
  const sameText = memoized((side: SideName) => onlyInSameTexts(texts(), side));
  return {
    values: {
      pairs: [...numbers.pairs, ...guards.pairs],
      removed: [...numbers.removed, ...guards.removed],
      added: [...numbers.added, ...guards.added],
    },
    /** Whether all texts with this value read the same on the other side, whether computed there or not. */
    isSameText: (side: SideName, id: string) => sameText(side).has(id),
    /** Whether the later text has the words of an earlier value, typed. */
    isTyped: (id: string) => typed().has(id),
  };
}

/** For each earlier value, the later one at the same place of an identical text, or with the same unit. */
function partnersIn(texts: readonly ComparedText[], { before, after }: TextContext) {
  const unitOf = ({ values }: TextContext["before"], id: string) => own(values, id)?.unit;
  const pairs = texts.flatMap(({ values, readsTheSame }) =>
    values.filter(
      (pair) =>
        pair.isConverted === true ||
        readsTheSame ||
        unitOf(before, pair.before) === unitOf(after, pair.after),
    ),
  );
  return new Map(pairs.toReversed().map((pair) => [pair.before, [pair.after]]));
}

function onlyInSameTexts(texts: readonly ComparedText[], side: SideName): ReadonlySet<string> {
  const idsOf = (readsTheSame: boolean) =>
    texts.filter((text) => text.readsTheSame === readsTheSame).flatMap(({ ids }) => ids[side]);
  const others = new Set(idsOf(false));
  return new Set(idsOf(true).filter((id) => !others.has(id)));
}

type ComparedText = ReturnType<typeof comparedTexts>[number];

/** Texts of both sides with values: their ids, and those at the same place. */
function comparedTexts({ sections, blocks }: Alignment, context: TextContext) {
  const ofPart = ({ text }: { readonly text: TextField["prose"] }): Fields => [
    { field: "text", prose: text },
  ];
  const both = <T>({ pairs }: Pairing<T>, fieldsOf: (item: T) => Fields) =>
    pairs.map(({ before, after }) => [fieldsOf(before), fieldsOf(after)] as const);
  const texts = [
    ...both(sections, sectionFields),
    ...both(pairFirstPages(context), ofPart),
    ...both(blocks, ({ block }) => blockFields(block)),
    ...blocks.pairs.flatMap(({ before: { block: before }, after: { block: after } }) =>
      before.kind === "claim" && after.kind === "claim" ? both(pairParts({ before, after }), partFields) : [],
    ),
  ];
  return texts.flatMap(([before, after]) => {
    const ids = { before: valuesOf(before), after: valuesOf(after) };
    if (ids.before.length + ids.after.length === 0) return [];
    const { values, typed, texts } = compareFields(before, after, context);
    return [{ values, typed, ids, readsTheSame: texts.length === 0 }];
  });
}

const valuesOf = (fields: Fields): readonly string[] => fields.flatMap(({ prose }) => valuesIn(prose));

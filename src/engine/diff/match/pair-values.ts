import { compareFields, type TextContext, type ValuePairs } from "../words/compare-texts.js";
import { blockFields, partFields, sectionFields, type TextField } from "../words/tokens.js";
import { firstPagePairs } from "./first-page.js";
import type { Matching } from "./matching.js";
import { pairParts } from "./pair-blocks.js";
import { byMark, pairByMarks, thenPair, type Pairing } from "./pairing.js";
import { own } from "../../../lib/own.js";

export interface PairedValues {
  /** Ids on both sides. */
  readonly values: Pairing<string>;
  /** Whether a value of a side stands only in texts that read the same on the other, whatever in them is computed. */
  readonly isSameText: (side: SideName, id: string) => boolean;
}

/** Ids that count the values of a text (`peaks.caption.2`): another value before them shifts them. */
const isCounted = (id: string): boolean => /\.\d+$/.test(id);

/**
 * Values by id; those whose id was made from their place by the words around them; what is left by expression, and by
 * what it says.
 */
export function pairValues(matching: Matching, context: TextContext): PairedValues {
  const { before, after } = context;
  let texts: readonly ComparedText[] | undefined;
  const comparedTexts = () => (texts ??= textsOf(matching, context));
  const named = pairIds(before.values, after.values);
  const placed = thenPair(named, (removed, added) =>
    pairNeighbours(
      removed,
      added,
      comparedTexts().flatMap(({ values }) => values),
    ),
  );
  const mark =
    ({ values }: TextContext["before"], notebookName: (notebook: string) => string) =>
    (id: string) => {
      const value = own(values, id);
      // A sentence that was computed as a whole and is put together from numbers now has the expression that they have.
      return (
        value?.expression && [notebookName(value.place.notebook), value.format, value.expression].join("\n")
      );
    };
  const text =
    ({ values }: TextContext["before"]) =>
    (id: string) => {
      const value = own(values, id);
      return value && JSON.stringify([value.format, value.unit, value.raw, value.text]);
    };
  const values = thenPair(placed, (removed, added) =>
    pairByMarks(removed, added, [
      byMark((id) => id),
      { before: mark(before, matching.laterNotebook), after: mark(after, (notebook) => notebook) },
      { before: text(before), after: text(after) },
    ]),
  );
  const sameText: { [Side in SideName]?: ReadonlySet<string> } = {};
  return {
    values,
    isSameText: (side, id) => (sameText[side] ??= onlyInSameTexts(comparedTexts(), side)).has(id),
  };
}

function onlyInSameTexts(texts: readonly ComparedText[], side: SideName): ReadonlySet<string> {
  const idsOf = (some: readonly ComparedText[]) => some.flatMap(({ ids }) => ids[side]);
  const same = new Set(idsOf(texts.filter(({ readsTheSame }) => readsTheSame)));
  for (const id of idsOf(texts.filter(({ readsTheSame }) => !readsTheSame))) same.delete(id);
  return same;
}

type Values = TextContext["before"]["values"];

function pairIds(before: Values, after: Values): Pairing<string> {
  const isShared = (id: string, others: Values) => Object.hasOwn(others, id) && !isCounted(id);
  const pairs: { before: string; after: string }[] = [];
  const removed: string[] = [];
  for (const id of Object.keys(before))
    if (isShared(id, after)) pairs.push({ before: id, after: id });
    else removed.push(id);
  const later = Object.keys(after);
  const added = later.length === pairs.length ? [] : later.filter((id) => !isShared(id, before));
  return { pairs, removed, added };
}

function pairNeighbours(
  before: readonly string[],
  after: readonly string[],
  neighbours: ValuePairs,
): Pairing<string> {
  const [removed, added] = [new Set(before), new Set(after)];
  const pairs = neighbours.filter((pair) => {
    if (!removed.has(pair.before) || !added.has(pair.after)) return false;
    removed.delete(pair.before);
    added.delete(pair.after);
    return true;
  });
  return { pairs, removed: [...removed], added: [...added] };
}

type SideName = "before" | "after";

/** A text with values that both sides have. */
interface ComparedText {
  /** Values at the same place of it. */
  readonly values: ValuePairs;
  readonly ids: Readonly<Record<SideName, readonly string[]>>;
  readonly readsTheSame: boolean;
}

/** The texts that belong together, compared: most of a report's values are found by their ids and need none of it. */
function textsOf(matching: Matching, context: TextContext): readonly ComparedText[] {
  const { sections, named, unnamed } = matching;
  type Fields = readonly [before: readonly TextField[], after: readonly TextField[]];
  const both = <T>(pairs: Pairing<T>["pairs"], fieldsOf: (item: T) => readonly TextField[]) =>
    pairs.map(({ before, after }): Fields => [fieldsOf(before), fieldsOf(after)]);
  const blocks = [...named.pairs, ...unnamed.pairs].map(({ before, after }) => ({
    before: before.block,
    after: after.block,
  }));
  const texts = [
    ...both(sections.pairs, sectionFields),
    ...both(firstPagePairs(context.before, context.after, matching).pairs, ({ text }) => [
      { field: "first page", prose: text },
    ]),
    ...both(blocks, blockFields),
    ...blocks.flatMap(({ before, after }) =>
      before.kind === "claim" && after.kind === "claim"
        ? both(pairParts(before.parts, after.parts).pairs, partFields)
        : [],
    ),
  ];
  return texts.flatMap(([before, after]): readonly ComparedText[] => {
    const ids = { before: valuesOf(before), after: valuesOf(after) };
    if (ids.before.length + ids.after.length === 0) return [];
    const { values, texts } = compareFields(before, after, context);
    return [{ values, ids, readsTheSame: texts.length === 0 }];
  });
}

function valuesOf(fields: readonly TextField[]): readonly string[] {
  return fields.flatMap(({ prose }) =>
    prose.flatMap((part) => (typeof part === "object" && "value" in part ? [part.value] : [])),
  );
}

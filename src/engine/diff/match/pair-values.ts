import type { SideName, Sides } from "../briefing.js";
import { compareFields, isCounted, type TextContext, type ValuePairs } from "../words/compare-texts.js";
import { blockFields, partFields, sectionFields, type TextField } from "./blocks.js";
import type { Matching } from "./matching.js";
import { pairFirstPages, pairParts } from "./pair-blocks.js";
import { byMark, pairByMarks, type Pairing } from "./pairing.js";
import { once } from "../../../lib/once.js";
import { own } from "../../../lib/own.js";

export interface PairedValues {
  readonly values: Pairing<string>;
  /** Whether a value of a side stands only in texts that read the same on the other, whatever in them is computed. */
  readonly isSameText: (side: SideName, id: string) => boolean;
}

/**
 * Values by id; those whose id was made from their place by the words around them, and by nothing else where both sides
 * have such words; what is left by expression, and by what it says.
 */
export function pairValues(matching: Matching, context: TextContext): PairedValues {
  const { before, after } = context;
  // Texts are compared only where a value is not found by its id, which is rare.
  const texts = once(() => comparedTexts(matching, context));
  const neighbours = once(
    () =>
      new Map(
        texts()
          .flatMap(({ values, readsTheSame }) =>
            values.filter(
              (pair) => readsTheSame || unitOf(before, pair.before) === unitOf(after, pair.after),
            ),
          )
          .toReversed()
          .map((pair) => [pair.before, pair.after]),
      ),
  );
  const inTexts = {
    before: once(() => new Set(texts().flatMap(({ ids }) => ids.before))),
    after: once(() => new Set(texts().flatMap(({ ids }) => ids.after))),
  };
  const hasWords = (side: SideName, id: string) => isCounted(id) && inTexts[side]().has(id);
  const byId = (side: SideName) => (id: string) => {
    if (!isCounted(id)) return id;
    if (hasWords("before", id) && hasWords("after", id)) return undefined;
    const value = own(context[side].values, id);
    return value && JSON.stringify([id, value.format, value.unit]);
  };
  const expression =
    ({ values }: TextContext["before"], notebookName = (notebook: string) => notebook) =>
    (id: string) => {
      const value = own(values, id);
      // A sentence that was computed as a whole and is put together from numbers now has the expression that they have.
      return (
        value?.expression && [notebookName(value.place.notebook), value.format, value.expression].join("\n")
      );
    };
  const unlessWorded = (side: SideName, mark: (id: string) => string | undefined) => (id: string) =>
    hasWords(side, id) ? undefined : mark(id);
  const said =
    ({ values }: TextContext["before"]) =>
    (id: string) => {
      const value = own(values, id);
      return value && JSON.stringify([value.format, value.unit, value.raw, value.text]);
    };
  const values = pairByMarks(Object.keys(before.values), Object.keys(after.values), [
    byMark((id) => (isCounted(id) ? undefined : id)),
    { before: (id) => neighbours().get(id), after: (id) => id },
    { before: byId("before"), after: byId("after") },
    {
      before: unlessWorded("before", expression(before, matching.laterNotebook)),
      after: unlessWorded("after", expression(after)),
    },
    { before: said(before), after: said(after) },
  ]);
  const sameText = {
    before: once(() => onlyInSameTexts(texts(), "before")),
    after: once(() => onlyInSameTexts(texts(), "after")),
  };
  return { values, isSameText: (side, id) => sameText[side]().has(id) };
}

const unitOf = ({ values }: TextContext["before"], id: string) => own(values, id)?.unit;

function onlyInSameTexts(texts: readonly ComparedText[], side: SideName): ReadonlySet<string> {
  const idsOf = (readsTheSame: boolean) =>
    texts.filter((text) => text.readsTheSame === readsTheSame).flatMap(({ ids }) => ids[side]);
  const others = new Set(idsOf(false));
  return new Set(idsOf(true).filter((id) => !others.has(id)));
}

/** A text with values that both sides have. */
interface ComparedText {
  /** Values at the same place of it. */
  readonly values: ValuePairs;
  readonly ids: Sides<readonly string[]>;
  readonly readsTheSame: boolean;
}

function comparedTexts({ sections, blocks, laterSection }: Matching, context: TextContext) {
  type Fields = readonly TextField[];
  const firstPage = pairFirstPages(context.before, context.after, laterSection);
  const texts: readonly (readonly [Fields, Fields])[] = [
    ...sections.pairs.map(({ before, after }) => [sectionFields(before), sectionFields(after)] as const),
    ...firstPage.pairs.map(({ before, after }) => [firstPageField(before), firstPageField(after)] as const),
    ...blocks.pairs.flatMap(({ before: { block: one }, after: { block: two } }) => [
      [blockFields(one), blockFields(two)] as const,
      ...(one.kind === "claim" && two.kind === "claim" ? pairParts(one.parts, two.parts).pairs : []).map(
        ({ before, after }) => [partFields(before), partFields(after)] as const,
      ),
    ]),
  ];
  return texts.flatMap(([before, after]): readonly ComparedText[] => {
    const ids = { before: valuesOf(before), after: valuesOf(after) };
    if (ids.before.length + ids.after.length === 0) return [];
    const { values, texts } = compareFields(before, after, context);
    return [{ values, ids, readsTheSame: texts.length === 0 }];
  });
}

const firstPageField = ({ text }: { readonly text: TextField["prose"] }): readonly TextField[] => [
  { field: "text", prose: text },
];

function valuesOf(fields: readonly TextField[]): readonly string[] {
  return fields.flatMap(({ prose }) =>
    prose.flatMap((part) => (typeof part === "object" && "value" in part ? [part.value] : [])),
  );
}

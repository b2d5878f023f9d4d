import type { StoredReport } from "../../report/stored-report.js";
import { compareFields, type TextContext } from "../words/compare-texts.js";
import { blockFields, partFields, sectionFields, type TextField } from "../words/fields.js";
import type { StoredBlock } from "./blocks.js";
import { type FirstPagePart, firstPagePairs } from "./first-page.js";
import type { Matching } from "./matching.js";
import { pairParts } from "./pair-blocks.js";
import { byMark, pairByMarks, thenPair, type Pairing } from "./pairing.js";

/** Ids that count the values of a text (`peaks.caption.2`): another value before them shifts them. */
const isCounted = (id: string): boolean => /\.\d+$/.test(id);

/**
 * Values by id; those whose id was made from their place by the words around them; what is left by expression, and by
 * what it says. Ids on both sides; `neighbours` are pairs that stand at the same place of texts that belong together.
 */
export function pairValues(
  before: StoredReport,
  after: StoredReport,
  neighbours: readonly { readonly before: string; readonly after: string }[],
  { laterNotebook }: Pick<Matching, "laterNotebook">,
): Pairing<string> {
  const named = pairByMarks(Object.keys(before.values), Object.keys(after.values), [
    byMark((id) => (isCounted(id) ? undefined : id)),
  ]);
  const placed = thenPair(named, (removed, added) => pairNeighbours(removed, added, neighbours));
  const mark = (side: StoredReport, notebookName: (notebook: string) => string) => (id: string) => {
    const value = side.values[id];
    // A sentence that was computed as a whole and is put together from numbers now has the expression that they have.
    return (
      value?.expression && [notebookName(value.place.notebook), value.format, value.expression].join("\n")
    );
  };
  const says = (side: StoredReport) => (id: string) => {
    const value = side.values[id];
    return value && JSON.stringify([value.format, value.unit, value.raw, value.text]);
  };
  return thenPair(placed, (removed, added) =>
    pairByMarks(removed, added, [
      byMark((id) => id),
      { before: mark(before, laterNotebook), after: mark(after, (notebook) => notebook) },
      { before: says(before), after: says(after) },
    ]),
  );
}

function pairNeighbours(
  before: readonly string[],
  after: readonly string[],
  neighbours: readonly { readonly before: string; readonly after: string }[],
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

export interface Neighbours {
  /** Values that stand at the same place of texts that belong together. */
  readonly pairs: readonly { readonly before: string; readonly after: string }[];
  /** Values of either side that stand only in texts that read the same on the other, whatever in them is computed. */
  readonly sameText: { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> };
}

export function neighboursOf(matching: Matching, context: TextContext): Neighbours {
  const { sections, named, unnamed } = matching;
  const part = ({ text }: FirstPagePart): readonly TextField[] => [{ field: "first page", prose: text }];
  const blocks: readonly { readonly before: StoredBlock; readonly after: StoredBlock }[] = [
    ...named.pairs,
    ...unnamed.pairs,
  ].map(({ before, after }) => ({ before: before.block, after: after.block }));
  const texts: readonly (readonly [readonly TextField[], readonly TextField[]])[] = [
    ...sections.pairs.map(({ before, after }) => [sectionFields(before), sectionFields(after)] as const),
    ...firstPagePairs(context.before, context.after, matching).pairs.map(
      ({ before, after }) => [part(before), part(after)] as const,
    ),
    ...blocks.map(({ before, after }) => [blockFields(before), blockFields(after)] as const),
    ...blocks.flatMap(({ before, after }) =>
      before.kind === "claim" && after.kind === "claim"
        ? pairParts(before.parts, after.parts).pairs.map(
            (part) => [partFields(part.before), partFields(part.after)] as const,
          )
        : [],
    ),
  ];
  const found: { before: string; after: string }[] = [];
  const [same, other] = [{ before: new Set<string>(), after: new Set<string>() }, new Set<string>()];
  for (const [before, after] of texts) {
    const values = { before: valuesOf(before), after: valuesOf(after) };
    if (values.before.length + values.after.length === 0) continue;
    const compared = compareFields(before, after, context);
    found.push(...compared.values);
    const reads = compared.texts.length === 0;
    for (const side of ["before", "after"] as const)
      for (const id of values[side]) (reads ? same[side] : other).add(id);
  }
  const only = (ids: ReadonlySet<string>) => new Set([...ids].filter((id) => !other.has(id)));
  return { pairs: found, sameText: { before: only(same.before), after: only(same.after) } };
}

function valuesOf(fields: readonly TextField[]): readonly string[] {
  return fields.flatMap(({ prose }) =>
    prose.flatMap((part) => (typeof part === "object" && "value" in part ? [part.value] : [])),
  );
}

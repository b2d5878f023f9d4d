import { compareFields, type TextContext } from "../words/compare-fields.js";
import { blockFields, partFields, sectionFields, type TextField } from "../words/fields.js";
import type { StoredBlock } from "./blocks.js";
import { type FirstPagePart, firstPagePairs } from "./first-page.js";
import { pairParts } from "./claim-parts.js";
import type { Matching } from "./matching.js";

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

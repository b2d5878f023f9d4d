import { compareFields, type TextContext } from "../words/compare-fields.js";
import { blockFields, partFields, sectionFields, type TextField } from "../words/fields.js";
import type { StoredBlock } from "./blocks.js";
import { type FirstPagePart, firstPagePairs } from "./first-page.js";
import { pairParts } from "./claim-parts.js";
import type { Matching } from "./matching.js";

export interface Neighbours {
  /** Values that stand at the same place of texts that belong together. */
  readonly pairs: readonly { readonly was: string; readonly is: string }[];
  /** Values of either side that stand only in texts that read the same on the other, whatever in them is computed. */
  readonly sameText: { readonly was: ReadonlySet<string>; readonly is: ReadonlySet<string> };
}

export function neighboursOf(matching: Matching, context: TextContext): Neighbours {
  const { sections, named, nameless } = matching;
  const part = ({ text }: FirstPagePart): readonly TextField[] => [{ field: "first page", prose: text }];
  const blocks: readonly { readonly was: StoredBlock; readonly is: StoredBlock }[] = [
    ...named.pairs,
    ...nameless.pairs,
  ].map(({ was, is }) => ({ was: was.block, is: is.block }));
  const texts: readonly (readonly [readonly TextField[], readonly TextField[]])[] = [
    ...sections.pairs.map(({ was, is }) => [sectionFields(was), sectionFields(is)] as const),
    ...firstPagePairs(context.was, context.is, matching).pairs.map(
      ({ was, is }) => [part(was), part(is)] as const,
    ),
    ...blocks.map(({ was, is }) => [blockFields(was), blockFields(is)] as const),
    ...blocks.flatMap(({ was, is }) =>
      was.kind === "claim" && is.kind === "claim"
        ? pairParts(was.parts, is.parts).pairs.map(
            (part) => [partFields(part.was), partFields(part.is)] as const,
          )
        : [],
    ),
  ];
  const found: { was: string; is: string }[] = [];
  const [same, other] = [{ was: new Set<string>(), is: new Set<string>() }, new Set<string>()];
  for (const [was, is] of texts) {
    const values = { was: valuesOf(was), is: valuesOf(is) };
    if (values.was.length + values.is.length === 0) continue;
    const compared = compareFields(was, is, context);
    found.push(...compared.values);
    const reads = compared.texts.length === 0;
    for (const side of ["was", "is"] as const)
      for (const id of values[side]) (reads ? same[side] : other).add(id);
  }
  const only = (ids: ReadonlySet<string>) => new Set([...ids].filter((id) => !other.has(id)));
  return { pairs: found, sameText: { was: only(same.was), is: only(same.is) } };
}

function valuesOf(fields: readonly TextField[]): readonly string[] {
  return fields.flatMap(({ prose }) =>
    prose.flatMap((part) => (typeof part === "object" && "value" in part ? [part.value] : [])),
  );
}

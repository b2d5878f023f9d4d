import { compareFields, type TextContext } from "../words/compare-fields.js";
import { blockFields, partFields, sectionFields, type TextField } from "../words/fields.js";
import type { StoredBlock } from "./blocks.js";
import { answerPairs, type PlacedAnswer } from "./answers.js";
import { pairParts } from "./claim-parts.js";
import type { Matching } from "./matching.js";

/** Values that stand at the same place of texts that belong together. */
export function neighboursOf(
  matching: Matching,
  context: TextContext,
): readonly { readonly was: string; readonly is: string }[] {
  const { sections, named, nameless } = matching;
  const answer = ({ text }: PlacedAnswer): readonly TextField[] => [{ field: "answer", prose: text }];
  const blocks: readonly { readonly was: StoredBlock; readonly is: StoredBlock }[] = [
    ...named.pairs,
    ...nameless.pairs,
  ].map(({ was, is }) => ({ was: was.block, is: is.block }));
  const texts: readonly (readonly [readonly TextField[], readonly TextField[]])[] = [
    ...sections.pairs.map(({ was, is }) => [sectionFields(was), sectionFields(is)] as const),
    ...answerPairs(context.was, context.is, matching).pairs.map(
      ({ was, is }) => [answer(was), answer(is)] as const,
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
  return texts.flatMap(([was, is]) =>
    hasValue(was) && hasValue(is) ? compareFields(was, is, context).values : [],
  );
}

function hasValue(fields: readonly TextField[]): boolean {
  return fields.some(({ prose }) => prose.some((part) => typeof part === "object" && "value" in part));
}

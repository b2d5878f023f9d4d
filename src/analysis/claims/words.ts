/** Words that the verdict and single papers share. */
import type { ClaimOptions } from "../../authoring/show/claim.js";
import { capital, list } from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { RichText, Value } from "../../model/value.js";
import type { PairContext } from "../pair/context.js";

export type Part = ClaimOptions["parts"][number];
export { capital };

/** Texts one after the other; the values in them stay values. */
export function joined(texts: readonly (RichText | Value)[], between = " "): RichText {
  return text`${texts.length === 0 ? "" : list(texts, { between })}`;
}

/** The names of the two as in a sentence, and at its beginning. */
export function pairNames({
  one,
  two,
}: {
  readonly [Which in "one" | "two"]: Pick<PairContext[Which], "inSentence">;
}) {
  const pair = `${one.inSentence} and ${two.inSentence}`;
  return { pair, Pair: capital(pair) };
}

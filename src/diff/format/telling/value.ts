import { spokenText } from "../../../model/guard.js";
import type { ValueChange } from "../../contract.js";
import type { TextRun } from "../../contract/text.js";
import { compareTokens } from "../../words/compare-prose.js";
import { tokensOf } from "../../words/tokens.js";
import { arrow, plain, type Detail, type Span } from "./contract.js";

/** A value longer than this is a sentence that is itself computed. */
const short = 60;

export function isSentence({ was, is }: Pick<ValueChange, "was" | "is">): boolean {
  return Math.max(textOf(was).length, textOf(is).length) > short;
}

/** The words of a computed sentence that changed; empty for any other value, and where only its number did. */
export function sentenceRuns(change: ValueChange): readonly TextRun[] {
  const { was, is } = change;
  if (textOf(was) === textOf(is) || was === undefined || is === undefined || !isSentence(change)) return [];
  const none = { values: {}, citations: {} };
  return compareTokens(tokensOf([textOf(was)], none), tokensOf([textOf(is)], none)).runs;
}

/** What it was and is; unrounded where the texts are the same. */
export function valueSpans(change: ValueChange): readonly Span[] {
  const { was, is, aspects } = change;
  if (was === undefined || is === undefined) return [plain(textOf(is ?? was))];
  if (textOf(was) !== textOf(is)) return isSentence(change) ? [] : arrow(textOf(was), textOf(is));
  if (!aspects.includes("number")) return [plain(is.text)];
  return [plain(`${is.text}, unrounded `), ...arrow(rawText(was.raw), rawText(is.raw))];
}

/** A sentence that is no longer true is told to be struck. */
const textOf = (facts: ValueChange["was"]): string => (facts === undefined ? "" : spokenText(facts));

const rawText = (raw: NonNullable<ValueChange["was"]>["raw"]): string =>
  Array.isArray(raw) ? raw.join("–") : String(raw);

/** What changed of a value besides its number. */
export function valueDetails(change: ValueChange): readonly Detail[] {
  const { aspects, was, is, status } = change;
  if (status !== "changed" || was === undefined || is === undefined) return [];
  return (["format", "unit", "precision", "source", "expression"] as const)
    .filter((aspect) => aspects.includes(aspect))
    .map((label) => ({ kind: "line", label, spans: arrow(was[label], is[label]) }));
}

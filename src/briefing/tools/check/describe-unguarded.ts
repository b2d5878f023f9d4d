/** What is said of a factual sentence without a guard. */
import { clipped } from "../../lib/quoted.js";
import type { Found } from "./contract.js";
import type { ClaimKind, UnguardedSentence } from "./unguarded-sentences.js";

/** Errors of a strict check, notes of another. */
export function describeUnguarded(
  { path, cell, line, column, sentence, because, kind }: UnguardedSentence,
  severity: "error" | "note",
): Found {
  const words = `“${clipped(sentence, 100).replaceAll("“", "‘").replaceAll("”", "’")}”`;
  const reason = kind === "value" ? "a computed value" : `“${because}”, ${kindNames[kind]}`;
  const isNamed = kind === "place" || kind === "year" || kind === "source";
  return {
    ...(severity === "note" && { severity }),
    path,
    cell,
    line,
    column,
    message: isNamed
      ? `${words} is marked as a definition, but names ${reason}`
      : `no condition guards ${words} (${reason})`,
    hint: isNamed ? namedHint : guardHint,
  };
}

const guardHint =
  "Write [the sentence]{holds=condition}. One that no data can make false is marked: [the sentence]{.definition}, or {.quotation}.";

const namedHint =
  "New data can make it false. Write [the sentence]{holds=condition}, or define the word without the name.";

const kindNames: Readonly<Record<Exclude<ClaimKind, "value">, string>> = {
  comparison: "a comparison",
  superlative: "a superlative",
  exception: "a statement about all or none",
  change: "a change",
  number: "a number",
  place: "a place",
  year: "a year",
  source: "a source of data",
};

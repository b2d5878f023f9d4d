import { guardFormat } from "../../../model/guard.js";
import type { Prose, ReportValue } from "../../../model/report.js";
import type { Sides } from "../briefing.js";
import { pairByMarks, thenByLikeness, type Mark, type Pairing } from "./pairing.js";

type Values = Readonly<Record<string, ReportValue>>;

/** A guarded sentence of one side. */
interface Sentence {
  readonly id: string;
  readonly isNamed: boolean;
  /** Its words; computed values count as "…", because they change with the data. */
  readonly words: string;
  /** Undefined for a sentence of a code cell, which has its condition in the code. */
  readonly condition: string | undefined;
  readonly cell: string;
}

export const isGuard = ({ format }: Pick<ReportValue, "format">): boolean => format === guardFormat;

/**
 * Guarded sentences by what they say, then by condition: neither a generated id nor the number of a sentence identifies
 * it, because both shift if another sentence is inserted before it.
 */
export function pairGuards(values: Sides<Values>): Pairing<string> {
  const sentences = {
    before: sentencesOf(values.before),
    after: sentencesOf(values.after),
  };
  const alike = thenByLikeness(pairByMarks(sentences, saying), wordsOf, placeAndCondition);
  // A sentence that was rewritten under its condition, or that got another condition and other words.
  const rewritten = thenByMark(alike, placeAndCondition);
  return idsOf(thenByLikeness(rewritten, wordsOf, ({ cell }) => cell));
}

const wordsOf = ({ words }: Sentence): string => words;
const placeAndCondition = ({ cell, condition }: Sentence): string => JSON.stringify([cell, condition]);

const saying: readonly Mark<Sentence>[] = [
  ({ id, isNamed }) => (isNamed ? id : undefined),
  ({ words, condition, cell }) => marked(words, [words, condition, cell]),
  ({ words, cell }) => marked(words, [words, cell]),
  ({ words, condition }) => marked(words, [words, condition]),
  ({ words }) => marked(words, [words]),
];

const marked = (words: string, parts: readonly unknown[]): string | undefined =>
  words === "" ? undefined : JSON.stringify(parts);

function thenByMark(found: Pairing<Sentence>, mark: (sentence: Sentence) => string): Pairing<Sentence> {
  const more = pairByMarks({ before: found.removed, after: found.added }, [mark]);
  return { ...more, pairs: [...found.pairs, ...more.pairs] };
}

function idsOf({ pairs, removed, added }: Pairing<Sentence>): Pairing<string> {
  const id = (sentence: Sentence): string => sentence.id;
  return {
    pairs: pairs.map(({ before, after }) => ({ before: before.id, after: after.id })),
    removed: removed.map(id),
    added: added.map(id),
  };
}

function sentencesOf(values: Values): readonly Sentence[] {
  return Object.entries(values).flatMap(([id, value]): Sentence | readonly [] => {
    if (!isGuard(value)) return [];
    const { named, place, expression, text, parts = [text] } = value;
    return {
      id,
      isNamed: named === true,
      words: wordsIn(parts),
      condition: expression,
      cell: `${place.notebook}#${place.cell}`,
    };
  });
}

/** A sentence that is printed is recorded with "…" for its values, one that is struck with the values as parts. */
function wordsIn(parts: Prose): string {
  const text = parts.map((part) => {
    if (typeof part === "string") return part;
    return "value" in part ? "…" : "";
  });
  const plain = text.join("").replace(/\[[^\]]*@[^\]]*\]|@[\w:.-]+/g, "");
  return (plain.match(/[\p{L}\p{N}]+|…/gu) ?? []).join(" ");
}

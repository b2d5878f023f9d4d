/** The sentences of a passage, as parts of its text that can be taken out and inserted elsewhere. */
import type { Prose } from "../../../model/report.js";
import type { StoredReport } from "../../report/stored-report.js";
import { own } from "../../../lib/own.js";

export interface PassageSentence {
  /** The blanks before it. */
  readonly gap: string;
  readonly text: Prose;
  /** The same for a sentence with the same words around values of the same formats. */
  readonly key: string;
}

/** Stands for a part that is not text while sentences are found. */
const mark = "\uE000";
/** Between sentences, paragraphs, items of lists and headings. */
const gaps = /\n\s*\n\s*|\n(?=\s*(?:[-*+] |\d+[.)] |#{1,6} |>|\|))|(?<=[.!?…][”’"')»\]*_~]*)\s+/g;

/** Code and tables are not divided: a passage with any is one sentence. */
const isWhole = (text: string): boolean => /^\s*(?:```|~~~|\|)/m.test(text);

export function sentencesOf(prose: Prose, { values }: Pick<StoredReport, "values">): PassageSentence[] {
  const others = prose.filter((part) => typeof part !== "string");
  const text = prose.map((part) => (typeof part === "string" ? part : mark)).join("");
  const sentences: PassageSentence[] = [];
  let taken = 0;
  const add = (gap: string, words: string) => {
    const count = words.split(mark).length - 1;
    const own = others.slice(taken, taken + count);
    taken += count;
    const pieces = words.split(mark);
    const parts = pieces.flatMap((piece, index): Prose => {
      const part = own[index];
      return part === undefined ? [piece] : [piece, part];
    });
    sentences.push({
      gap,
      text: parts.filter((part) => part !== ""),
      key: JSON.stringify([words.replaceAll(/\s+/g, " ").trim(), ...own.map((part) => keyOf(part, values))]),
    });
  };
  let from = 0;
  let gap = "";
  for (const found of isWhole(text) ? [] : text.matchAll(gaps)) {
    add(gap, text.slice(from, found.index));
    gap = found[0];
    from = found.index + gap.length;
  }
  add(gap, text.slice(from));
  return sentences;
}

function keyOf(part: Exclude<Prose[number], string>, values: StoredReport["values"]): string {
  if ("value" in part) return own(values, part.value)?.format ?? "";
  return JSON.stringify(part);
}

/** Shorter sentences, headings and rows of tables are the same by chance, or mean nothing elsewhere. */
export function canMove({ text }: PassageSentence): boolean {
  const words = text.map((part) => (typeof part === "string" ? part : "")).join("");
  return !/^\s*(?:#{1,6} |\||>)/.test(words) && (words.match(/\p{L}+/gu) ?? []).length >= 3;
}

export function joinSentences(sentences: readonly PassageSentence[]): Prose {
  const text: Prose[number][] = [];
  for (const part of sentences.flatMap(({ gap, text }) => [gap, ...text])) {
    const last = text.at(-1);
    if (typeof part === "string" && typeof last === "string") text[text.length - 1] = last + part;
    else if (part !== "") text.push(part);
  }
  return text;
}

import type { Prose } from "../../model/report.js";
import { plainProse, type Worded } from "./plain-prose.js";

/** More than a reader takes in at a glance. */
const most = { words: 160, numbers: 15, headline: 30 } as const;

/** Of a report, built or stored. */
interface Counted extends Worded {
  readonly firstPage?:
    | {
        readonly headline?: Prose | undefined;
        readonly findings: readonly { readonly text: Prose }[];
        readonly unknown?: Prose | undefined;
        readonly lead?: string | undefined;
      }
    | undefined;
  readonly sections: readonly { readonly blocks: readonly (Figure | { readonly kind: string })[] }[];
}
interface Figure {
  readonly kind: "figure";
  readonly id: string;
  readonly title?: Prose | undefined;
  readonly caption: Prose;
  readonly source: Prose;
}

/** How many words and numbers stand before the first chapter; a year is a number. */
export interface FirstPageSize {
  readonly words: number;
  readonly numbers: number;
  /** Words of the headline. */
  readonly headline: number;
}

/**
 * Of headline, findings, what is not known, and title, caption and source of the lead figure; not of the page's title,
 * of alternative texts and of words inside drawings.
 */
export function firstPageSize(report: Counted): FirstPageSize {
  const { headline = [], findings = [], unknown = [], lead } = report.firstPage ?? {};
  const figure = report.sections
    .flatMap(({ blocks }) => blocks)
    .find((block): block is Figure => block.kind === "figure" && "id" in block && block.id === lead);
  const ofFigure = figure === undefined ? [] : [figure.title ?? [], figure.caption, figure.source];
  const texts = [headline, ...findings.map(({ text }) => text), unknown, ...ofFigure].map((prose) =>
    readWords(plainProse(prose, report)),
  );
  return {
    words: sum(texts.map(wordsIn)),
    numbers: sum(texts.map(numbersIn)),
    headline: wordsIn(readWords(plainProse(headline, report))),
  };
}

/** What is too much, a sentence each. */
export function firstPageWarnings(report: Counted): readonly string[] {
  const { words, numbers, headline } = firstPageSize(report);
  return [
    ...(headline > most.headline
      ? [`The headline has ${headline} words; more than ${most.headline} are hard to quote.`]
      : []),
    ...(words > most.words || numbers > most.numbers
      ? [
          `The first page has ${words} words and ${numbers} numbers; readers take in ${most.words} words and ${most.numbers} numbers. Counted are headline, findings, what is not known, and title, caption and source of the lead figure.`,
        ]
      : []),
  ];
}

/** Of a link what is read; of a great number one word. */
const readWords = (markdown: string): string =>
  markdown.replace(/\]\([^)]*\)/g, "]").replace(/(\d)[\u00a0\u202f](?=\d{3})/g, "$1");

const wordsIn = (text: string): number =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** `62,425` and `2.5` are one each, `2017–2021` is two. */
const numbersIn = (text: string): number => text.match(/\d+(?:[.,]\d+)*/g)?.length ?? 0;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

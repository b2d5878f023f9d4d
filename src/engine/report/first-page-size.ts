import type { Prose, Report } from "../../model/report.js";
import { plainProse } from "./plain-prose.js";
import type { StoredReport } from "./stored-report.js";

/** More than a reader takes in at a glance. */
const most = { words: 160, numbers: 15, headline: 30 } as const;

/** How many words and numbers stand before the first chapter; a year is a number. */
export interface FirstPageSize {
  readonly words: number;
  readonly numbers: number;
  /** Words of the headline. */
  readonly headline: number;
}

/**
 * Of subject, headline, findings, what is not known, and title, caption and source of the lead figure; not of the page's title,
 * of alternative texts and of words inside drawings.
 */
export function firstPageSize(report: Report | StoredReport): FirstPageSize {
  const { subject = [], headline = [], findings = [], unknown = [], lead } = report.firstPage ?? {};
  const ofFigure = lead === undefined ? [] : figureTexts(report, lead);
  const texts = [subject, headline, ...findings.map(({ text }) => text), unknown, ...ofFigure].map((prose) =>
    readWords(plainProse(prose, report)),
  );
  return {
    words: sum(texts.map(wordsIn)),
    numbers: sum(texts.map(numbersIn)),
    headline: wordsIn(readWords(plainProse(headline, report))),
  };
}

function figureTexts({ sections }: Report | StoredReport, id: string): readonly Prose[] {
  for (const { blocks } of sections)
    for (const block of blocks)
      if (block.kind === "figure" && block.id === id) return [block.title ?? [], block.caption, block.source];
  return [];
}

/** What is too much, a sentence each. */
export function firstPageWarnings(report: Report | StoredReport): readonly string[] {
  const { words, numbers, headline } = firstPageSize(report);
  return [
    ...(headline > most.headline
      ? [`The headline has ${headline} words; more than ${most.headline} are hard to quote.`]
      : []),
    ...(words > most.words || numbers > most.numbers
      ? [
          `The first page has ${words} words and ${numbers} numbers; readers take in ${most.words} words and ${most.numbers} numbers. Counted are subject, headline, findings, what is not known, and title, caption and source of the lead figure.`,
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

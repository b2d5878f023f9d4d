import type { BriefingError } from "../../model/errors.js";
import type { FirstPage, Prose, Section, Report } from "../../model/report.js";
import { nameHint } from "../../lib/nearest.js";
import type { FirstPageSettings } from "../project/publication.js";
import { placeName, ReportError } from "./errors.js";
import type { Offer } from "./section.js";
import { plainProse } from "./prose.js";
import type { StoredReport } from "./stored-report.js";

/**
 * The first page: what notebooks offer in their front matter and briefing.yml selects; by default the findings of all
 * chapters that have one. Undefined if there is nothing to show.
 */
export function firstPageOf(
  offers: readonly Offer[],
  sections: readonly Section[],
  settings: FirstPageSettings,
  onFault: (error: BriefingError) => void,
): FirstPage | undefined {
  const texts = ["subject", "headline", "dataDate", "unknown"] as const;
  const present = [
    ...texts.map((name) => [name, theOnly(name, offers, onFault)] as const),
    ...figureNames.map((name) => [name, theFigure(name, settings, sections, onFault)] as const),
  ].filter(([, part]) => part !== undefined);
  const findings = findingsOf(offers, settings.findings, onFault);
  if (present.length + findings.length === 0) return undefined;
  return { ...(Object.fromEntries(present) as Partial<FirstPage>), findings };
}

function findingsOf(
  offers: readonly Offer[],
  order: readonly string[] | undefined,
  onFault: (error: BriefingError) => void,
): FirstPage["findings"] {
  const chosen =
    order === undefined
      ? offers.filter(({ finding }) => finding !== undefined)
      : order.flatMap((id) => offers.find(({ section }) => section === id) ?? []);
  return chosen.flatMap(({ section, finding, place }) => {
    if (finding !== undefined) return [{ section, text: finding }];
    onFault(
      new ReportError(`briefing.yml: firstPage.findings names ${section}, which has no finding.`, {
        hint: `Add to its front matter (${placeName(place)}): finding: and one sentence.`,
      }),
    );
    return [];
  });
}

type SingleField = "subject" | "headline" | "dataDate" | "unknown" | "briefingTitle";

export function theOnly(
  name: SingleField,
  offers: readonly Offer[],
  onFault: (error: BriefingError) => void,
): Prose | undefined {
  const [first, second] = offers.filter((offer) => offer[name] !== undefined);
  if (first !== undefined && second !== undefined) {
    const places = `${placeName(first.place)} and ${placeName(second.place)}`;
    onFault(
      new ReportError(`Two notebooks have ${name} in their front matter: ${places}.`, {
        hint: "The first page has room for one. For the result of a chapter, use finding.",
      }),
    );
  }
  return first?.[name];
}

const figureNames = ["lead", "claims"] as const;

function theFigure(
  name: (typeof figureNames)[number],
  settings: FirstPageSettings,
  sections: readonly Section[],
  onFault: (error: BriefingError) => void,
): string | undefined {
  const id = settings[name];
  const blocks = sections.flatMap((section) => section.blocks);
  const known = blocks.flatMap((block) => (block.kind === "figure" ? block.id : []));
  if (id === undefined || known.includes(id)) return id;
  const message = `briefing.yml: firstPage.${name} names the figure "${id}", which the briefing does not have.`;
  onFault(new ReportError(message, { hint: nameHint(id, known, "There are:") }));
  return undefined;
}

/** More than a reader takes in at a glance. */
const limits = { words: 160, numbers: 15, headline: 30 } as const;

/**
 * Counts words and numbers before the first chapter, and words in the headline; a year is a number. Covers subject,
 * headline, findings, unknowns, and title, caption and source of the lead figure, but not the page's title, alternative
 * texts or words in drawings.
 */
export function firstPageSize(report: Report | StoredReport) {
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

export function firstPageWarnings(report: Report | StoredReport): readonly string[] {
  const { words, numbers, headline } = firstPageSize(report);
  const isLong = words > limits.words || numbers > limits.numbers;
  return [
    headline > limits.headline &&
      `The headline has ${headline} words; more than ${limits.headline} are hard to quote.`,
    isLong &&
      `The first page has ${words} words and ${numbers} numbers; readers take in ${limits.words} words and ${limits.numbers} numbers. This counts subject, headline, findings, what is not known, and title, caption and source of the lead figure.`,
  ].filter((warning) => warning !== false);
}

/** For a link, its text; for a grouped number, one word. */
const readWords = (markdown: string): string =>
  markdown.replace(/\]\([^)]*\)/g, "]").replace(/(\d)[\u00a0\u202f](?=\d{3})/g, "$1");

const wordsIn = (text: string): number =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** `62,425` and `2.5` are one number each, `2017–2021` is two. */
const numbersIn = (text: string): number => text.match(/\d+(?:[.,]\d+)*/g)?.length ?? 0;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** What stands in for joint papers or citations of a topic. A proxy decides nothing: its numbers are context. */
import { segregationOfIndices } from "../analysis/citation.js";
import type { CitationIndexRow } from "../data/rows.js";
import type { PairContext } from "../pair/context.js";
import * as fmt from "../show/fmt.js";
import { text } from "../show/text.js";
import type { RichText } from "../model/value.js";
import { output } from "./tables.js";
import { cited, joined } from "./words.js";

export const paperByPaper = "data of every single paper";
export const byField = "joint papers by field, year by year";

/** How each of the two cites the other in a field; of a year in several editions the newest counts. */
interface Citing {
  readonly year: number;
  readonly edition: string;
  readonly oneToTwo: number;
  readonly twoToOne: number;
  /** Odds ratio of citing one's own; null where an index is zero. */
  readonly own: number | null;
}

function citingIn(about: PairContext, field: string): readonly Citing[] {
  const rows = about.rows("citation-index").filter((row) => row.field === field);
  const years = [...new Set(rows.map(({ year }) => year))].sort((a, b) => a - b);
  return years.flatMap((year) => {
    const collected = (row: CitationIndexRow) => about.edition(row.edition).collected;
    const own = rows.filter((row) => row.year === year);
    const [newest] = [...own].sort((a, b) => (collected(a) < collected(b) ? 1 : -1));
    const index = (citing: string, to: string) =>
      own.find((row) => row.edition === newest?.edition && row.citing === citing && row.cited === to)?.index;
    const [one, two] = [about.one.code, about.two.code];
    const [xToX, xToY, yToX, yToY] = [index(one, one), index(one, two), index(two, one), index(two, two)];
    if (newest === undefined) return [];
    if (xToX === undefined || xToY === undefined || yToX === undefined || yToY === undefined) return [];
    const { value } = segregationOfIndices({ xToX, xToY, yToX, yToY });
    return [{ year, edition: newest.edition, oneToTwo: xToY, twoToOne: yToX, own: value }];
  });
}

/** How the two cite each other in a field, in the newest year; undefined where the table lacks it. */
export function citingWords(about: PairContext, field: string): RichText | undefined {
  const last = citingIn(about, field).at(-1);
  if (last === undefined) return undefined;
  const { year, edition, oneToTwo, twoToOne } = last;
  return text`in ${fmt.year(year)} the United States cited China ${fmt.ratio(oneToTwo)} times as often as size would lead one to expect, and China the United States ${fmt.ratio(twoToOne)} times, according to ${cited(about.edition(edition))}`;
}

/** How the odds of citing one's own changed in a field; undefined where the table lacks two years. */
export function ownOddsWords(about: PairContext, field: string): RichText | undefined {
  const years = citingIn(about, field);
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined || first.year === last.year) return undefined;
  if (first.own === null || last.own === null) return undefined;
  const editions = first.edition === last.edition ? "" : " (two editions)";
  return text`the odds ratio of citing one’s own country was ${fmt.ratio(first.own, { digits: 1 })} in ${fmt.year(first.year)} and ${fmt.ratio(last.own, { digits: 1 })} in ${fmt.year(last.year)}${editions}`;
}

/** Output and citations of fields that stand in for a topic. */
export function proxyWords(about: PairContext, fields: readonly string[]): RichText {
  const papers = output(about);
  const lines = fields.flatMap((id) => {
    const name = about.rows("fields").find(({ field }) => field === id)?.inSentence;
    if (name === undefined) return [];
    const share = (code: string) =>
      papers?.lastComplete === undefined ? null : papers.share(id, [code], papers.lastComplete);
    const [one, two] = [share(about.one.code), share(about.two.code)];
    const size =
      papers?.lastComplete === undefined || one === null || two === null
        ? undefined
        : text`the United States had ${fmt.percent(one, { digits: 0 })} and China ${fmt.percent(two, { digits: 0 })} of the world’s papers in ${fmt.year(papers.lastComplete)}`;
    const parts = [size, citingWords(about, id)].flatMap((part) => part ?? []);
    return parts.length === 0 ? [] : [text`In ${name} ${joined(parts, "; ")}.`];
  });
  const proxy = text`A wider field is a proxy and decides nothing.`;
  return lines.length === 0 ? proxy : text`${proxy} ${joined(lines)}`;
}

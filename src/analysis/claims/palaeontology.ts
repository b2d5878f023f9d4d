import type { PairContext } from "../pair/context.js";
import { palaeontologyPeriod, type PalaeontologyPeriod, palaeontologySpans } from "../pair/palaeontology.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { RichText } from "../../model/value.js";
import { agreedPart, type Answered } from "./agreement.js";
import { cited, isKept, type Part, type Parts } from "./words.js";

/** A period and one before it. */
type Periods = readonly [before: PalaeontologyPeriod, after: PalaeontologyPeriod];

/**
 * A team says that its joint work in palaeontology went on largely unaffected. What can be counted is the field, twice:
 * the years after the baseline against the baseline, and the last five complete years against the five before.
 */
export function palaeontologyUnaffected(about: PairContext): Parts {
  const rows = about.newestRows("palaeontology");
  const { from, to } = about.rule.baselines[0];
  const early = rows.filter(({ status }) => status === "incomplete");
  const last = Math.max(...rows.filter(({ status }) => status === "complete").map(({ year }) => year));
  const [one, two] = palaeontologySpans.map((span) => palaeontologyPeriod(rows, span));
  const before = palaeontologyPeriod(rows, { from, to });
  const after = last > to ? palaeontologyPeriod(rows, { from: to + 1, to: last }) : null;
  const compared = [inOrder(before, after), inOrder(one, two)];
  const edition = rows[0] === undefined ? "" : `, according to the ${cited(about.edition(rows[0].edition))}`;
  const later: Part = {
    reads: "In the field it held in later years",
    needs: `papers in palaeontology by economy after ${Number.isFinite(last) ? String(last) : String(to)}, all of them entered`,
    ...(early.length > 0 && { evidence: earlyWords(early) }),
  };
  return [countPart(compared, edition), sharePart(compared), later, own];
}

const own: Part = { reads: "The team’s own joint work held", needs: "the papers of the team" };
const needs = {
  missing: "joint references of every year of the baseline and after it",
  opposite: "more years: two comparisons give opposite answers",
};

function inOrder(
  before: PalaeontologyPeriod | null | undefined,
  after: PalaeontologyPeriod | null | undefined,
): Periods | null {
  return before == null || after == null ? null : [before, after];
}

function countPart(compared: readonly (Periods | null)[], edition: string): Part {
  const fewest = Math.min(...compared.flatMap((periods) => periods?.[1].both ?? []));
  const chance =
    fewest > 0 && Number.isFinite(fewest)
      ? text` Numbers are small: chance alone moves the mean of the latest years by about ${fmt.percent(1 / Math.sqrt(fewest), { digits: 0 })}.`
      : text``;
  return agreedPart({
    reads: "In the field, joint papers held in number",
    shows: "Joint references a year, and in brackets those of the United Kingdom and China",
    answers: compared.map((periods) => periods && countAnswer(periods)),
    needs,
    after: text`${edition}. Counted is the field, not the team.${chance}`,
  });
}

function countAnswer([before, after]: Periods): Answered {
  const words = (period: PalaeontologyPeriod) =>
    text`${fmt.count(yearly(period))} (${fmt.count(period.gbCn / length(period))}) in ${years(period)}`;
  return { holds: isKept(yearly(after), yearly(before)), found: text`${words(before)}, ${words(after)}` };
}

function sharePart(compared: readonly (Periods | null)[]): Part {
  return agreedPart({
    reads: "In the field, their share of China’s papers held",
    shows: "Joint references as a share of China’s",
    answers: compared.map((periods) => periods && shareAnswer(periods)),
    needs: { ...needs, missing: "Chinese references in both periods" },
    after: ".",
  });
}

function shareAnswer([before, after]: Periods): Answered | null {
  const [first, last] = [before.ofChinese.value, after.ofChinese.value];
  if (first === null || last === null) return null;
  const found = text`${fmt.percent(before.ofChinese)} in ${years(before)}, ${fmt.percent(after.ofChinese)} in ${years(after)}`;
  return { holds: isKept(last, first), found };
}

function earlyWords(early: readonly { readonly year: number; readonly both: number }[]): RichText {
  const [row] = early;
  return row === undefined
    ? text``
    : text`The early count of ${fmt.year(row.year)} has ${fmt.count(row.both)} joint references.`;
}

function length({ from, to }: Pick<PalaeontologyPeriod, "from" | "to">): number {
  return to - from + 1;
}

function yearly(period: PalaeontologyPeriod): number {
  return period.both / length(period);
}

function years({ from, to }: Pick<PalaeontologyPeriod, "from" | "to">) {
  return from === to ? fmt.year(to) : fmt.range(from, to, "year");
}

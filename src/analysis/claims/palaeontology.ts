import type { PairContext } from "../pair/context.js";
import { palaeontologyPeriod, type PalaeontologyPeriod, palaeontologySpans } from "../pair/palaeontology.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { RichText } from "../../model/value.js";
import { cited, isKept, type Part, type Parts } from "./words.js";

/**
 * A team says that its joint work in palaeontology went on largely unaffected. What can be counted is the field: the
 * years after the baseline against the baseline.
 */
export function palaeontologyUnaffected(about: PairContext): Parts {
  const rows = about.newestRows("palaeontology");
  const { from, to } = about.rule.baselines[0];
  const early = rows.filter(({ status }) => status === "incomplete");
  const last = Math.max(...rows.filter(({ status }) => status === "complete").map(({ year }) => year));
  const before = palaeontologyPeriod(rows, { from, to });
  const after = last > to ? palaeontologyPeriod(rows, { from: to + 1, to: last }) : null;
  const edition = rows[0] === undefined ? "" : `, according to the ${cited(about.edition(rows[0].edition))}`;
  const later: Part = {
    reads: "In the field it held in later years",
    needs: `papers in palaeontology by economy after ${Number.isFinite(last) ? String(last) : String(to)}, all of them entered`,
    ...(early.length > 0 && { evidence: earlyWords(early) }),
  };
  if (before === null || after === null) {
    const needs = "joint references of every year of the baseline and after it";
    return [{ reads: countReads, needs }, { reads: shareReads, needs }, later, own];
  }
  const [one, two] = palaeontologySpans.map((span) => palaeontologyPeriod(rows, span));
  return [countPart(before, after, edition), sharePart(before, after, [one, two]), later, own];
}

const countReads = "In the field, joint papers held in number";
const shareReads = "Their share of China’s papers on palaeontology held";
const own: Part = { reads: "The team’s own joint work held", needs: "the papers of the team" };

function countPart(before: PalaeontologyPeriod, after: PalaeontologyPeriod, edition: string): Part {
  const [first, last] = [yearly(before), yearly(after)];
  const chance =
    after.both > 0
      ? text` Numbers are small: chance alone moves the second mean by about ${fmt.percent(1 / Math.sqrt(after.both), { digits: 0 })}.`
      : text``;
  return {
    reads: countReads,
    holds: isKept(last, first),
    evidence: text`${fmt.count(first)} joint references a year in ${years(before)}, ${fmt.count(last)} in ${years(after)}; with the United Kingdom ${fmt.count(before.gbCn / length(before))} and ${fmt.count(after.gbCn / length(after))}${edition}. Counted is the field, not the team.${chance}`,
  };
}

function sharePart(
  { ofChinese: first, ...before }: PalaeontologyPeriod,
  after: PalaeontologyPeriod,
  [one, two]: readonly (PalaeontologyPeriod | null | undefined)[],
): Part {
  const last = after.ofChinese;
  if (first.value === null || last.value === null)
    return { reads: shareReads, needs: "Chinese references in both periods" };
  const [then, later] = [one?.ofChinese.value ?? null, two?.ofChinese.value ?? null];
  const other =
    one == null || two == null || then === null || later === null
      ? text``
      : text` Over other years: ${fmt.percent(then)} in ${years(one)}, ${fmt.percent(later)} in ${years(two)}.${later > then === last.value > first.value ? "" : " The direction depends on the years."}`;
  return {
    reads: shareReads,
    holds: isKept(last.value, first.value),
    evidence: text`${fmt.percent(first)} in ${years(before)}, ${fmt.percent(last)} in ${years(after)}.${other}`,
  };
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

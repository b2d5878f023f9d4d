import type { EconomiesRow, EditionsRow } from "../data/rows.js";
import type { PairContext } from "../pair/context.js";
import { type BreadthOfYear, partnerBreadth, partnerTurnover, type TurnoverOfYears } from "../pair/partner-change.js";
import { type CountedPair, partnerCounts, type PartnerCount } from "../pair/partner-counts.js";
import * as fmt from "../show/fmt.js";
import { text } from "../show/text.js";
import { isMore, type Part, type Parts } from "./reading.js";
import { ifThere, newestCounts, ruleYears } from "./tables.js";
import { capital, cited, joined } from "./words.js";

type Kind = "with" | "without";

/** Both countries spread their joint research over more nations. */
export function broadening(about: PairContext): Parts {
  const sides = [
    [about.one, about.two],
    [about.two, about.one],
  ] as const;
  return sides.flatMap(([of, partner]) => {
    const lists = listsOf(about, of);
    const years = commonYears(about, lists);
    return (["without", "with"] as const).map((kind) => spreadPart(about, { of, partner, kind, lists, years }));
  });
}

interface PartnerList {
  readonly edition: EditionsRow;
  readonly counts: readonly PartnerCount[];
  readonly years: readonly number[];
}

function listsOf(about: PairContext, of: EconomiesRow): readonly PartnerList[] {
  return newestCounts(about).flatMap(({ edition, source }) => {
    const table: readonly CountedPair[] = source === "nsf" ? about.rows("nsf-pairs") : about.rows("partners");
    const counts = ifThere(() => partnerCounts(of.code, table))?.filter((one) => one.edition === edition.edition);
    if (counts === undefined || counts.length === 0) return [];
    return [{ edition, counts, years: [...new Set(counts.map(({ year }) => year))] }];
  });
}

interface Years {
  readonly from: number;
  readonly to: number;
}

/** The first and the last year that the lists of every source have: another base year is another question. */
function commonYears(about: PairContext, lists: readonly PartnerList[]): Years | null {
  const [first, ...others] = lists;
  const common = (first?.years ?? []).filter((year) => others.every((list) => list.years.includes(year)));
  const [from, to] = [Math.min(...common), Math.max(...common)];
  return common.length > 0 && from < to && to > about.rule.baselines[0].to ? { from, to } : null;
}

interface Question {
  readonly of: EconomiesRow;
  readonly partner: EconomiesRow;
  readonly kind: Kind;
  readonly lists: readonly PartnerList[];
  readonly years: Years | null;
}

function spreadPart(about: PairContext, { of, partner, kind, lists, years }: Question): Part {
  const reads = text`${capital(of.inSentence)}: papers spread over more partners, ${partner.inSentence} ${kind === "with" ? "counted" : "left out"}`;
  const needs = `lists of the partners of ${of.inSentence} for the same two years in every source`;
  if (years === null) return { reads, needs };
  const found = lists.map((list) => ({ list, spread: spreadOf(list, partner.code, years) }));
  const known = found.flatMap(({ list, spread }) => (spread === null ? [] : [{ list, ...spread }]));
  const values = known.map(({ before, after }) => ({
    before: before[kind].effective.value,
    after: after[kind].effective.value,
  }));
  if (known.length < lists.length || values.some(({ before, after }) => before === null || after === null))
    return { reads, needs };
  const lines = known.map(
    ({ list, before, after, turnover }) =>
      text`${cited(list.edition)}: from ${fmt.ratio(before[kind].effective, { digits: 1 })} to ${fmt.ratio(after[kind].effective, { digits: 1 })} effective partners; ${fmt.percent(turnover[kind].shares, { digits: 0 })} of the links moved to other partners.`,
  );
  const holds = values.every(({ before, after }) => isMore(after ?? 0, before ?? 0));
  return {
    reads,
    holds,
    evidence: text`${fmt.range(years.from, years.to, "year")}. ${joined(lines)}${holds ? "" : sinceBaseline(about, { list: lists, partner: partner.code, kind, to: years.to })}`,
  };
}

interface Spread {
  readonly before: BreadthOfYear;
  readonly after: BreadthOfYear;
  readonly turnover: TurnoverOfYears;
}

function spreadOf({ edition, counts }: PartnerList, partner: string, { from, to }: Years): Spread | null {
  return ifThere(() => {
    const choice = { edition: edition.edition, partner };
    const [before, after] = partnerBreadth(counts, { ...choice, years: [from, to] });
    const turnover = partnerTurnover(counts, { ...choice, from, to });
    return before === undefined || after === undefined ? null : { before, after, turnover };
  });
}

/** A part that fails from the common first year may hold from the baseline on, in a source that has both years. */
function sinceBaseline(
  about: PairContext,
  {
    list,
    partner,
    kind,
    to,
  }: {
    readonly list: readonly PartnerList[];
    readonly partner: string;
    readonly kind: Kind;
    readonly to: number;
  },
) {
  const [from] = ruleYears(about).baseline;
  if (from === undefined || from >= to) return text``;
  const lines = list.flatMap((one) => {
    const spread = one.years.includes(from) && one.years.includes(to) ? spreadOf(one, partner, { from, to }) : null;
    if (spread === null) return [];
    const { before, after } = spread;
    return [
      text` From ${fmt.year(from)}, which only ${cited(one.edition)} lists, it went from ${fmt.ratio(before[kind].effective, { digits: 1 })} to ${fmt.ratio(after[kind].effective, { digits: 1 })}.`,
    ];
  });
  return lines.length === 1 ? joined(lines) : text``;
}

import type { EconomiesRow, EditionsRow } from "../data/rows.js";
import type { PairContext } from "../pair/context.js";
import {
  type BreadthOfYear,
  partnerBreadth,
  partnerTurnover,
  type TurnoverOfYears,
} from "../pair/partner-change.js";
import { type CountedPair, partnerCounts, type PartnerCount } from "../pair/partner-counts.js";
import * as fmt from "../show/fmt.js";
import { text } from "../show/text.js";
import type { RichText } from "../model/value.js";
import { isMore, type Part, type Parts } from "./reading.js";
import { ifThere, newestCounts, ruleYears } from "./tables.js";
import { capital, cited, joined, yearWords } from "./words.js";

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
    return (["without", "with"] as const).map((kind) =>
      spreadPart(about, { of, partner, kind, lists, years }),
    );
  });
}

interface PartnerList {
  readonly edition: EditionsRow;
  readonly counts: readonly PartnerCount[];
  readonly years: readonly number[];
  /** Years that were counted early. */
  readonly early: readonly number[];
}

function listsOf(about: PairContext, of: EconomiesRow): readonly PartnerList[] {
  return newestCounts(about).flatMap(({ edition, source, rows }) => {
    const table: readonly CountedPair[] = source === "nsf" ? about.rows("nsf-pairs") : about.rows("partners");
    const counts = ifThere(() => partnerCounts(of.code, table))?.filter(
      (one) => one.edition === edition.edition,
    );
    if (counts === undefined || counts.length === 0) return [];
    const early = rows.filter(({ status }) => status === "incomplete").map(({ year }) => year);
    return [{ edition, counts, years: [...new Set(counts.map(({ year }) => year))], early }];
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
  const lines = known.map(({ list, before, after, turnover }) => {
    const end = {
      year: years.to,
      status: list.early.includes(years.to) ? "incomplete" : "complete",
    } as const;
    return text`According to ${cited(list.edition)}, the effective number of partners went from ${fmt.ratio(before[kind].effective, { digits: 1 })} in ${fmt.year(years.from)} to ${fmt.ratio(after[kind].effective, { digits: 1 })} in ${yearWords(end)}; ${fmt.percent(turnover[kind].shares, { digits: 0 })} of the links moved to other partners.`;
  });
  const holds = values.every(({ before, after }) => isMore(after ?? 0, before ?? 0));
  return {
    reads,
    holds,
    evidence: text`${joined(lines)}${holds ? "" : sinceBaseline(about, { partner, kind, lists, years })}`,
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
  { lists, partner, kind, years }: Omit<Question, "of"> & { readonly years: Years },
): RichText {
  const [from] = ruleYears(about).baseline;
  if (from === undefined || from >= years.to) return text``;
  const having = lists.filter((one) => one.years.includes(from) && one.years.includes(years.to));
  const [list] = having;
  const spread = list === undefined ? null : spreadOf(list, partner.code, { from, to: years.to });
  const [before, after] = [spread?.before[kind].effective.value, spread?.after[kind].effective.value];
  if (having.length !== 1 || list === undefined || before == null || after == null || !isMore(after, before))
    return text``;
  return text` The base year decides: from ${fmt.year(from)}, which only ${cited(list.edition)} lists, it went from ${fmt.ratio(before, { digits: 1 })} to ${fmt.ratio(after, { digits: 1 })}.`;
}

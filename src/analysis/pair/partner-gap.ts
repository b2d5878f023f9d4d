import type { BoundedMeasure, Interval } from "../../model/measure.js";
import * as change from "../indicators/change.js";
import { AnalysisError } from "../indicators/errors.js";
import { midpoint } from "../indicators/interval.js";
import { sum } from "../indicators/numeric/statistics.js";
import { commonPartners, type TwoYears } from "./broadening.js";
import { countsOfYear, order, type PartnerCount, type PartnerList } from "./partner-lists.js";
import { partnerWeights, sharesOf } from "./partner-ranks.js";

/** One partner in two years. */
interface PartnerShift {
  readonly partner: string;
  /** Joint papers. */
  readonly countBefore: Interval;
  readonly countAfter: Interval;
  readonly countChange: BoundedMeasure;
  /** Of the links with all partners that both years have. */
  readonly shareBefore: Interval;
  readonly shareAfter: Interval;
  /** A fraction; all of them add up to zero where counts are exact. */
  readonly shareChange: BoundedMeasure;
}

export interface PartnerShifts {
  /** Greatest gain of share first, equal ones by code. */
  readonly shifts: readonly PartnerShift[];
  /** Partners that only one of the years has: no part of the comparison. */
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
  /** The shares gained by all that gained, together; as much was lost by the others. */
  readonly gained: number;
  /** How many gainers, the greatest first, it takes to make half of `gained`; 0 where nothing moved. */
  readonly halfGainedBy: number;
}

/**
 * Who gained and who lost links between two years of an edition, over the partners that stand in both. Shares are of
 * links: where one partner's share falls the others' rise, whatever they did; so each row has its counts too.
 */
export function partnerShifts(counts: readonly PartnerCount[], choice: TwoYears): PartnerShifts {
  const before = countsOfYear(counts, choice, choice.from, "partnerShifts");
  const after = countsOfYear(counts, choice, choice.to, "partnerShifts");
  const common = commonPartners([before, after]);
  const [first, second] = [shared(before, common), shared(after, common)];
  const shifts = first
    .flatMap((one) => {
      const other = second.find(({ partner }) => partner === one.partner);
      return other === undefined ? [] : [shiftOf(one, other)];
    })
    .sort((a, b) => gain(b) - gain(a) || order(a.partner, b.partner));
  const gains = shifts.map(gain).filter((value) => value > noise);
  const gained = sum(gains);
  const reached = gains.findIndex((_, index) => 2 * sum(gains.slice(0, index + 1)) >= gained - noise);
  return {
    shifts,
    onlyBefore: before.map(({ partner }) => partner).filter((partner) => !common.has(partner)),
    onlyAfter: after.map(({ partner }) => partner).filter((partner) => !common.has(partner)),
    gained,
    halfGainedBy: reached + 1,
  };
}

/** Differences of shares this small are what divisions round off. */
const noise = 1e-12;

type Shared = PartnerCount & { readonly share: Interval };

/** The partners of the list that are common, with their shares among these. */
function shared(list: readonly PartnerCount[], common: ReadonlySet<string>): readonly Shared[] {
  const own = list.filter(({ partner }) => common.has(partner));
  const shares = sharesOf(own, "partnerShifts");
  return own.map((count) => ({ ...count, share: shares.get(count.partner) ?? { lower: 0, upper: 0 } }));
}

function shiftOf(one: Shared, other: Shared): PartnerShift {
  const countOf = ({ lower, upper }: Shared): Interval => ({ lower, upper });
  return {
    partner: one.partner,
    countBefore: countOf(one),
    countAfter: countOf(other),
    countChange: change.absolute(countOf(one), countOf(other)),
    shareBefore: one.share,
    shareAfter: other.share,
    shareChange: change.absolute(one.share, other.share),
  };
}

function gain({ shareBefore, shareAfter }: PartnerShift): number {
  return midpoint(shareAfter) - midpoint(shareBefore);
}

/** How an economy's links moved since the year in which one partner had its greatest share of them. */
export interface PartnerGap {
  readonly economy: string;
  /** The partner whose share the gap is measured by. */
  readonly partner: string;
  readonly from: number;
  readonly to: number;
  readonly own: PartnerShift;
  /** Other partners whose share rose, greatest gain first. */
  readonly gainers: readonly PartnerShift[];
  /** Other partners whose share fell, greatest loss first. */
  readonly losers: readonly PartnerShift[];
  /** Partners with joint papers in both years, the partner among them. */
  readonly partners: number;
  /** How many gainers, the greatest first, it takes to make half of what all gained. */
  readonly halfGainedBy: number;
  /** Relative change of the joint papers with the partner; 0.5 is half as many again. */
  readonly jointChange: BoundedMeasure;
  /** The same of all links with the others. */
  readonly othersChange: BoundedMeasure;
  /** The partner's share is at most 95 % of what it was. */
  readonly fell: boolean;
  /** No other partner gained more than half of what the partner lost. */
  readonly isSpread: boolean;
}

/**
 * Who gained and lost links of an economy between two complete years of its list: from the year of the partner's greatest
 * share (the first year, where the share was greatest in the last) to the last. Throws where the list has fewer than two
 * complete years.
 */
export function partnerGap(list: PartnerList): PartnerGap {
  const { economy, partner, edition, counts } = list;
  const weights = partnerWeights(counts, { edition, partner }).filter(({ year }) =>
    list.completeYears.includes(year),
  );
  const [first, last] = [weights[0], weights.at(-1)];
  if (first === undefined || last === undefined || first === last)
    throw new AnalysisError(
      `partnerGap: ${edition} has fewer than two complete years of ${economy} with ${partner}`,
    );
  const { year } = change.peak(weights.map((weight) => ({ year: weight.year, value: weight })));
  const [from, to] = [year === null || year === last.year ? first.year : year, last.year];
  const { shifts, halfGainedBy } = partnerShifts(counts, { edition, from, to });
  const own = shifts.find((shift) => shift.partner === partner);
  if (own === undefined)
    throw new AnalysisError(`partnerGap: ${partner} is not among the partners of ${economy} in ${from}`);
  const others = shifts.filter((shift) => shift !== own);
  const gainers = others.filter((shift) => gainOf(shift) > 0);
  return {
    ...{ economy, partner, from, to, own, halfGainedBy, partners: shifts.length },
    gainers,
    losers: others.filter((shift) => gainOf(shift) < 0).reverse(),
    fell: own.shareAfter.upper <= 0.95 * own.shareBefore.lower,
    isSpread: gainers.every((shift) => 2 * gainOf(shift) < -gainOf(own)),
    jointChange: change.relative(own.countBefore, own.countAfter),
    othersChange: change.relative(
      total(others.map(({ countBefore }) => countBefore)),
      total(others.map(({ countAfter }) => countAfter)),
    ),
  };
}

/** One bar of a gap: a partner, or (`partner` null) the others together. */
export interface GapBar {
  /** Whose links. */
  readonly economy: string;
  readonly partner: string | null;
  /** Partners that it stands for. */
  readonly partners: number;
  /** Change of the share: a fraction. */
  readonly change: Interval;
}

/**
 * A gap as bars that add up to zero where counts are exact: the partner itself, those that gained most, those that lost
 * most (the greatest loss last), and all others together.
 */
export function gapBars(
  gap: PartnerGap,
  { gainers = 8, losers = 3 }: { readonly gainers?: number; readonly losers?: number } = {},
): readonly GapBar[] {
  const named = [...gap.gainers.slice(0, gainers), ...gap.losers.slice(0, losers).reverse()];
  const rest = [...gap.gainers, ...gap.losers].filter((shift) => !named.includes(shift));
  const barOf = ({ partner, shareChange }: PartnerShift) => ({
    ...{ economy: gap.economy, partner, partners: 1 },
    change: { lower: shareChange.lower ?? 0, upper: shareChange.upper ?? 0 },
  });
  const others = gap.partners - 1 - named.length;
  return [
    ...[gap.own, ...named].map(barOf),
    ...(others > 0
      ? [
          {
            ...{ economy: gap.economy, partner: null, partners: others },
            change: total(rest.map((one) => barOf(one).change)),
          },
        ]
      : []),
  ];
}

function gainOf({ shareBefore, shareAfter }: PartnerShift): number {
  return midpoint(shareAfter) - midpoint(shareBefore);
}

function total(parts: readonly Interval[]): Interval {
  return { lower: sum(parts.map(({ lower }) => lower)), upper: sum(parts.map(({ upper }) => upper)) };
}

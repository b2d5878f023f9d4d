import * as change from "../indicators/change.js";
import { midpoint } from "../indicators/interval.js";
import { sum } from "../indicators/sum.js";
import type { BoundedMeasure, Interval } from "../../model/measure.js";
import { commonPartners, type TwoYears } from "./partner-change.js";
import { countsOfYear, order, type PartnerCount } from "./partner-counts.js";
import { sharesOf } from "./partners.js";

/** One partner in two years. */
export interface PartnerShift {
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

/** How the two economies' ties with each other and with everyone else in a panel changed, allowing for size. */
import { AnalysisError, change, spread } from "briefing/analysis";
import { required } from "../indicators/errors.js";
import { jointIn, type Panel, ratioOfPair } from "../verdict/index.js";
import type { RatioQuestion } from "../verdict/works-ratio.js";
import type { PairContext } from "./context.js";
import { economiesIn } from "./evidence.js";

/** How the ties of one pair changed since a baseline, allowing for size and in joint papers. */
type PartnerRatio = Readonly<ReturnType<typeof ratiosOf>[number]>;

/** A pair with a ratio, and therefore with all other numbers. */
export type KnownRatio = PartnerRatio & { readonly ratio: number; readonly jointChange: number };

/**
 * R of an economy with every other economy of a panel, by quasi-independence, and the change in joint papers from the
 * same baseline; sorted by code. Throws if the panel lacks a year or the economy.
 */
export function ratiosOf(panel: Panel, economy: string, question: RatioQuestion) {
  const { year, baseline } = question;
  const economies = economiesIn(panel, year);
  if (!economies.includes(economy))
    throw new AnalysisError(
      `ratiosOf: the pairs of ${panel.edition} in ${year} have no economy "${economy}"`,
    );
  return economies
    .filter((code) => code !== economy)
    .map((partner) => {
      const pair = [economy, partner] as const;
      /** Joint papers of the year. */
      const joint = jointIn(panel, pair, year);
      const jointBefore = meanOf(baseline.map((one) => jointIn(panel, pair, one)));
      return {
        economy,
        partner,
        joint,
        /** R: propensity over that of the baseline; 1 = unchanged. Null if the baseline or the year has none. */
        ratio: ratioOfPair(panel, pair, question),
        /** Relative change of the joint papers from the mean of the baseline; 0.5 is half as many again. */
        jointChange:
          joint === null || jointBefore === null ? null : change.relative(jointBefore, joint).value,
      };
    });
}

/** Null where a year has no count, or all are zero: there is nothing to compare with. */
function meanOf(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  if (known.length < counts.length) return null;
  const mean = known.reduce((sum, count) => sum + count, 0) / known.length;
  return mean > 0 ? mean : null;
}

/** The pairs that have a ratio, largest first, excluding the named partners. */
export function byRatio(
  ratios: readonly PartnerRatio[],
  { without = [] }: { readonly without?: readonly string[] } = {},
): readonly KnownRatio[] {
  return ratios
    .filter((one) => isKnown(one))
    .filter(({ partner }) => !without.includes(partner))
    .sort((a, b) => b.ratio - a.ratio || (a.partner < b.partner ? -1 : 1));
}

function isKnown(one: PartnerRatio): one is KnownRatio {
  return one.ratio !== null && one.jointChange !== null;
}

/** By more than a twentieth, which is about as much as sources differ. */
export const isCloser = ({ ratio }: { readonly ratio: number }): boolean => ratio > 1.05;

/** The ratios of both economies in the panel of the table pairs. Throws if the two have none, and like `ratiosOf`. */
export function ratiosOfBoth(about: Pick<PairContext, "one" | "two" | "panel">, years: RatioQuestion) {
  const panel = about.panel("listed");
  const x = about.one.code;
  const y = about.two.code;
  const one = ratiosIn(panel, x, y, years);
  const two = ratiosIn(panel, y, x, years);
  /** Economies of the panel, including the two; the ratio of the two with each other. */
  return { edition: panel.edition, economies: two.all.length + 1, one, two, pair: two.with(x) };
}

/** The ratios of one of two economies. */
function ratiosIn(panel: Panel, code: string, other: string, years: RatioQuestion) {
  const all = ratiosOf(panel, code, years);
  /** Without the other of the two, largest ratio first. */
  const others = byRatio(all, { without: [other] });
  return {
    all,
    others,
    /** How many of the others it moved closer to, and further from, by more than a twentieth. */
    closer: others.filter(isCloser).length,
    further: others.filter(({ ratio }) => ratio < 0.95).length,
    /** The ratio with one partner; throws if it is missing. */
    with: (partner: string): KnownRatio =>
      required(
        byRatio(all).find((one) => one.partner === partner),
        `ratiosOfBoth: ${panel.edition} gives no ratio of ${code} and ${partner} in ${years.year}`,
      ),
  };
}

/** Lowest and highest ratio and change of partners by group, in the order of the groups; empty groups are omitted. */
export function ratiosByGroup(
  ratios: readonly KnownRatio[],
  groups: Readonly<Record<string, readonly string[]>>,
) {
  return Object.entries(groups).flatMap(([group, codes]) => {
    const own = ratios.filter(({ partner }) => codes.includes(partner));
    if (own.length === 0) return [];
    const ratio = own.map((one) => one.ratio);
    const change = own.map((one) => one.jointChange);
    return [{ group, ratio: spread(ratio), jointChange: spread(change) }];
  });
}

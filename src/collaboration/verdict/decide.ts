import { median } from "../indicators/statistics.js";
import { classes, type ClassOfR, type VerdictId, verdictIds, type VerdictRule } from "./rule.js";
import { say } from "./words.js";
import { type Ratio, ratioIn, type Specification } from "./specifications.js";

/** The number of a source's specifications in each class. */
export interface SourceShares {
  readonly source: string;
  readonly specifications: number;
  readonly counts: Readonly<Record<ClassOfR, number>>;
  /** Median R over the specifications of the source; null if one has no R. */
  readonly median: number | null;
}

/** The combined result of the specifications of one year. */
export interface Decision {
  readonly verdict: VerdictId;
  /** Why there is no verdict. */
  readonly reason?: string;
  /** Share of specifications in each class within each source, averaged over sources; 0–1. */
  readonly shares: Readonly<Record<ClassOfR, number>>;
  readonly sources: readonly SourceShares[];
  readonly ratios: readonly Ratio[];
  /** Median, lowest and highest R over all specifications; null without a verdict. */
  readonly range: { readonly median: number; readonly least: number; readonly most: number } | null;
}

/** The verdict of one year: one class, a "between" of two neighbouring classes, or no single answer. */
export function decide(rule: VerdictRule, ratios: readonly Ratio[]): Decision {
  const missing = ratios.find(({ value }) => value === null);
  const values = ratios.flatMap(({ value }) => value ?? []);
  const sources = sharesBySource(ratios);
  const found = { shares: averaged(sources), sources, ratios };
  if (missing !== undefined || sources.length === 0) {
    const reason = missing?.reason ?? say(rule, "no-series");
    return { verdict: "no-verdict", reason, ...found, range: null };
  }
  return {
    verdict: verdictOf(rule, sources),
    ...found,
    range: { median: median(values), least: Math.min(...values), most: Math.max(...values) },
  };
}

function sharesBySource(ratios: readonly Ratio[]): readonly SourceShares[] {
  const sourceOf = ({ specification }: Ratio) => specification.series.choice.source;
  return [...new Set(ratios.map(sourceOf))].map((source) => {
    const own = ratios.filter((ratio) => sourceOf(ratio) === source);
    const values = own.flatMap(({ value }) => value ?? []);
    return {
      source,
      specifications: own.length,
      counts: byClass((of) => own.filter((ratio) => ratio.class === of).length),
      median: values.length < own.length ? null : median(values),
    };
  });
}

function byClass(count: (of: ClassOfR) => number): Record<ClassOfR, number> {
  return Object.fromEntries(classes.map((of) => [of, count(of)])) as Record<ClassOfR, number>;
}

function averaged(sources: readonly SourceShares[]): Record<ClassOfR, number> {
  const total = (of: ClassOfR) =>
    sources.reduce((sum, { counts, specifications }) => sum + counts[of] / specifications, 0);
  return byClass((of) => (sources.length === 0 ? 0 : total(of) / sources.length));
}

function verdictOf({ agreement }: VerdictRule, sources: readonly SourceShares[]): VerdictId {
  // Compares shares as fractions, using whole numbers over the product of all denominators, so that 2/3 is exact.
  const denominator = sources.reduce((all, { specifications }) => all * specifications, 1);
  const weights = byClass((of) =>
    sources.reduce((sum, { counts, specifications }) => sum + counts[of] * (denominator / specifications), 0),
  );
  const share = agreement.share;
  const inEverySource = agreement.inEverySource;
  const agreed = classes.find(
    (of) =>
      weights[of] * share[1] >= sources.length * denominator * share[0] &&
      sources.every(
        ({ counts, specifications }) => counts[of] * inEverySource[1] > specifications * inEverySource[0],
      ),
  );
  if (agreed !== undefined) return agreed;
  const [first, second] = [...nearestToNone].sort((a, b) => weights[b] - weights[a]);
  // If the classes on both sides of "none" have the same share, neither comes second.
  const isTied = weights.partial === weights.recoupled && weights.partial > 0;
  if (isTied && second === "partial") return "no-single-answer";
  const [low, high] = classes.filter((of) => of === first || of === second);
  const between = verdictIds.find((id) => id === `between-${String(low)}-and-${String(high)}`);
  return between ?? "no-single-answer";
}

/** If shares are equal, the class nearer to "none" comes first. */
const nearestToNone: readonly ClassOfR[] = ["none", "partial", "recoupled", "full"];

/** How small a change of the joint papers would change the verdict of a year. */
export type TippingPoint = Readonly<ReturnType<typeof tippingPoint>>;

/**
 * The smallest change of a year's joint papers that changes the verdict, in steps of the rule. It applies to every
 * source, and to the works of both economies and of the world.
 */
export function tippingPoint(
  rule: VerdictRule,
  specifications: readonly Specification[],
  year: number,
  verdict: VerdictId,
) {
  const { step, most } = rule.tipping;
  const at = (change: number): VerdictId =>
    decide(
      rule,
      specifications.map((one) => ratioIn(rule, one, year, 1 + change)),
    ).verdict;
  const first = (sign: 1 | -1) => {
    for (let i = 1; i * step <= most + step / 2; i++) {
      // Steps are tenths of a percent, so that −2 % is −0.02 and not −0.020000000000000004.
      const change = sign * Number((i * step).toFixed(6));
      const other = at(change);
      if (other !== verdict) return { change, verdict: other };
    }
    return null;
  };
  /** Relative change of the joint papers, downwards and upwards; null if none up to the limit changes the verdict. */
  const fewer = first(-1);
  const more = first(1);
  const sizes = [fewer, more].flatMap((found) => (found === null ? [] : [Math.abs(found.change)]));
  /** The smaller of the two, in absolute terms; null if neither exists. */
  const smallest = sizes.length === 0 ? null : Math.min(...sizes);
  return { fewer, more, smallest };
}

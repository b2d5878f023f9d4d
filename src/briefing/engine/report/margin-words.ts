/** Warnings and lists of guards, by their margins. */
import type { Margin, MarginUnit } from "../../model/margin.js";
import type { Report, ReportGuard } from "../../model/report.js";
import { amountIn, readThreshold } from "../../model/threshold.js";
import { placeName } from "./errors.js";
import { amountWords, marginSentence, marginWords } from "./margin-sentence.js";

/** The margin in multiples of the largest revision; undefined if nothing was revised. */
export function timesRevision({
  margin,
  revision,
}: Pick<ReportGuard, "margin" | "revision">): number | undefined {
  if (margin === undefined || revision === undefined || revision.largest === 0) return undefined;
  return margin.amount / revision.largest;
}

/** The nearest to false first; conditions without a margin last, in the order of the page. */
export const byNearness = (a: ReportGuard, b: ReportGuard): number => {
  const nearness = ({ margin }: ReportGuard) => margin?.nearness ?? Infinity;
  return nearness(a) === nearness(b) ? 0 : nearness(a) - nearness(b);
};

/** Sentences whose margin is below what their `warn` asks for, and those for which it cannot be said. */
export function guardWarnings({ guards = [] }: Pick<Report, "guards">): readonly string[] {
  return guards.flatMap((guard) => {
    const found = warningOf(guard);
    if (found === undefined) return [];
    return [`${placeName(guard.place)}: ${found} “${guard.text}”`];
  });
}

const mostNear = 3;

/** For a review: warnings, and the sentences that are nearest to being false. */
export function guardLines(guards: readonly ReportGuard[]): readonly string[] {
  const near = guards.filter(({ holds, margin }) => holds && margin !== undefined).toSorted(byNearness);
  const lines = near.slice(0, mostNear).map((guard) => {
    const words = marginSentence(guard)?.replace(/\.$/, "") ?? "";
    return `${words}: “${guard.text}”`;
  });
  return [...guardWarnings({ guards }), ...lines];
}

function warningOf({ holds, margin, reason, warn }: ReportGuard): string | undefined {
  const threshold = warn === undefined ? undefined : readThreshold(warn);
  if (threshold === undefined || !holds) return undefined;
  if (margin === undefined)
    return `warn="${warn}" has no effect, because the condition has no margin (${reason}):`;
  const amount = amountIn(margin, threshold.unit);
  if (amount === undefined)
    return `warn="${warn}" has no effect, because the margin is ${amountWords(margin.amount, margin.unit)}:`;
  if (amount >= threshold.amount) return undefined;
  return `${lower(marginWords({ holds, margin }))}${inOther(margin, threshold.unit, amount)}, less than warn="${warn}":`;
}

const inOther = ({ unit }: Margin, wanted: MarginUnit | undefined, amount: number): string =>
  wanted === undefined || wanted === unit ? "" : ` (${amountWords(amount, wanted)})`;

/** With a small first letter. */
export const lower = (words = ""): string => `${words.charAt(0).toLowerCase()}${words.slice(1)}`;

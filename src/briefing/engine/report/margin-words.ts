/** Margins in words, the same in panels, warnings, tables and comparisons. */
import { format } from "d3-format";
import type { Margin, MarginUnit } from "../../model/margin.js";
import type { Report, ReportGuard } from "../../model/report.js";
import { amountIn, readThreshold } from "../../model/threshold.js";
import { placeName } from "./errors.js";

const grouped = format(",");

/** Whole numbers as they are, others with two significant digits. */
function digits(amount: number): string {
  const size = Math.abs(amount);
  return Number.isInteger(size) ? grouped(size) : grouped(Number(size.toPrecision(2)));
}

const nouns: Readonly<Record<MarginUnit, readonly [one: string, many: string]>> = {
  years: ["year", "years"],
  days: ["day", "days"],
  count: ["", ""],
  points: ["percentage point", "percentage points"],
  percent: ["%", "%"],
  "half-widths": ["half-width of the interval", "half-widths of the interval"],
  number: ["", ""],
};

/** `1.4 percentage points`, without a sign. */
export function amountWords(amount: number, unit: MarginUnit): string {
  const text = digits(amount);
  const [one, many] = nouns[unit];
  return one === "" ? text : `${text} ${text === "1" ? one : many}`;
}

/** `Holds by 1.4 percentage points`; undefined for a condition without a margin. */
function marginWords({ holds, margin }: Pick<ReportGuard, "holds" | "margin">): string | undefined {
  if (margin === undefined) return undefined;
  const { amount, unit } = margin;
  if (amount === 0) return holds ? "Holds, but exactly on the edge" : "Is false, exactly on the edge";
  return `${holds ? "Holds" : "Is false"} by ${amountWords(amount, unit)}`;
}

/** `the numbers behind it were revised by at most 0.3 so far`; undefined if no earlier edition is known. */
function revisionWords({ margin, revision }: Pick<ReportGuard, "margin" | "revision">): string | undefined {
  if (margin === undefined || revision === undefined) return undefined;
  const { largest } = revision;
  return largest === 0
    ? "the numbers behind it were not revised so far"
    : `the numbers behind it were revised by at most ${digits(largest)} so far`;
}

/** The margin in multiples of the largest revision; undefined if nothing was revised. */
export function timesRevision({
  margin,
  revision,
}: Pick<ReportGuard, "margin" | "revision">): number | undefined {
  if (margin === undefined || revision === undefined || revision.largest === 0) return undefined;
  return margin.amount / revision.largest;
}

/** One line: `Holds by 1.4 percentage points; the numbers behind it were revised by at most 0.3 so far.` */
export function marginSentence(guard: ReportGuard): string | undefined {
  const words = marginWords(guard);
  if (words === undefined) return undefined;
  const revised = revisionWords(guard);
  return `${words}${revised === undefined ? "" : `; ${revised}`}.`;
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

/** A margin in words, the same in panels, warnings, tables, comparisons and JupyterLab, whose bundle has this file. */
import type { Compared, Margin, MarginUnit } from "../../model/margin.js";
import type { ReportGuard } from "../../model/report.js";

/** `15,900`, `0.35`. JupyterLab's bundle has no package that would do it. */
const grouped = (size: number): string =>
  String(size).replace(/^\d{4,}(?!.*e)/, (whole) => whole.replace(/\B(?=(?:\d{3})+$)/g, ","));

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
export function marginWords({ holds, margin }: Pick<ReportGuard, "holds" | "margin">): string | undefined {
  if (margin === undefined) return undefined;
  const { amount, unit } = margin;
  if (amount === 0) return holds ? "Holds, but exactly on the edge" : "Is false, exactly on the edge";
  return `${holds ? "Holds" : "Is false"} by ${amountWords(amount, unit)}`;
}

/** The two sides of the comparison that decides: "`papers` (1.19)", or "`1.05`" for what is a number as written. */
export function sidesOf({ left, right }: Margin): readonly [left: string, right: string] {
  const words = ({ text, value }: Compared): string =>
    text === String(value) ? `\`${text}\`` : `\`${text}\` (${digitsOf(value)})`;
  return [words(left), words(right)];
}
const digitsOf = (value: number): string => String(Number(value.toPrecision(4))).replace("-", "−");

/** `the numbers behind it were revised by at most 0.3 so far`; undefined if no earlier edition is known. */
function revisionWords({ margin, revision }: Pick<ReportGuard, "margin" | "revision">): string | undefined {
  if (margin === undefined || revision === undefined) return undefined;
  const { largest } = revision;
  return largest === 0
    ? "the numbers behind it were not revised so far"
    : `the numbers behind it were revised by at most ${digits(largest)} so far`;
}

type Measured = Pick<ReportGuard, "holds" | "margin" | "revision">;

/** One line: `Holds by 1.4 percentage points; the numbers behind it were revised by at most 0.3 so far.` */
export function marginSentence(guard: Measured): string | undefined {
  const words = marginWords(guard);
  if (words === undefined) return undefined;
  const revised = revisionWords(guard);
  return `${words}${revised === undefined ? "" : `; ${revised}`}.`;
}

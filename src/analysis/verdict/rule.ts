/** The rule as its file holds it: data, read by people, changed in one place, versioned. */

export type Operator = "<" | "<=" | ">" | ">=";

/** What a reading differs in from another of the same quantity. */
export type Dimension = "source" | "measure" | "label" | "counting" | "territory" | "window" | "baseline";

/** Every reading of the quantity compares so with the threshold: a number, or the name of one in `thresholds`. */
export interface Comparison {
  readonly quantity: string;
  readonly operator: Operator;
  readonly threshold: number | string;
}

/** No two readings that agree in the dimensions of `within` lie on different sides of `about`. */
export interface SameSide {
  readonly sameSide: string;
  readonly about: number;
  readonly within: readonly Dimension[];
}

/** Another verdict, which stands before this one in the file, has this state. */
interface OtherVerdict {
  readonly verdict: string;
  readonly is: VerdictState;
}

export type Test =
  | Comparison
  | SameSide
  | OtherVerdict
  | { readonly all: readonly Test[] }
  | { readonly any: readonly Test[] };

export type VerdictState = "holds" | "ruled out" | "open";

export interface RuleCondition {
  readonly id: string;
  readonly reads: string;
  readonly test: Test;
}

export interface RuleVerdict {
  readonly id: string;
  readonly title: string;
  readonly conditions: readonly RuleCondition[];
}

/** A reason not to trust a verdict: clear while its test is true, raised when it is false. */
export interface RuleRejection extends RuleCondition {
  /** `verdict`: raised, it turns "holds" into "open". `words`: it forbids causal wording only. */
  readonly restricts: "verdict" | "words";
}

export interface Period {
  /** First and last year, both included. */
  readonly from: number;
  readonly to: number;
}

export interface RuleWindow {
  readonly id: string;
  readonly reads: string;
  /** Whether a year counts whose completeness cannot be computed. */
  readonly unknownCompleteness: "usable" | "not usable";
}

/** What is compared: R = mean affinity of the last usable points over the mean of the baseline. */
export interface Estimand {
  readonly reads: string;
  /** `log`: means of logarithms, so that R is a ratio of geometric means. */
  readonly scale: "log" | "linear";
  readonly baseline: Period;
  /** Each point in this period is also taken as a baseline of its own, for `ratio.otherBaselines`. */
  readonly otherBaselines: Period;
  readonly end: { readonly points: number; readonly overlap: "allowed" | "not allowed" };
  /** A year of less is not usable. */
  readonly completeness: number;
  readonly windows: readonly RuleWindow[];
  /** The specifications that count; others are not read. */
  readonly series: readonly { readonly source: string; readonly measure: string }[];
}

export interface VerdictRule {
  readonly name: string;
  readonly version: string;
  readonly note: string;
  readonly thresholds: Readonly<Record<string, number>>;
  readonly estimand: Estimand;
  /** The headline is the first that holds. */
  readonly verdicts: readonly RuleVerdict[];
  readonly rejections: readonly RuleRejection[];
}

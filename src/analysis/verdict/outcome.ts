import type { Reading } from "./facts.js";
import type { Dimension, Operator } from "./rule.js";

/** Kleene's third value has two faces: nobody computed it here, or the data at hand cannot tell. */
export type Truth = "true" | "false" | "not testable" | "not computed" | "not applicable";

/** Something a condition lacks. */
export interface Missing {
  readonly quantity: string;
  readonly state: "not testable" | "not computed";
  /** What it would take, where it is known. */
  readonly needs?: string;
}

/** The outcome among the readings that have one value of a dimension. */
export interface GroupOutcome {
  readonly dimension: Dimension;
  readonly group: string;
  readonly state: Truth;
}

export interface Evidence {
  readonly quantity: string;
  /** How it is compared; null where the test asks for one side only. */
  readonly operator: Operator | null;
  readonly threshold: number;
  readonly readings: readonly Reading[];
  /** Outcomes by every dimension in which the readings differ. */
  readonly groups: readonly GroupOutcome[];
}

export interface Outcome {
  readonly state: Truth;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly Missing[];
}

/** All must be true: false wins, then what is unknown. Parts that do not apply do not count. */
export function conjunction(outcomes: readonly Outcome[]): Outcome {
  return combine(outcomes, "false", "true");
}

/** One must be true. */
export function disjunction(outcomes: readonly Outcome[]): Outcome {
  return combine(outcomes, "true", "false");
}

function combine(outcomes: readonly Outcome[], decisive: Truth, otherwise: Truth): Outcome {
  return {
    state: combined(
      outcomes.map(({ state }) => state),
      decisive,
      otherwise,
    ),
    evidence: outcomes.flatMap(({ evidence }) => evidence),
    missing: outcomes.flatMap(({ missing }) => missing),
  };
}

export function allOf(states: readonly Truth[]): Truth {
  return combined(states, "false", "true");
}

function combined(states: readonly Truth[], decisive: Truth, otherwise: Truth): Truth {
  const counted: readonly Truth[] = states.filter((state) => state !== "not applicable");
  if (counted.length === 0) return "not applicable";
  if (counted.includes(decisive)) return decisive;
  if (counted.includes("not testable")) return "not testable";
  return counted.includes("not computed") ? "not computed" : otherwise;
}

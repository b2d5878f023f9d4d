/** The verdict of the rule on a set of computations, the smallest changes that would move it, and its confidence. */
import { last } from "./counts.js";
import { type Computation, computations, inLast } from "./propensity.js";
import { medianOf, sumOf } from "./tables.js";

const classes = ["full", "partial", "none", "recoupled"] as const;
type Class = (typeof classes)[number];

/** The limits as METHODS 1.10 has them. */
function classOf(value: number): Class {
  if (value <= 0.25) return "full";
  if (value < 0.9) return "partial";
  return value <= 1.11 ? "none" : "recoupled";
}

/** The share of the computations that meet a condition: within each source, then averaged; and the least of a source. */
function shareOf(all: readonly Computation[], meets: (value: number) => boolean) {
  const shares = (["NSF", "OpenAlex"] as const).map((source) => {
    const own = all.filter((each) => each.source === source);
    return own.filter((each) => meets(each.value)).length / own.length;
  });
  return { mean: sumOf(shares) / shares.length, least: Math.min(...shares) };
}

/** A class with two thirds of all computations and more than half of each source; otherwise between the two largest. */
export function verdictOf(all: readonly Computation[]): string {
  const shares = classes.map((each) => ({ each, ...shareOf(all, (value) => classOf(value) === each) }));
  const clear = shares.find(({ mean, least }) => mean >= 2 / 3 - 1e-12 && least > 1 / 2);
  if (clear !== undefined) return clear.each;
  const largest = [...shares].sort((a, b) => b.mean - a.mean).slice(0, 2);
  const places = largest.map(({ each }) => classes.indexOf(each)).sort((a, b) => a - b);
  const [low = 0, high = 0] = places;
  return high - low === 1 ? `between ${classes[low]} and ${classes[high]}` : "no single answer";
}

/** By how much joint papers of the last year would have to change, in steps of half a percent, for another verdict. */
export function tippingPoint(direction: 1 | -1): number {
  const verdict = verdictOf(inLast);
  for (let step = 1; step <= 100; step += 1) {
    const change = (direction * step) / 200;
    if (verdictOf(computations(last, 1 + change)) !== verdict) return change;
  }
  return NaN;
}

type Level = "low" | "medium" | "high";

function levelOf(share: number): Level {
  if (share >= 0.9) return "high";
  return share >= 2 / 3 ? "medium" : "low";
}

/** High if nine tenths of the computations fall by two percent or more, and most of each source do. */
export function confidenceInDirection(): Level {
  const { mean, least } = shareOf(inLast, (value) => 1 / value >= 1.02);
  return least > 1 / 2 ? levelOf(mean) : "low";
}

/** As many within three percent of the middle one; but medium at most while an effect of coverage is untested. */
export function confidenceInSize(): Level {
  const near = (a: number, b: number) => Math.max(a / b, b / a) <= 1.03;
  const middle = medianOf(inLast.map(({ value }) => value));
  const ofSource = (source: string) =>
    medianOf(inLast.filter((each) => each.source === source).map(({ value }) => value));
  const { mean } = shareOf(inLast, (value) => near(value, middle));
  const level = near(ofSource("NSF"), ofSource("OpenAlex")) ? levelOf(mean) : "low";
  return level === "high" ? "medium" : level;
}

/** METHODS 1.10: agreement is low for every “between”, and so is the confidence. */
export function confidenceInClass(): Level | "not decided here" {
  return verdictOf(inLast).startsWith("between") ? "low" : "not decided here";
}

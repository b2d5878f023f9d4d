import { ChartError } from "../errors.js";
import type { Spec } from "./spec.js";

/** A domain and a few round ticks, fixed in the spec so that labels can be positioned by them. */
export interface Scale {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** Maximum fraction of a step that may be empty between the bottom of a scale and the lowest value. */
const farFoot = 0.7;
/** Fractions of the span below this are inexact, and too small to see. */
const smallestSpan = 1e-290;
const roundSteps = [1, 2, 2.5, 5, 10];

/** Two to four gridlines at round numbers; `baseline: "zero"` begins at zero, as lengths require. */
export function niceScale(values: readonly number[], baseline: "zero" | "data"): Scale {
  const [least, greatest] = extentOf(values);
  const low = baseline === "zero" ? Math.min(0, least) : least;
  const high = baseline === "zero" ? Math.max(0, greatest) : greatest;
  const step = niceStep(high - low > smallestSpan ? (high - low) / 4 : Math.max(Math.abs(high), 1) / 4);
  const first = Math.floor(round(low / step));
  const last = Math.max(first + 1, Math.ceil(round(high / step)));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => round((first + index) * step));
  // A gridline far above the data wastes space, so the domain may end between two.
  const wanted =
    high > 0 || baseline === "data"
      ? Math.max(high + (high - low) * 0.02, ticks[ticks.length - 2] ?? high)
      : 0;
  // A single value, on a tick: without the next tick, the scale would have no length.
  const end = wanted > (ticks[0] ?? low) ? wanted : (ticks[1] ?? wanted);
  const foot = ticks[0] ?? low;
  // Nor far below them, if no length is read from the bottom.
  const isFar = baseline === "data" && low - foot > farFoot * step && ticks.length > 2;
  const start = isFar ? Math.max(foot, low - (high - low) * 0.05) : Math.min(low, foot);
  return { domain: [start, end], ticks: ticks.filter((tick) => tick >= start && tick <= end) };
}

/** The least and the greatest of any number of values. */
export const extentOf = (values: readonly number[]): readonly [number, number] => [
  values.reduce((a, b) => Math.min(a, b), Infinity),
  values.reduce((a, b) => Math.max(a, b), -Infinity),
];

export function niceStep(raw: number): number {
  let magnitude = 1;
  while (magnitude * 10 <= raw) magnitude *= 10;
  while (magnitude > raw) magnitude /= 10;
  const scaled = raw / magnitude;
  return round((roundSteps.find((step) => step >= scaled - 1e-9) ?? 10) * magnitude);
}

/** Multiples of ten years or, in short windows, of five, two or one: at least three of them. */
export function yearTicks(from: number, to: number): readonly number[] {
  const span = to - from;
  const [step, finer] = span > 25 ? [10, 5] : span > 8 ? [5, 2] : span > 4 ? [2, 1] : [1, 1];
  const ticks = multiples(step, from, to);
  return ticks.length < 3 ? multiples(finer, from, to) : ticks;
}

function multiples(step: number, from: number, to: number): readonly number[] {
  const first = Math.ceil(from / step) * step;
  return Array.from(
    { length: Math.max(0, Math.floor((to - first) / step) + 1) },
    (_, index) => first + index * step,
  );
}

function round(x: number): number {
  return Number(x.toPrecision(12));
}

/** Position along a scale: by differences, or by ratios, which require values above zero. */
export type ScaleKind = "linear" | "log";

const logSteps = [[1], [1, 2, 5], [1, 1.5, 2, 3, 5, 7], [1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8, 9]];
const fewestTicks = 3;

/** Ticks at powers of ten and, if these are few, at round numbers between them; equal ratios have equal distances. */
function logScale(values: readonly number[], where: string): Scale {
  const [least, greatest] = extentOf(values);
  if (!(least > 0))
    throw new ChartError(`"${where}" has the value ${least}, which has no place on a logarithmic scale`, {
      hint: "Its values must be above zero; leave out the others and say so in the caption.",
    });
  const room = Math.max(1.05, (greatest / least) ** 0.03);
  const domain = [round(least / room), round(greatest * room)] as const;
  const from = Math.floor(Math.log10(domain[0]));
  const to = Math.ceil(Math.log10(domain[1]));
  const powers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const ticksAt = (steps: readonly number[]) =>
    powers
      .flatMap((power) => steps.map((step) => round(step * 10 ** power)))
      .filter((tick) => tick >= domain[0] && tick <= domain[1]);
  const ticks = logSteps.map(ticksAt).find((found) => found.length >= fewestTicks) ?? [least, greatest];
  return { domain, ticks };
}

/** The ends of an axis as the author sets them; an end that is missing follows from the values. */
export interface Limits {
  readonly low: number | undefined;
  readonly high: number | undefined;
}

interface Wanted {
  readonly kind: ScaleKind;
  readonly baseline: "zero" | "data";
  readonly limits: Limits | undefined;
  /** Of the values, for messages. */
  readonly title: string;
}

/** A scale that ends at the limits, with ticks at round numbers between them. */
export function limitedScale(values: readonly number[], { kind, baseline, limits, title }: Wanted): Scale {
  const shown = [...values, limits?.low, limits?.high].filter((value) => value !== undefined);
  const scale = kind === "log" ? logScale(shown, title) : niceScale(shown, baseline);
  if (limits === undefined) return scale;
  const domain = [limits.low ?? scale.domain[0], limits.high ?? scale.domain[1]] as const;
  const isInside = (tick: number) => tick >= domain[0] && tick <= domain[1];
  const ticks = kind === "log" ? scale.ticks : niceScale(domain, "data").ticks;
  return { domain, ticks: ticks.filter(isInside) };
}

/** A position along a fixed domain, without an axis, because charts draw their own grid and labels. Takes a `field`. */
export function along(domain: readonly [number, number]): Spec {
  return { type: "quantitative", scale: { domain, nice: false, zero: false }, axis: null };
}

/** Vega-Lite settings of a scale with a fixed domain. */
export function fixedScale(kind: ScaleKind, domain: readonly [number, number]): Spec {
  return { type: kind, domain, nice: false, ...(kind === "linear" && { zero: false }) };
}

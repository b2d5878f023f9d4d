import { ChartError } from "../errors.js";
import type { Spec } from "./spec.js";

/** Domain and a few round ticks, fixed in the spec so that labels can be placed by them. */
export interface Scale {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** So much of a step may lie empty between the foot of a scale and the least value. */
const farFoot = 0.7;
/** Below this a fraction of the span is no longer exact: nobody could see it anyway. */
const smallestSpan = 1e-290;
const roundSteps = [1, 2, 2.5, 5, 10];

/** Two to four gridlines at round numbers; `baseline: "zero"` begins at zero, as lengths must. */
export function niceScale(values: readonly number[], baseline: "zero" | "data"): Scale {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const low = baseline === "zero" ? Math.min(0, least) : least;
  const high = baseline === "zero" ? Math.max(0, greatest) : greatest;
  const step = niceStep(high - low > smallestSpan ? (high - low) / 4 : Math.max(Math.abs(high), 1) / 4);
  const first = Math.floor(round(low / step));
  const last = Math.max(first + 1, Math.ceil(round(high / step)));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => round((first + index) * step));
  // A gridline far above the data wastes the figure: let the data end between two.
  const wanted =
    high > 0 || baseline === "data"
      ? Math.max(high + (high - low) * 0.02, ticks[ticks.length - 2] ?? high)
      : 0;
  // One value alone, at a tick: without the next one the scale would have no length.
  const end = wanted > (ticks[0] ?? low) ? wanted : (ticks[1] ?? wanted);
  const foot = ticks[0] ?? low;
  // Nor far below them, where no length is read from the foot.
  const isFar = baseline === "data" && low - foot > farFoot * step && ticks.length > 2;
  const start = isFar ? Math.max(foot, low - (high - low) * 0.05) : Math.min(low, foot);
  return { domain: [start, end], ticks: ticks.filter((tick) => tick >= start && tick <= end) };
}

export function niceStep(raw: number): number {
  let magnitude = 1;
  while (magnitude * 10 <= raw) magnitude *= 10;
  while (magnitude > raw) magnitude /= 10;
  const scaled = raw / magnitude;
  return round((roundSteps.find((step) => step >= scaled - 1e-9) ?? 10) * magnitude);
}

/** Years that are multiples of ten, or of five, two or one where the window is short: at least three of them. */
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

/** How a value is placed along a scale: by differences, or by ratios, which only values above zero have. */
export type ScaleKind = "linear" | "log";

const logSteps = [[1], [1, 2, 5], [1, 1.5, 2, 3, 5, 7], [1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8, 9]];
const fewestTicks = 3;

/** Ticks at powers of ten and, where these are few, at round numbers between them; half as much is as far as twice as much. */
export function logScale(values: readonly number[], where: string): Scale {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!(least > 0))
    throw new ChartError(`${where}: ${least} has no place on a logarithmic scale`, {
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

/** A place along a domain that is fixed, without an axis: charts draw their own grid and labels. Takes a `field`. */
export function along(domain: readonly [number, number]): Spec {
  return { type: "quantitative", scale: { domain, nice: false, zero: false }, axis: null };
}

/** The Vega-Lite settings of a scale with a fixed domain. */
export function fixedScale(kind: ScaleKind, domain: readonly [number, number]): Spec {
  return { type: kind, domain, nice: false, ...(kind === "linear" && { zero: false }) };
}

/** Areas on top of each other. Without the value of one series, the height of the others is unknown. */
import { ChartError } from "../errors.js";
import { wrap } from "./layers.js";
import { quietTitle } from "./measure.js";
import type { Point } from "./points.js";
import { fractionOf } from "./share.js";
import type { Spec } from "./spec.js";

/** A place without the values of some series. */
export interface Omission {
  readonly year: number;
  readonly x: Point["x"];
  readonly series: readonly string[];
}

export interface Stack {
  /** With their bounds in the stack; without a value where one is missing. */
  readonly points: readonly Point[];
  readonly omissions: readonly Omission[];
}

/** Stacks the points of one plot; a place at which a series has no value interrupts all of them. */
export function stacked(points: readonly Point[]): Stack {
  const names = [...new Set(points.map(({ series }) => series))];
  const places = new Map<Point["x"], Point[]>();
  for (const point of points) {
    const place = places.get(point.x);
    if (place === undefined) places.set(point.x, [point]);
    else place.push(point);
  }
  const omissions: Omission[] = [];
  const drawn: Point[] = [];
  for (const [x, place] of places) {
    const known = new Set(place.flatMap(({ series, value }) => (value === null ? [] : [series])));
    const missing = names.filter((name) => !known.has(name));
    const [first] = place;
    if (missing.length === 0) drawn.push(...onEachOther(place.filter(({ value }) => value !== null)));
    else if (first !== undefined) {
      omissions.push({ year: first.year, x, series: missing });
      drawn.push(...names.map((series) => ({ ...first, series, value: null, low: 0, high: 0 })));
    }
  }
  if (omissions.length === places.size)
    throw new ChartError("area: nothing can be stacked, because each place lacks the value of a series", {
      hint: `${inWords(omissions.slice(0, 1))} has none. Fill in the values (0 if nothing was counted), or draw lines.`,
    });
  return { points: drawn, omissions: omissions.sort((a, b) => a.year - b.year) };
}

/** Stacked points as fractions of all series at their place. */
export function asShares(points: readonly Point[], write: (x: Point["x"]) => string): readonly Point[] {
  const sums = new Map<Point["x"], number>();
  for (const { x, value } of points) sums.set(x, (sums.get(x) ?? 0) + (value ?? 0));
  return points.map((point) => {
    if (point.value === null) return point;
    const sum = sums.get(point.x) ?? 0;
    const part = (value: number) => fractionOf(value, sum, { chart: "area", place: write(point.x) });
    return { ...point, low: part(point.low), high: part(point.high), share: part(point.value) };
  });
}

function onEachOther(place: readonly Point[]): readonly Point[] {
  const reached = { up: 0, down: 0 };
  return place.map((point) => {
    const side = (point.value ?? 0) < 0 ? "down" : "up";
    const low = reached[side];
    reached[side] += point.value ?? 0;
    return { ...point, low, high: reached[side] };
  });
}

const mostNoted = 3;
const lineLength = 52;

/** What a reader must know about the gaps, below the axis. */
export function omissionNote(
  omissions: readonly Omission[],
  write: (x: Point["x"]) => string,
): Spec | undefined {
  if (omissions.length === 0) return undefined;
  const named = omissions.slice(0, mostNoted);
  const more = omissions.length - named.length;
  const words = `Gap: no value for ${inWords(named, write)}${more > 0 ? `; ${more} more` : ""}.`;
  return { title: wrap(words, lineLength), titleAnchor: "start", titleAlign: "left" };
}

/** An axis with a note below it, and below its title if it has one. */
export function withNote(channel: Spec, note: Spec | undefined): Spec {
  if (note === undefined) return channel;
  const axis = channel["axis"] as Spec;
  const title = [axis["title"], note["title"]].flat().filter((line) => typeof line === "string");
  return { ...channel, axis: { ...axis, ...note, title, ...quietTitle } };
}

const inWords = (omissions: readonly Omission[], write: (x: Point["x"]) => string = String): string =>
  omissions
    .map(({ x, series }) => [listed(series), write(x)].filter((part) => part !== "").join(", "))
    .join("; ");

const listed = (names: readonly string[]): string =>
  names.length > 2 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} others` : names.join(" and ");

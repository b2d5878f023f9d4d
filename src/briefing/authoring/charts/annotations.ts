/** Annotations beside the lines: events, spans of years, reference levels, gaps between two lines. */
import { ChartError } from "../errors.js";
import type { SpanEdges } from "./axes.js";
import { atRight, clearText, pixelY, quiet, rule, text, unlessEmpty, words } from "./layers.js";
import { type Frame, type Point, pointsIn } from "./line-layers.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight } from "./theme.js";

export interface DatedEvent {
  /** `2018-11-01` */
  readonly date: string;
  readonly label: string;
}

const mostEvents = 5;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

/** Thin marks with name and month, one line of text each, above the data; `place` maps a date to the axis. */
export function eventLayers(
  events: readonly DatedEvent[],
  place: (date: string) => number | string | null,
): readonly Spec[] {
  if (events.length === 0) return [];
  if (events.length > mostEvents)
    throw new ChartError(`${events.length} events are more than the ${mostEvents} a figure can carry`, {
      hint: "Choose those that the chapter discusses.",
    });
  // The latest is on top, so that no mark crosses the name of another.
  const latestFirst = [...events].sort((a, b) => (a.date < b.date ? 1 : -1));
  const values = latestFirst.map(({ date, label }, index) => ({
    x: place(date),
    event: named(date, label),
    position: index * lineHeight + 6,
  }));
  const y = pixelY("position");
  return [
    {
      data: { values },
      mark: { type: "rule", color: colour("rule"), strokeWidth: 1, opacity: 0.7 },
      encoding: { y, y2: { value: { expr: "height" } } },
    },
    {
      data: { values },
      mark: { type: "text", align: "right", baseline: "middle", dx: -5, color: colour("muted") },
      encoding: { y, text: words("event") },
    },
  ];
}

function named(date: string, label: string): string {
  const match = /^(\d{4})-(\d\d)-\d\d$/.exec(date);
  const month = months[Number(match?.[2]) - 1];
  if (match === null || month === undefined)
    throw new ChartError(`the event "${label}" has the date "${date}"; expected one such as 2018-11-01`);
  return `${label}, ${month} ${match[1] ?? ""}`;
}

/** A shaded period behind the data, such as a range of years or a pandemic. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Label at the bottom of the figure, left of the end of the span. */
  readonly label: string;
}

interface SpanFrame extends Partial<SpanEdges> {
  readonly height: number;
  readonly headroom: number;
}

const halfYears = (from: number, to: number) => ({ start: from - 0.5, end: to + 0.5 });

/**
 * Whole years: from half a year before the first to half a year after the last, below the labels at the top. Areas go
 * under the data, names over all lines.
 */
export function spanLayers(
  spans: readonly Span[],
  { height, headroom, edges = halfYears, type = "quantitative" }: SpanFrame,
): { readonly areas: readonly Spec[]; readonly names: readonly Spec[] } {
  if (spans.length === 0) return { areas: [], names: [] };
  const values = spans.map(({ from, to, label }, index) => {
    if (!(from <= to)) throw new ChartError(`the span "${label}" goes from ${from} to ${to}`);
    const position = height - 12 - (spans.length - 1 - index) * lineHeight;
    return { ...edges(from, to), span: label, position };
  });
  const x = (field: string) => ({ field, type });
  const x2 = { field: "end", ...(type === "temporal" && { type }) };
  const box = { x: x("start"), x2, y: { value: headroom }, y2: { value: { expr: "height" } } };
  const color = { value: colour("muted") };
  const encoding = { x: x("end"), y: pixelY("position"), text: words("span"), color };
  return {
    areas: [quiet("rect", { color: colour("grid"), opacity: 0.7 }, box, values)],
    names: clearText(text("right", { dx: -4 }, encoding, values)),
  };
}

/** A reference level, drawn as a dashed line with its name. */
export interface ReferenceLine {
  readonly value: number;
  readonly label: string;
}

interface Place {
  readonly side: "start" | "end";
  readonly position: "above" | "below";
}

const places: readonly Place[] = [
  { side: "end", position: "above" },
  { side: "end", position: "below" },
  { side: "start", position: "above" },
  { side: "start", position: "below" },
];
/** Fraction of the horizontal axis that the name covers on a phone. */
const reachOf = (label: string): number => Math.min(0.4, (label.length * 6.5) / 270);
const textMiddle = 10;

type DrawnPoint = Pick<Point, "year"> & { readonly value: number };

interface Surroundings extends Pick<Frame, "y" | "pixels"> {
  readonly events: readonly DatedEvent[];
}

/** The dashed line below the data, and its name above them. */
export function referenceLayers(
  reference: ReferenceLine | undefined,
  { y, pixels, events }: Surroundings,
  points: readonly DrawnPoint[],
): { readonly line: readonly Spec[]; readonly name: readonly Spec[] } {
  if (reference === undefined) return { line: [], name: [] };
  const values = [{ level: reference.value, note: reference.label }];
  const level = { ...y, field: "level" };
  const { side, position } = freest(points, reference, { pixels, events });
  const isAbove = position === "above";
  const style = { baseline: isAbove ? "bottom" : "top", dy: isAbove ? -4 : 4, color: colour("muted") };
  const encoding = { x: side === "end" ? atRight : { value: 4 }, y: level, text: words("note") };
  return {
    line: [rule({ strokeDash: [2, 3], color: colour("muted") }, { x: null, y: level }, values)],
    name: clearText(text(side === "end" ? "right" : "left", style, encoding, values)),
  };
}

/** Of the four places at the ends of the line, the one farthest from the data, avoiding event marks if possible. */
function freest(
  points: readonly DrawnPoint[],
  { value: level, label }: ReferenceLine,
  { pixels, events }: Omit<Surroundings, "y">,
): Place {
  const years = points.map(({ year }) => year);
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const isNear = (year: number, side: Place["side"]) =>
    (side === "end" ? to - year : year - from) <= reachOf(label) * (to - from);
  const room = ({ side, position }: Place) => {
    if (events.some(({ date }) => isNear(Number(date.slice(0, 4)), side))) return 0;
    const middle = pixels(level) + (position === "above" ? -textMiddle : textMiddle);
    const near = points.filter(({ year }) => isNear(year, side));
    return Math.min(...near.map(({ value }) => Math.abs(pixels(value) - middle)));
  };
  return places.reduce((best, place) => (room(place) > room(best) + 1 ? place : best));
}

export interface Gap {
  /** Names of the two series, upper one first. */
  readonly upper: string;
  /** The one below it. */
  readonly lower: string;
  /** Where along the horizontal axis the gap is measured: a thin line from one series to the other. */
  readonly at?: number | string;
  /** Label beside that line. */
  readonly label?: string;
}

/** The area shrinks to nothing if the lower line is above the upper one. */
export function gapLayers(gaps: readonly Gap[], points: readonly Point[], { y }: Frame): readonly Spec[] {
  const span = { y: { ...y, field: "low" }, y2: { field: "high" } };
  return gaps.flatMap((gap) => {
    const values = betweenIn(gap, points);
    if (values.length === 0)
      throw new ChartError(`line: the gap between "${gap.upper}" and "${gap.lower}" has no values`, {
        hint: "Name two series with values at the same places.",
      });
    const measured = values.filter(({ x }) => x === gap.at);
    const labels = measured.map(({ x, low, high }) => ({
      ...{ x, label: gap.label ?? "", middle: (low + high) / 2 },
    }));
    const place = { y: { ...y, field: "middle" }, text: words("label") };
    const style = { fontWeight: 600, dx: 6 };
    return [
      quiet("area", { color: colour("others"), opacity: 0.3, line: false }, span, values),
      ...unlessEmpty(measured, (ends) => [
        rule({ color: colour("ink"), strokeWidth: 1.5 }, span, ends),
        ...clearText(text("left", style, place, labels)),
      ]),
    ];
  });
}

function betweenIn({ upper, lower }: Gap, points: readonly Point[]) {
  const above = new Map(pointsIn(points, upper).map(({ x, value }) => [x, value]));
  return pointsIn(points, lower).flatMap(({ x, value }) => {
    const top = above.get(x) ?? null;
    return value === null || top === null ? [] : [{ x, low: Math.min(value, top), high: top }];
  });
}

/** What stands on the years beside the lines: events, spans of years, dated entries. */
import { ChartError } from "../errors.js";
import {
  atLeft,
  atRight,
  clearText,
  type Layer,
  pixelY,
  quiet,
  rule,
  text,
  tooltip,
  words,
} from "./layers.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight } from "./theme.js";

export interface DatedEvent {
  /** `2018-11-01` */
  readonly date: string;
  readonly label: string;
}

const mostEvents = 5;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

/** Thin marks with name and month, one line of text each, above the data; `place` gives a date its field of the axis. */
export function eventLayers(events: readonly DatedEvent[], place = onYears): readonly Spec[] {
  if (events.length === 0) return [];
  if (events.length > mostEvents)
    throw new ChartError(`${events.length} events are more than the ${mostEvents} a figure can carry`, {
      hint: "Choose those that the chapter speaks of.",
    });
  // The latest on top: no mark then crosses the name of another.
  const latestFirst = [...events].sort((a, b) => (a.date < b.date ? 1 : -1));
  const values = latestFirst.map(({ date, label }, index) => ({
    ...place(date),
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

const onYears = (date: string): Spec => ({ year: middleOfYears(date) });

/** A year's count stands at the middle of its year, so the first of January stands half a year before it. */
export function middleOfYears(date: string): number {
  const year = Number(date.slice(0, 4));
  const fraction = (Date.parse(date) - Date.UTC(year, 0, 1)) / (365.25 * 24 * 60 * 60 * 1000);
  return Number((year - 0.5 + fraction).toFixed(3));
}

/** Years that belong together, shaded behind the data: an interval of dates, a pandemic. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Stands at the foot of the figure, left of the span's end. */
  readonly label: string;
}

export interface SpanFrame {
  readonly height: number;
  readonly headroom: number;
  /** Where a span begins and ends on the axis, and the type of its values. */
  readonly edges?: (
    from: number,
    to: number,
  ) => { readonly start: number | string; readonly end: number | string };
  readonly type?: "quantitative" | "temporal";
}

const halfYears = (from: number, to: number) => ({ start: from - 0.5, end: to + 0.5 });

/**
 * Whole years: from half a year before the first to half a year after the last, below what stands at the head. The
 * areas belong under the data, the names over all lines.
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
  const area = quiet(
    "rect",
    { color: colour("grid"), opacity: 0.7 },
    {
      x: x("start"),
      x2: { field: "end", ...(type === "temporal" && { type }) },
      y: { value: headroom },
      y2: { value: { expr: "height" } },
    },
    values,
  );
  const place = { x: x("end"), y: pixelY("position") };
  return { areas: [area], names: clearText(mutedWords("right", -4, place, "span", values)) };
}

function mutedWords(
  align: "left" | "right",
  dx: number,
  place: Spec,
  field: string,
  values: readonly Spec[],
): Layer {
  const color = { value: colour("muted") };
  return text(align, dx === 0 ? {} : { dx }, { ...place, text: words(field), color }, values);
}

/** Dated entries under the lines, a dot each, stacked in their year: the measures of a register. */
export interface YearDots {
  /** What a dot is; stands at the left over the dots. */
  readonly label: string;
  readonly entries: readonly { readonly year: number; readonly label: string }[];
}

const step = 11;
const mostInAYear = 12;

/** Height that the dots take below the lines; without dots none. */
export function footroomOf(dots: YearDots | undefined): number {
  return dots === undefined ? 0 : tallest(dots) * step + lineHeight + 14;
}

/** Years outside those drawn are left out. */
export function yearDotLayers(
  dots: YearDots | undefined,
  { from, to, height }: { readonly from: number; readonly to: number; readonly height: number },
): readonly Spec[] {
  if (dots === undefined) return [];
  const most = tallest(dots);
  if (most > mostInAYear)
    throw new ChartError(
      `"${dots.label}": ${most} entries in one year; at most ${mostInAYear} can be stacked`,
      { hint: "Draw counts as bars instead." },
    );
  const seen = new Map<number, number>();
  const values = dots.entries
    .filter(({ year }) => year >= from && year <= to)
    .map(({ year, label }) => {
      const place = seen.get(year) ?? 0;
      seen.set(year, place + 1);
      return { year, entry: label, position: height - 8 - place * step };
    });
  if (values.length === 0) return [];
  const top = height - footroomOf(dots) + 4;
  const y = pixelY("position");
  const note = [{ note: dots.label, position: top + lineHeight * 0.75 }];
  return [
    rule({ color: colour("rule"), strokeWidth: 1, opacity: 0.5 }, { x: atLeft, x2: atRight, y }, [
      { position: top },
    ]),
    {
      data: { values },
      mark: { type: "point", shape: "circle", filled: true, opacity: 1, size: 42, color: colour("ink") },
      encoding: { y, ...tooltip({ entry: dots.label, year: "Year" }) },
    },
    ...clearText(mutedWords("left", 0, { x: { value: 4 }, y }, "note", note)),
  ];
}

function tallest({ entries }: YearDots): number {
  const counts = new Map<number, number>();
  for (const { year } of entries) counts.set(year, (counts.get(year) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

/** Annotations beside the lines: events, gaps between two lines. */
import { ChartError } from "../errors.js";
import { isoDate } from "./columns.js";
import { clearText, pixelY, quiet, rule, text, unlessEmpty, words } from "./layers.js";
import type { Frame } from "./line-layers.js";
import { type Point, pointsIn } from "./points.js";
import { besideMark, type DateScale, roomAt } from "./spans.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight } from "./theme.js";

export interface DatedEvent {
  /** `2018-11-01` */
  readonly date: string;
  readonly label: string;
}

const mostEvents = 5;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

/** The events within the dates of the axis; throws for a text that is not a date. */
export function eventsWithin(
  events: readonly DatedEvent[],
  dates: DateScale | undefined,
): readonly DatedEvent[] {
  for (const { date, label } of events)
    if (!isDay(date))
      throw new ChartError(`the event "${label}" has the date "${date}"; expected one such as 2018-11-01`, {
        hint: "Write year, month and day; a period of months or years is a span.",
      });
  const within = events.filter(({ date }) => dates !== undefined && date >= dates.from && date <= dates.to);
  if (within.length > mostEvents)
    throw new ChartError(`${within.length} events are more than the ${mostEvents} a figure can carry`, {
      hint: "Choose those that the chapter discusses.",
    });
  return within;
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && isoDate(Date.parse(text)) === text;

/** Thin marks with name and month, one line of text each, above the data. */
export function eventLayers(
  events: readonly DatedEvent[],
  dates: DateScale | undefined,
  plots: "plot" | "panels",
): readonly Spec[] {
  if (events.length === 0 || dates === undefined) return [];
  // The latest is on top, so that no mark crosses the name of another on its left.
  const latestFirst = [...events].sort((a, b) => (a.date < b.date ? 1 : -1));
  const values = latestFirst.map(({ date, label }, index) => {
    const x = dates.place(date);
    const event = named(date, label);
    return { x, event, position: index * lineHeight + 6, ...roomAt(dates.part(x), event) };
  });
  const y = pixelY("position");
  const style = { ...besideMark(plots, 5), color: colour("muted") };
  return [
    {
      data: { values },
      mark: { type: "rule", color: colour("rule"), strokeWidth: 1, opacity: 0.7 },
      encoding: { y, y2: { value: { expr: "height" } } },
    },
    ...clearText(text("right", style, { y, text: words("event") }, values)),
  ];
}

function named(date: string, label: string): string {
  const [year = "", month] = date.split("-");
  return `${label}, ${months[Number(month) - 1] ?? ""} ${year}`;
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
      x,
      label: gap.label ?? "",
      middle: (low + high) / 2,
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

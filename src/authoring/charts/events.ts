import { ChartError } from "../errors.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight } from "./theme.js";

export interface DatedEvent {
  /** `2018-11-01` */
  readonly date: string;
  readonly label: string;
}

const mostEvents = 5;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

/** Thin marks with name and month, one line of text each, above the data. */
export function eventLayers(events: readonly DatedEvent[]): readonly Spec[] {
  if (events.length === 0) return [];
  if (events.length > mostEvents)
    throw new ChartError(`${events.length} events are more than the ${mostEvents} a figure can carry`, {
      hint: "Choose those that the chapter speaks of.",
    });
  // The latest on top: no mark then crosses the name of another.
  const latestFirst = [...events].sort((a, b) => (a.date < b.date ? 1 : -1));
  const values = latestFirst.map(({ date, label }, index) => ({
    ...placeOf(date, label),
    position: index * lineHeight + 6,
  }));
  const y = { field: "position", type: "quantitative", scale: null, axis: null };
  return [
    {
      data: { values },
      mark: { type: "rule", color: colour("rule"), strokeWidth: 1, opacity: 0.7 },
      encoding: { y, y2: { value: { expr: "height" } } },
    },
    {
      data: { values },
      mark: { type: "text", align: "right", baseline: "middle", dx: -5, color: colour("muted") },
      encoding: { y, text: { field: "event", type: "nominal" } },
    },
  ];
}

/** A year's count stands at the middle of its year, so the first of January stands half a year before it. */
function placeOf(date: string, label: string): { readonly year: number; readonly event: string } {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  const month = months[Number(match?.[2]) - 1];
  if (match === null || month === undefined)
    throw new ChartError(`the event "${label}" has the date "${date}"; expected one such as 2018-11-01`);
  const start = Date.UTC(Number(match[1]), 0, 1);
  const day = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  const fraction = (day - start) / (365.25 * 24 * 60 * 60 * 1000);
  return {
    year: Number((Number(match[1]) - 0.5 + fraction).toFixed(3)),
    event: `${label}, ${month} ${match[1] ?? ""}`,
  };
}

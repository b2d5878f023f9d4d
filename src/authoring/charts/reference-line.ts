import type { DatedEvent } from "./events.js";
import { clearText } from "./marks.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

/** A level to compare with, drawn as a dashed line with its name. */
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
/** The part of the years over which the name may reach: on a phone it is as wide as that. */
const reach = 0.4;
const textMiddle = 10;

/** The dashed line below the data, and its name, which belongs over them. */
export function referenceLayers(
  { value, label }: ReferenceLine,
  y: Spec,
  points: readonly { readonly year: number; readonly value: number }[],
  { pixels, events }: { readonly pixels: (value: number) => number; readonly events: readonly DatedEvent[] },
): { readonly line: Spec; readonly name: readonly Spec[] } {
  const data = { values: [{ level: value, note: label }] };
  const encoding = { x: null, y: { ...y, field: "level" } };
  const { side, position } = freest(points, pixels(value), { pixels, events });
  return {
    line: {
      data,
      mark: { type: "rule", strokeDash: [2, 3], color: colour("muted"), tooltip: null },
      encoding,
    },
    name: clearText({
      data,
      mark: {
        type: "text",
        align: side === "end" ? "right" : "left",
        baseline: position === "above" ? "bottom" : "top",
        dy: position === "above" ? -4 : 4,
        color: colour("muted"),
        tooltip: null,
      },
      encoding: {
        ...encoding,
        x: { value: side === "end" ? { expr: "width" } : 4 },
        text: { field: "note", type: "nominal" },
      },
    }),
  };
}

/** Of the four places at the ends of the line, the one farthest from the data, where no event's mark runs if there is one. */
function freest(
  points: readonly { readonly year: number; readonly value: number }[],
  level: number,
  { pixels, events }: { readonly pixels: (value: number) => number; readonly events: readonly DatedEvent[] },
): Place {
  const years = points.map(({ year }) => year);
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const isNear = (year: number, side: Place["side"]) =>
    side === "end" ? to - year <= reach * (to - from) : year - from <= reach * (to - from);
  const isCrossed = (side: Place["side"]) =>
    events.some(({ date }) => isNear(Number(date.slice(0, 4)), side));
  const room = ({ side, position }: Place) => {
    if (isCrossed(side)) return 0;
    const middle = level + (position === "above" ? -textMiddle : textMiddle);
    const near = points.filter(({ year }) => isNear(year, side));
    return Math.min(...near.map(({ value }) => Math.abs(pixels(value) - middle)));
  };
  return places.reduce((best, place) => (room(place) > room(best) + 1 ? place : best));
}

import { atRight, clearText, dashedLine, rule, text, words } from "./layers.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";
import type { YearFrame } from "./year-frame.js";

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
/** The part of the years over which the name reaches on a phone. */
const reachOf = (label: string): number => Math.min(0.4, (label.length * 6.5) / 270);
const textMiddle = 10;

interface DrawnPoint {
  readonly year: number;
  readonly value: number;
}

/** The dashed line below the data, and its name, which belongs over them. */
export function referenceLayers(
  reference: ReferenceLine | undefined,
  { y, pixels, events }: Pick<YearFrame, "y" | "pixels" | "events">,
  points: readonly DrawnPoint[],
): { readonly line: readonly Spec[]; readonly name: readonly Spec[] } {
  if (reference === undefined) return { line: [], name: [] };
  const values = [{ level: reference.value, note: reference.label }];
  const level = { ...y, field: "level" };
  const { side, position } = freest(points, { level: pixels(reference.value), pixels, events, reach: reachOf(reference.label) });
  const isAbove = position === "above";
  const name = text(
    side === "end" ? "right" : "left",
    { baseline: isAbove ? "bottom" : "top", dy: isAbove ? -4 : 4, color: colour("muted") },
    { x: side === "end" ? atRight : { value: 4 }, y: level, text: words("note") },
    values,
  );
  return {
    line: [rule(dashedLine, { x: null, y: level }, values)],
    name: clearText(name),
  };
}

interface Surroundings extends Pick<YearFrame, "pixels" | "events"> {
  /** Of the reference line, in pixels. */
  readonly level: number;
  readonly reach: number;
}

/** Of the four places at the ends of the line, the one farthest from the data, where no event's mark runs if there is one. */
function freest(
  points: readonly DrawnPoint[],
  { level, pixels, events, reach }: Surroundings,
): Place {
  const years = points.map(({ year }) => year);
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const isNear = (year: number, side: Place["side"]) =>
    (side === "end" ? to - year : year - from) <= reach * (to - from);
  const room = ({ side, position }: Place) => {
    if (events.some(({ date }) => isNear(Number(date.slice(0, 4)), side))) return 0;
    const middle = level + (position === "above" ? -textMiddle : textMiddle);
    const near = points.filter(({ year }) => isNear(year, side));
    return Math.min(...near.map(({ value }) => Math.abs(pixels(value) - middle)));
  };
  return places.reduce((best, place) => (room(place) > room(best) + 1 ? place : best));
}

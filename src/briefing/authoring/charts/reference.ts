/** A reference level: a dashed line across the plot, with its name where there is room. */
import type { DatedEvent } from "./annotations.js";
import { atRight, clearText, rule, text, words } from "./layers.js";
import type { Frame } from "./line-layers.js";
import type { Point } from "./points.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

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

type DrawnPoint = Pick<Point, "year"> & {
  readonly value: number;
  /** The other end of a bar, which covers everything between the two. */
  readonly foot?: number;
};

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
  const from = Math.min(...years);
  const to = Math.max(...years);
  const isNear = (year: number, side: Place["side"]) =>
    (side === "end" ? to - year : year - from) <= reachOf(label) * (to - from);
  const room = ({ side, position }: Place) => {
    if (events.some(({ date }) => isNear(Number(date.slice(0, 4)), side))) return 0;
    const middle = pixels(level) + (position === "above" ? -textMiddle : textMiddle);
    const near = points.filter(({ year }) => isNear(year, side));
    return Math.min(
      ...near.map(({ value, foot = value }) => {
        const ends = [pixels(value), pixels(foot)];
        return Math.max(0, Math.min(...ends) - middle, middle - Math.max(...ends));
      }),
    );
  };
  return places.reduce((best, place) => (room(place) > room(best) + 1 ? place : best));
}

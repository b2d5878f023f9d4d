/** On which side of its point a label stands, so that labels cover neither each other nor a point with a label. */
import { lineHeight } from "./theme.js";

/** In the order in which they are preferred where several are free. */
const labelSides = ["left", "right", "above", "below"] as const;
export type LabelSide = (typeof labelSides)[number];

/** A label at a point. */
export interface LabelledPoint {
  readonly label: string;
  /** Position along the plot, from 0 at its left end to 1 at its right. */
  readonly part: number;
  /** Vertical position in pixels. */
  readonly y: number;
}

/** From the middle of a point to the middle or the near end of its label, in pixels. */
export const labelOffsets = {
  left: { align: "right", dx: -9, dy: 0 },
  right: { align: "left", dx: 9, dy: 0 },
  above: { align: "center", dx: 0, dy: -13 },
  below: { align: "center", dx: 0, dy: 13 },
} as const;

/** Sides are chosen for the narrowest drawing; a wider one has more room. */
const narrowest = 290;
const letterWidth = 7;
const pointSize = 10;

interface Box {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly height: number;
}

/** All labels begin at the left; again and again the change that frees most is made, until none frees anything. */
export function sidesOf(points: readonly LabelledPoint[]): readonly LabelSide[] {
  let sides: readonly LabelSide[] = points.map(() => "left");
  for (let least = Infinity; ;) {
    const changes = points.flatMap((_, at) => labelSides.map((side) => sides.with(at, side)));
    const costs = changes.map((each) => costOf(points, each));
    const best = costs.indexOf(Math.min(...costs));
    const cost = costs[best];
    if (cost === undefined || cost >= least) return sides;
    least = cost;
    sides = changes[best] ?? sides;
  }
}

/** The area that labels cover of each other, of points and beyond the ends of the plot. */
function costOf(points: readonly LabelledPoint[], sides: readonly LabelSide[]): number {
  const labels = points.map((point, index) => labelBox(point, sides[index] ?? "left"));
  const spots = points.map(spotOf);
  let cost = 0;
  for (const side of sides) cost += labelSides.indexOf(side);
  for (const [index, label] of labels.entries()) {
    cost += (Math.max(0, -label.from) + Math.max(0, label.to - narrowest)) * label.height;
    for (const other of labels.slice(index + 1)) cost += shared(label, other);
    for (const [at, spot] of spots.entries()) if (at !== index) cost += shared(label, spot);
  }
  return cost;
}

function labelBox({ label, part, y }: LabelledPoint, side: LabelSide): Box {
  const { align, dx, dy } = labelOffsets[side];
  const width = label.length * letterWidth;
  const before = { right: width, left: 0, center: width / 2 }[align];
  const from = part * narrowest + dx - before;
  return { from, to: from + width, y: y + dy, height: lineHeight };
}

const spotOf = ({ part, y }: LabelledPoint): Box => ({
  from: part * narrowest - pointSize / 2,
  to: part * narrowest + pointSize / 2,
  y,
  height: pointSize,
});

function shared(one: Box, other: Box): number {
  const across = Math.min(one.to, other.to) - Math.max(one.from, other.from);
  const down = (one.height + other.height) / 2 - Math.abs(one.y - other.y);
  return across > 0 && down > 0 ? across * down : 0;
}

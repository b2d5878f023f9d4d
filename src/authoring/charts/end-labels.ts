/** Labels right of the figure, where the lines end, moved apart where they end close together. */
import type { ColourName } from "../../model/palette.js";
import { pixelY, quiet, textColour, unlessEmpty, words } from "./layers.js";
import type { Spec } from "./spec.js";
import { lineHeight } from "./theme.js";

export interface EndLabel {
  readonly label: string;
  readonly colour: ColourName;
  /** Where the line ends, in pixels from the top. */
  readonly wanted: number;
  /** Whether the sign of the line stands before its name. */
  readonly sign: "shape" | "none";
  readonly weight?: 400 | 600;
}

interface LabelFrame {
  /** Colour and shape of the lines' signs. */
  readonly signs?: { readonly color: Spec; readonly shape: Spec };
  readonly room: readonly [number, number];
}

export function endLabelLayers(labels: readonly EndLabel[], { signs, room }: LabelFrame): readonly Spec[] {
  const wanted = labels.map((each) => each.wanted);
  const positions = spread(wanted, lineHeight + 1, room);
  const placed = labels.map((each, index) => ({
    ...each,
    weight: each.weight ?? 600,
    ink: textColour(each.colour),
    position: positions[index] ?? 0,
  }));
  const rows = (of: typeof placed) => of.map(({ label, position }) => ({ label, position }));
  const y = pixelY("position");
  const shaped = placed.filter(({ sign }) => sign === "shape");
  const looks = new Map(placed.map(({ ink, weight }) => [`${ink} ${weight}`, { ink, weight }]));
  return [
    ...unlessEmpty(rows(shaped), (values) => [
      quiet(
        "point",
        { filled: true, opacity: 1, size: 34 },
        { x: { value: { expr: "width + 8" } }, y, ...signs },
        values,
      ),
    ]),
    ...[...looks.values()].map(({ ink, weight }) => ({
      data: { values: rows(placed.filter((each) => each.ink === ink && each.weight === weight)) },
      mark: { type: "text", align: "left", baseline: "middle", fontWeight: weight, color: ink },
      encoding: { x: { value: { expr: "width + 16" } }, y, text: words("label") },
    })),
  ];
}

interface Cluster {
  readonly members: readonly number[];
  /** Mean of where the first member would stand for each member to be at its wanted place. */
  readonly anchor: number;
}

/**
 * Positions at least `gap` apart, in the order of the wanted ones and as near to them as that allows (least squares),
 * inside `[least, greatest]` where there is room.
 */
export function spread(
  wanted: readonly number[],
  gap: number,
  [least, greatest]: readonly [number, number],
): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
  const highest = greatest - (wanted.length - 1) * gap;
  const placed = new Array<number>(wanted.length).fill(0);
  let rank = 0;
  for (const { members, anchor } of clustersOf(order, wanted, gap))
    for (const index of members) {
      placed[index] = Math.max(least, Math.min(anchor, highest)) + rank * gap;
      rank += 1;
    }
  return placed;
}

/** With the gaps taken out, the nearest positions that never decrease: neighbours out of order share their mean. */
function clustersOf(order: readonly number[], wanted: readonly number[], gap: number): readonly Cluster[] {
  const clusters: Cluster[] = [];
  order.forEach((index, rank) => {
    let last: Cluster = { members: [index], anchor: (wanted[index] ?? 0) - rank * gap };
    for (
      let before = clusters.at(-1);
      before !== undefined && before.anchor > last.anchor;
      before = clusters.at(-1)
    ) {
      clusters.pop();
      const members = [...before.members, ...last.members];
      const anchor =
        (before.anchor * before.members.length + last.anchor * last.members.length) / members.length;
      last = { members, anchor };
    }
    clusters.push(last);
  });
  return clusters;
}

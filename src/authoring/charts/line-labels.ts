import type { ColourName } from "../../model/palette.js";
import { textColour } from "./marks.js";
import type { Spec } from "./spec.js";
import { spread } from "./spread.js";
import { colour, lineHeight } from "./theme.js";

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
  readonly color: Spec;
  readonly shape: Spec;
  readonly room: readonly [number, number];
  /** The last year drawn: names that had to move are tied to the ends of their lines there. */
  readonly tiedTo?: number;
}

/** Labels right of the figure, each after its sign, moved apart where lines end close together. */
export function endLabelLayers(
  labels: readonly EndLabel[],
  { color, shape, room, tiedTo }: LabelFrame,
): readonly Spec[] {
  const positions = spread(
    labels.map(({ wanted }) => wanted),
    lineHeight + 1,
    room,
  );
  const values = labels.map(({ label, sign, colour: name, weight = 600 }, index) => ({
    label,
    sign,
    weight,
    ink: textColour(name),
    position: positions[index] ?? 0,
  }));
  const shaped = values.filter(({ sign }) => sign === "shape");
  const rows = (of: typeof values) => of.map(({ label, position }) => ({ label, position }));
  const y = { field: "position", type: "quantitative", scale: null, axis: null };
  return [
    ...(tiedTo === undefined ? [] : tieLayer(labels, positions, tiedTo)),
    ...(shaped.length === 0
      ? []
      : [
          {
            data: { values: rows(shaped) },
            mark: { type: "point", filled: true, opacity: 1, size: 34, tooltip: null },
            encoding: { x: { value: { expr: "width + 8" } }, y, color, shape },
          },
        ]),
    ...[...new Set(values.map(({ ink, weight }) => `${ink} ${weight}`))].map((look) => {
      const own = values.filter(({ ink, weight }) => `${ink} ${weight}` === look);
      const [{ ink, weight } = { ink: undefined, weight: undefined }] = own;
      return {
        data: { values: rows(own) },
        mark: { type: "text", align: "left", baseline: "middle", fontWeight: weight, color: ink },
        encoding: { x: { value: { expr: "width + 16" } }, y, text: { field: "label", type: "nominal" } },
      };
    }),
  ];
}

/** So far a name may stand from its line without a tie. */
const nearEnough = 6;

function tieLayer(labels: readonly EndLabel[], positions: readonly number[], year: number): readonly Spec[] {
  const values = labels.flatMap(({ wanted }, index) => {
    const position = positions[index] ?? wanted;
    return Math.abs(position - wanted) > nearEnough ? [{ wanted, position }] : [];
  });
  if (values.length === 0) return [];
  const y = (field: string) => ({ field, type: "quantitative", scale: null, axis: null });
  return [
    {
      data: { values },
      mark: { type: "rule", color: colour("rule"), strokeWidth: 0.75, tooltip: null },
      encoding: {
        x: { value: { expr: `scale('x', ${year}) + 5` } },
        x2: { value: { expr: "width + 13" } },
        y: y("wanted"),
        y2: { field: "position" },
      },
    },
  ];
}

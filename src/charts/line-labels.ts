import type { ColourName } from "../model/palette.js";
import { textColour } from "./marks.js";
import type { Spec } from "./spec.js";
import { spread } from "./spread.js";
import { lineHeight } from "./theme.js";

export interface EndLabel {
  readonly label: string;
  readonly colour: ColourName;
  /** Where the line ends, in pixels from the top. */
  readonly wanted: number;
  /** Whether the sign of the line stands before its name. */
  readonly sign: "shape" | "none";
}

interface LabelFrame {
  readonly color: Spec;
  readonly shape: Spec;
  readonly room: readonly [number, number];
}

/** Labels right of the figure, each after its sign, moved apart where lines end close together. */
export function endLabelLayers(
  labels: readonly EndLabel[],
  { color, shape, room }: LabelFrame,
): readonly Spec[] {
  const positions = spread(
    labels.map(({ wanted }) => wanted),
    lineHeight + 1,
    room,
  );
  const values = labels.map(({ label, sign, colour }, index) => ({
    label,
    sign,
    ink: textColour(colour),
    position: positions[index] ?? 0,
  }));
  const shaped = values.filter(({ sign }) => sign === "shape");
  const rows = (of: typeof values) => of.map(({ label, position }) => ({ label, position }));
  const y = { field: "position", type: "quantitative", scale: null, axis: null };
  return [
    ...(shaped.length === 0
      ? []
      : [
          {
            data: { values: rows(shaped) },
            mark: { type: "point", filled: true, opacity: 1, size: 34, tooltip: null },
            encoding: { x: { value: { expr: "width + 8" } }, y, color, shape },
          },
        ]),
    ...[...new Set(values.map(({ ink }) => ink))].map((ink) => ({
      data: { values: rows(values.filter((value) => value.ink === ink)) },
      mark: { type: "text", align: "left", baseline: "middle", fontWeight: 600, color: ink },
      encoding: { x: { value: { expr: "width + 16" } }, y, text: { field: "label", type: "nominal" } },
    })),
  ];
}

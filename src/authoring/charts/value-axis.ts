import { pixelY, words } from "./marks.js";
import type { ScaleKind } from "./scale.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

interface AxisFrame {
  readonly x: Spec;
  readonly top: number;
  readonly bottom: number;
}

/** Upright lines with their values under them; a logarithmic scale cannot be read without. */
export function axisLayers(
  kind: ScaleKind,
  ticks: readonly number[],
  { x, top, bottom }: AxisFrame,
): readonly Spec[] {
  if (kind === "linear" || ticks.length === 0) return [];
  const data = { values: ticks.map((tick) => ({ tick, top, bottom, written: String(tick) })) };
  return [
    {
      data,
      mark: { type: "rule", color: colour("grid"), strokeWidth: 1, tooltip: null },
      encoding: { x: { ...x, field: "tick" }, y: pixelY("top"), y2: { field: "bottom" } },
    },
    {
      data,
      mark: { type: "text", align: "center", baseline: "top", dy: 4, color: colour("muted"), tooltip: null },
      encoding: { x: { ...x, field: "tick" }, y: pixelY("bottom"), text: words("written") },
    },
  ];
}

/** A dashed line broken at each row's heading, which it would strike out. */
export function levelRows(
  levels: readonly { readonly value: number; readonly label: string }[],
  rows: readonly { readonly middle: number }[],
  reach: number,
): readonly Spec[] {
  return levels.flatMap(({ value, label }) =>
    rows.map(({ middle }) => ({ value, label, top: middle - reach, bottom: middle + reach })),
  );
}

/** The row that the others are measured by stands on a shade of its own. */
export function emphasisLayer(height: number): Spec {
  return {
    data: { values: [{ top: 0, bottom: height }] },
    mark: { type: "rect", color: colour("grid"), opacity: 0.5, tooltip: null },
    encoding: {
      x: { value: 0 },
      x2: { value: { expr: "width" } },
      y: pixelY("top"),
      y2: { field: "bottom" },
    },
  };
}

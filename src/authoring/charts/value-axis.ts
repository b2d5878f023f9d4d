/** What stands under and behind rows that are read along one horizontal scale. */
import {
  atLeft,
  atRight,
  dashedLine,
  fromTopToBottom,
  gridLine,
  pixelY,
  quiet,
  rule,
  text,
  unlessEmpty,
  words,
} from "./layers.js";
import type { ScaleKind } from "./scale.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

/** Upright lines with their values under them; a logarithmic scale cannot be read without. */
export function axisLayers(
  kind: ScaleKind,
  ticks: readonly number[],
  x: Spec,
  bottom: number,
): readonly Spec[] {
  if (kind === "linear") return [];
  const rows = ticks.map((tick) => ({ tick, top: 0, bottom, written: String(tick) }));
  return unlessEmpty(rows, (values) => [
    rule(gridLine, { x: { ...x, field: "tick" }, ...fromTopToBottom }, values),
    underText({ ...x, field: "tick" }, "written", values),
  ]);
}

function underText(x: Spec, field: string, values: readonly unknown[]): Spec {
  const style = { baseline: "top", dy: 4, color: colour("muted") };
  return text("center", style, { x, y: pixelY("bottom"), text: words(field) }, values);
}

interface LevelFrame {
  readonly x: Spec;
  readonly rows: readonly { readonly middle: number }[];
  /** How far the line reaches above and below the middle of a row. */
  readonly reach: number;
  readonly bottom: number;
}

/** Dashed lines with their names under them, broken at each row's heading, which they would strike out. */
export function levelLayers(
  levels: readonly { readonly value: number; readonly label: string }[],
  { x, rows, reach, bottom }: LevelFrame,
): readonly Spec[] {
  const pieces = levels.flatMap(({ value, label }) =>
    rows.map(({ middle }) => ({ value, label, top: middle - reach, bottom: middle + reach })),
  );
  const place = { ...x, field: "value" };
  return unlessEmpty(pieces, () => [
    rule(dashedLine, { x: place, ...fromTopToBottom }, pieces),
    underText(
      place,
      "label",
      levels.map(({ value, label }) => ({ value, label, bottom })),
    ),
  ]);
}

/** The line on which a row's marks stand. */
export function rowRule(y: Spec): Spec {
  return rule(gridLine, { x: atLeft, x2: atRight, ...y });
}

/** The row that the others are measured by stands on a shade of its own. */
export function emphasisLayer(height: number): Spec {
  return quiet(
    "rect",
    { color: colour("grid"), opacity: 0.5 },
    { x: atLeft, x2: atRight, ...fromTopToBottom },
    [{ top: 0, bottom: height }],
  );
}

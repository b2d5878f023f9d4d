/** How strongly and in which hue a cell is painted. */
import { ChartError } from "../errors.js";
import { extentOf } from "./checks.js";
import { atLeft, nominal, pixelY, quiet, text, unlessEmpty, words } from "./layers.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight } from "./theme.js";

/** From nothing to the greatest value. */
export interface SequentialRamp {
  readonly kind: "sequential";
}

/** Away from a level in two directions: grey above, the accent below; no hue of a country. */
export interface DivergingRamp {
  readonly kind: "diverging";
  readonly midpoint: number;
  /** `ratio` makes half as much as far from the midpoint as twice as much. */
  readonly distance?: "difference" | "ratio";
  /** What the two colours mean: `more than expected`. */
  readonly above: string;
  readonly below: string;
}

export type Ramp = SequentialRamp | DivergingRamp;

interface Cell {
  readonly row: string;
  readonly column: string;
  readonly value: number;
}

/** Palest and strongest: ink on it stays legible on a light page and on a dark one. */
const strengths = [0.05, 0.5] as const;

type Strength = { readonly hue: "above" | "below"; readonly strength: number };

export function strengthsOf(rows: readonly Cell[], ramp: Ramp): (value: number) => Strength {
  const distance = distanceBy(ramp);
  const where = (row: Cell) => `heatMap: "${row.row}", "${row.column}"`;
  const greatest = rows.reduce((most, row) => {
    const { middle } = extentOf(row.value, where(row));
    const far = distance(middle);
    if (!Number.isFinite(far) || (ramp.kind === "sequential" && far < 0))
      throw new ChartError(`${where(row)} is ${middle}, which this ramp has no colour for`, {
        hint:
          ramp.kind === "sequential"
            ? 'A sequential ramp begins at zero; use kind: "diverging".'
            : "Ratios are greater than zero.",
      });
    return Math.max(most, Math.abs(far));
  }, 0);
  const [palest, strongest] = strengths;
  return (value) => {
    const far = distance(value);
    const part = greatest === 0 ? 0 : Math.abs(far) / greatest;
    const strength = part === 0 ? 0 : palest + (strongest - palest) * part;
    return { hue: far < 0 ? "below" : "above", strength: Number(strength.toFixed(3)) };
  };
}

function distanceBy(ramp: Ramp): (value: number) => number {
  if (ramp.kind === "sequential") return (value) => value;
  const { midpoint, distance = "difference" } = ramp;
  extentOf(midpoint, "heatMap: the midpoint");
  if (distance === "difference") return (value) => value - midpoint;
  if (midpoint <= 0)
    throw new ChartError(`heatMap: the midpoint of ratios is ${midpoint}; it must be above zero`);
  return (value) => (value > 0 ? Math.log(value / midpoint) : NaN);
}

export function hueScale(ramp: Ramp): Spec {
  const above = ramp.kind === "sequential" ? "accent" : "others";
  return nominal("hue", ["above", "below", "none"], [colour(above), colour("accent"), colour("paper")]);
}

export function rampKeyLayers(labels: readonly string[], top: number, fill: Spec): readonly Spec[] {
  const rows = labels.map((label, index) => ({
    label,
    hue: index === 0 ? "above" : "below",
    middle: top + 16 + index * (lineHeight + 2),
  }));
  const y = pixelY("middle");
  return unlessEmpty(rows, (values) => [
    quiet(
      "point",
      { shape: "square", size: 110, opacity: strengths[1], filled: true },
      { x: { value: 7 }, y, fill },
      values,
    ),
    text("left", { dx: 20 }, { x: atLeft, y, text: words("label") }, values),
  ]);
}

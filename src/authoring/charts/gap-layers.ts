/** Areas between two lines, with the words that say how wide they are. */
import { ChartError } from "../errors.js";
import { clearText, quiet, rule, text, unlessEmpty, words } from "./layers.js";
import { type Frame, type Point, pointsIn } from "./line-layers.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

export interface Gap {
  /** Names of the two series, the one that lies above first. */
  readonly upper: string;
  /** The one below it. */
  readonly lower: string;
  /** Where along the horizontal axis the gap is measured: a thin line from one series to the other. */
  readonly at?: number | string;
  /** Stands beside that line. */
  readonly label?: string;
}

interface Between {
  readonly x: number | string;
  readonly low: number;
  readonly high: number;
}

/** The area shrinks to nothing where the lower line is above the upper one. */
export function gapLayers(gaps: readonly Gap[], points: readonly Point[], { y }: Frame): readonly Spec[] {
  const span = { y: { ...y, field: "low" }, y2: { field: "high" } };
  return gaps.flatMap((gap) => {
    const values = betweenIn(gap, points);
    if (values.length === 0)
      throw new ChartError(`line: the gap between "${gap.upper}" and "${gap.lower}" has no values`, {
        hint: "Name two series with values at the same places.",
      });
    const measured = values.filter(({ x }) => x === gap.at);
    const style = { fontWeight: 600, dx: 6 };
    const label = measured.map(({ x, low, high }) => ({ x, label: gap.label ?? "", middle: (low + high) / 2 }));
    return [
      quiet("area", { color: colour("others"), opacity: 0.3, line: false }, span, values),
      ...unlessEmpty(measured, (ends) => [rule({ color: colour("ink"), strokeWidth: 1.5 }, span, ends)]),
      ...unlessEmpty(label, (rows) =>
        clearText(text("left", style, { y: { ...y, field: "middle" }, text: words("label") }, rows)),
      ),
    ];
  });
}

function betweenIn({ upper, lower }: Gap, points: readonly Point[]): readonly Between[] {
  const above = new Map(pointsIn(points, upper).map(({ x, value }) => [x, value]));
  return pointsIn(points, lower).flatMap(({ x, value }) => {
    const top = above.get(x) ?? null;
    return value === null || top === null ? [] : [{ x, low: Math.min(value, top), high: top }];
  });
}

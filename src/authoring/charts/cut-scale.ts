/** A vertical scale whose ends are given, and the words that say where it begins. */
import type { Interval } from "../../model/measure.js";
import { extentOf } from "./checks.js";
import { ChartError } from "../errors.js";
import { pixelY, words } from "./marks.js";
import { niceScale, type Scale } from "./scale.js";
import { type NumberStyle, type Spec, tickExpression } from "./spec.js";
import { colour, lineHeight } from "./theme.js";

/** Of the scale: so far apart must a tick and the foot be for both to be written. */
const leastTickGap = 0.16;

export function scaleWithin(domain: Interval, levels: readonly number[]): Scale {
  const { lower, upper } = extentOf(domain, "smallMultiples: the domain");
  const outside = levels.find((level) => level < lower || level > upper);
  if (lower === upper || outside !== undefined)
    throw new ChartError(`smallMultiples: ${outside ?? lower} lies outside the domain ${lower} to ${upper}`, {
      hint: "A figure that leaves out a value hides it: widen the domain, or leave out the rows and say so.",
    });
  const round = niceScale([lower, upper], "data").ticks.filter((tick) => tick >= lower && tick <= upper);
  const isApart = round.every((tick) => tick - lower > leastTickGap * (upper - lower));
  return { domain: [lower, upper], ticks: isApart ? [lower, ...round] : round };
}

/** A reader takes the foot of a panel for zero unless told otherwise. */
export function cutLayers({ domain: [low] }: Scale, style: NumberStyle, row: number): readonly Spec[] {
  return [
    {
      data: { values: [{ low, y: row * lineHeight + 7 }] },
      transform: [
        { calculate: `'The scale begins at ' + ${tickExpression("datum.low", [low], style)}`, as: "note" },
      ],
      mark: { type: "text", align: "left", baseline: "middle", color: colour("muted"), tooltip: null },
      encoding: { x: { value: 0 }, y: pixelY("y"), text: words("note") },
    },
  ];
}

/** Words of the author at a point of a plot. */
import { nearest } from "../../lib/nearest.js";
import { ChartError } from "../errors.js";
import type { HorizontalAxis } from "./axes.js";
import { type Column, namesIn, timeOf } from "./columns.js";
import { clearText, text, words, wrap } from "./layers.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

/** Words at a point, above it. */
export interface PointText {
  /** Where along the horizontal axis: a number, a year, a date as in the rows, or one of its words. */
  readonly x: number | string;
  /** Where along the vertical axis, in the unit of the column. */
  readonly y: number;
  readonly text: string;
  /** Name of its panel; in each of them by default. */
  readonly panel?: string;
}

interface Plot {
  readonly chart: string;
  readonly axis: HorizontalAxis;
  readonly x: Column;
  readonly facet: Column | undefined;
}

/** With the position along the axis; throws for a place that the axis does not have. */
export interface PlacedText extends PointText {
  readonly position: number;
  readonly at: number | string;
}

export function placedTexts(
  texts: readonly PointText[],
  { chart, axis, x, facet }: Plot,
): readonly PlacedText[] {
  const panels = facet === undefined ? [] : namesIn(facet);
  return texts.map((one) => {
    const fail = (fault: string, hint: string): never => {
      throw new ChartError(`${chart}: the text "${one.text}" ${fault}`, { hint });
    };
    if (typeof one.text !== "string" || one.text.trim() === "")
      fail("has no words", 'Write texts: [{ x: 2021, y: 40, text: "…" }].');
    if (typeof one.y !== "number" || !Number.isFinite(one.y))
      fail(`has y: ${JSON.stringify(one.y)}`, "It is a number in the unit of the vertical axis.");
    if (one.panel !== undefined && !panels.includes(one.panel))
      fail(
        `is in a panel "${one.panel}" that does not exist`,
        `Panels: ${panels.join(", ") || "none; name their column facet: …"}.`,
      );
    const cell = cellAt(one.x, x);
    if (cell === undefined)
      return fail(`has x: ${JSON.stringify(one.x)}, which is no place on the axis`, placesOf(x, one.x));
    return { ...one, position: axis.positionOf(cell), at: axis.valueOf(cell) };
  });
}

function cellAt(given: number | string, { kind, cells }: Column): number | string | undefined {
  if (kind === "category") return cells.includes(String(given)) ? String(given) : undefined;
  const place = kind === "date" ? timeOf(String(given)) : Number(given);
  if (!Number.isFinite(place)) return undefined;
  const known = cells.filter((cell) => typeof cell === "number");
  const isInside = known.some((cell) => cell <= place) && known.some((cell) => cell >= place);
  return isInside ? place : undefined;
}

function placesOf(column: Column, given: number | string): string {
  const names = namesIn(column);
  if (column.kind === "category") {
    const near = nearest(String(given), names);
    return near === undefined ? `It has ${names.join(", ")}.` : `Did you mean "${near}"?`;
  }
  const kinds = { date: 'a date such as "2022-06"', year: "a year", number: "a number" };
  return `Write ${kinds[column.kind]} between the first and the last in "${column.field}".`;
}

/** Characters of a line. */
const longest = 22;
const lineHeight = 14;
/** Fraction of the axis beside which words may be cut off if they are centred. */
const edge = 0.2;

/** Above their points (their `x` is that of the plot), away from the sides of the plot. */
export function textLayers(
  texts: readonly PlacedText[],
  { y, ends }: { readonly y: Spec; readonly ends: readonly [number, number] },
): readonly Spec[] {
  const [from, to] = ends;
  return texts.flatMap(({ at, y: level, text: said, position }) => {
    const part = to > from ? (position - from) / (to - from) : 0.5;
    const lines = wrap(said, longest);
    const align = part < edge ? "left" : part > 1 - edge ? "right" : "center";
    const style = {
      baseline: "bottom",
      dy: -6 - (lines.length - 1) * lineHeight,
      lineHeight,
      color: colour("ink"),
    };
    const encoding = { y: { ...y, field: "level" }, text: words("said") };
    return clearText(text(align, style, encoding, [{ x: at, level, said: lines }]));
  });
}

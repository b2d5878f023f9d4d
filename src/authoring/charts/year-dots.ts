import { ChartError } from "../errors.js";
import { clearText, pixelY, words } from "./marks.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight } from "./theme.js";

/** Dated entries under the lines, a dot each, stacked in their year: the measures of a register. */
export interface YearDots {
  /** What a dot is; stands at the left over the dots. */
  readonly label: string;
  readonly entries: readonly { readonly year: number; readonly label: string }[];
}

const step = 11;
const mostInAYear = 12;

/** Height that the dots take below the lines; without dots none. */
export function footroomOf(dots: YearDots | undefined): number {
  return dots === undefined ? 0 : tallest(dots) * step + lineHeight + 14;
}

/** Years outside those drawn are left out. */
export function yearDotLayers(
  dots: YearDots | undefined,
  { from, to, height }: { readonly from: number; readonly to: number; readonly height: number },
): readonly Spec[] {
  if (dots === undefined) return [];
  const most = tallest(dots);
  if (most > mostInAYear)
    throw new ChartError(
      `"${dots.label}": ${most} entries in one year; at most ${mostInAYear} can be stacked`,
      {
        hint: "Draw counts as bars instead.",
      },
    );
  const seen = new Map<number, number>();
  const values = dots.entries
    .filter(({ year }) => year >= from && year <= to)
    .map(({ year, label }) => {
      const place = seen.get(year) ?? 0;
      seen.set(year, place + 1);
      return { year, entry: label, position: height - 8 - place * step };
    });
  if (values.length === 0) return [];
  const top = height - footroomOf(dots);
  return [
    {
      data: { values: [{ position: top + 4 }] },
      mark: { type: "rule", color: colour("rule"), strokeWidth: 1, opacity: 0.5, tooltip: null },
      encoding: { x: { value: 0 }, x2: { value: { expr: "width" } }, y: pixelY("position") },
    },
    {
      data: { values },
      mark: { type: "point", shape: "circle", filled: true, opacity: 1, size: 42, color: colour("ink") },
      encoding: {
        y: pixelY("position"),
        tooltip: [
          { field: "entry", type: "nominal", title: dots.label },
          { field: "year", type: "quantitative", title: "Year", format: "d" },
        ],
      },
    },
    ...clearText({
      data: { values: [{ note: dots.label, position: top + 4 + lineHeight * 0.75 }] },
      mark: { type: "text", align: "left", baseline: "middle", tooltip: null },
      encoding: {
        x: { value: 4 },
        y: pixelY("position"),
        text: words("note"),
        color: { value: colour("muted") },
      },
    }),
  ];
}

function tallest({ entries }: YearDots): number {
  const counts = new Map<number, number>();
  for (const { year } of entries) counts.set(year, (counts.get(year) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

import { ChartError } from "../errors.js";
import { clearText, pixelY, words } from "./marks.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight } from "./theme.js";

/** Years that belong together, shaded behind the data: an interval of dates, a pandemic. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Stands at the foot of the figure, left of the span's end. */
  readonly label: string;
}

/**
 * Whole years: from half a year before the first to half a year after the last, below what stands at the head. The
 * areas belong under the data, the names over all lines.
 */
export function spanLayers(
  spans: readonly Span[],
  { height, headroom }: { readonly height: number; readonly headroom: number },
): { readonly areas: readonly Spec[]; readonly names: readonly Spec[] } {
  if (spans.length === 0) return { areas: [], names: [] };
  const values = spans.map(({ from, to, label }, index) => {
    if (!(from <= to)) throw new ChartError(`the span "${label}" goes from ${from} to ${to}`);
    return {
      start: from - 0.5,
      end: to + 0.5,
      span: label,
      position: height - 12 - (spans.length - 1 - index) * lineHeight,
    };
  });
  const x = (field: string) => ({ field, type: "quantitative" });
  const areas = [
    {
      data: { values },
      mark: { type: "rect", color: colour("grid"), opacity: 0.7, tooltip: null },
      encoding: {
        x: x("start"),
        x2: { field: "end" },
        y: { value: headroom },
        y2: { value: { expr: "height" } },
      },
    },
  ];
  const names = clearText({
    data: { values },
    mark: { type: "text", align: "right", baseline: "middle", dx: -4, tooltip: null },
    encoding: {
      x: x("end"),
      y: pixelY("position"),
      text: words("span"),
      color: { value: colour("muted") },
    },
  });
  return { areas, names };
}

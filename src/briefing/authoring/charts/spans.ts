/** Shaded periods behind the data, and labels beside a place on an axis of dates. */
import { ChartError } from "../errors.js";
import { isoDate } from "./columns.js";
import { clearText, pixelY, quiet, text, words } from "./layers.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight } from "./theme.js";

/** A shaded period behind the data, such as a range of years or a pandemic. */
export interface Span {
  /** Its first year, month or day: `2022`, `"2022-06"` or `"2022-06-15"`. */
  readonly from: number | string;
  /** Its last one, to its end. */
  readonly to: number | string;
  /** Label at the bottom of the figure, left of the end of the span if there is room. */
  readonly label: string;
}

/** Places of dates on a horizontal axis. */
export interface DateScale {
  /** First and last day with data. */
  readonly from: string;
  readonly to: string;
  readonly type: "quantitative" | "temporal";
  /** Position of the start of a day. */
  readonly place: (date: string) => number | string;
  /** Fraction of the axis left of a position; below 0 or above 1 outside it. */
  readonly part: (position: number | string) => number;
  /** The position at this end of the axis. */
  readonly ends: { readonly start: number | string; readonly end: number | string };
}

interface SpanFrame {
  readonly height: number;
  readonly headroom: number;
  readonly dates: DateScale | undefined;
  readonly plots: "plot" | "panels";
}

interface SpanLayers {
  readonly areas: readonly Spec[];
  readonly names: readonly Spec[];
}

/**
 * From the start of the first year, month or day to the end of the last, below the labels at the top. Areas go under the
 * data, names over all lines. Spans outside the axis are omitted, and others end with it.
 */
export function spanLayers(
  spans: readonly Span[],
  { height, headroom, dates, plots }: SpanFrame,
): SpanLayers {
  if (spans.length === 0 || dates === undefined) return { areas: [], names: [] };
  const drawn = spans.flatMap((span) => {
    const edges = withinAxis(edgesOf(span), dates);
    return edges === undefined ? [] : [{ ...edges, span: span.label }];
  });
  if (drawn.length === 0) return { areas: [], names: [] };
  const values = drawn.map((span, index) => ({
    ...span,
    position: height - 12 - (drawn.length - 1 - index) * lineHeight,
    ...roomAt(dates.part(span.end), span.span),
  }));
  const { type } = dates;
  const x = (field: string) => ({ field, type });
  const x2 = { field: "end", ...(type === "temporal" && { type }) };
  const box = { x: x("start"), x2, y: { value: headroom }, y2: { value: { expr: "height" } } };
  const color = { value: colour("muted") };
  const encoding = { x: x("end"), y: pixelY("position"), text: words("span"), color };
  return {
    areas: [quiet("rect", { color: colour("grid"), opacity: 0.7 }, box, values)],
    names: clearText(text("right", besideMark(plots, 4), encoding, values)),
  };
}

const day = 24 * 60 * 60 * 1000;

interface Edges {
  /** The first day, and the one after the last. */
  readonly first: string;
  readonly next: string;
}

function edgesOf(span: Span): Edges {
  const [first] = periodOf(span, "from");
  const [, next] = periodOf(span, "to");
  if (first >= next)
    throw new ChartError(`the span "${span.label}" goes from ${span.from} to ${span.to}, which is earlier`, {
      hint: "Exchange from and to.",
    });
  return { first, next };
}

/** The first day of a year, month or day, and the first one after it. */
function periodOf(span: Span, side: "from" | "to"): readonly [first: string, next: string] {
  const given = String(span[side]);
  const [, year = "", month, date] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(given) ?? [];
  const first = `${year}-${month ?? "01"}-${date ?? "01"}`;
  const time = Date.parse(first);
  if (year === "" || Number.isNaN(time) || isoDate(time) !== first)
    throw new ChartError(
      `the span "${span.label}" has ${side}: ${JSON.stringify(span[side])}, which is no date`,
      {
        hint: 'Write a year (2022), a month ("2022-06") or a day ("2022-06-15").',
      },
    );
  const y = Number(year);
  const m = Number(month);
  const next = date !== undefined ? time + day : month !== undefined ? Date.UTC(y, m) : Date.UTC(y + 1, 0);
  return [first, isoDate(next)];
}

function withinAxis({ first, next }: Edges, { place, part, ends }: DateScale) {
  const start = place(first);
  const end = place(next);
  if (part(start) >= 1 || part(end) <= 0) return undefined;
  return { start: part(start) < 0 ? ends.start : start, end: part(end) > 1 ? ends.end : end };
}

/** Widths of a character, and of a panel if three are side by side, in pixels. */
const characterWidth = 6.2;
const panelWidth = 180;

/** For a label at this fraction of the axis: the room left of it, and what it needs. */
export const roomAt = (part: number, label: string) => ({
  part: Number(part.toFixed(4)),
  needed: Math.ceil(label.length * characterWidth) + 8,
});

/** Left of its mark or, if it would be cut off there, right of it. */
export function besideMark(plots: "plot" | "panels", distance: number): Spec {
  // A plot in a layout does not know its width.
  const width = plots === "plot" ? "width" : String(panelWidth);
  const fits = `datum.part * ${width} >= datum.needed`;
  return {
    align: { expr: `${fits} ? 'right' : 'left'` },
    dx: { expr: `${fits} ? -${distance} : ${distance}` },
  };
}

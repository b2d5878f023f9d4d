/** What figures over years share: their axes, the pieces of their lines. */
import { drawnStatus } from "./layers.js";
import type { DatedEvent } from "./on-years.js";
import { niceScale, yearTicks } from "./scale.js";
import { type NumberStyle, type Spec, tickExpression } from "./spec.js";
import { colour, lineHeight } from "./theme.js";

interface FrameOptions {
  readonly years: readonly number[];
  /** What the vertical axis has to hold. */
  readonly levels: readonly number[];
  readonly baseline: "zero" | "data";
  readonly style: NumberStyle;
  readonly height: number;
  readonly events?: readonly DatedEvent[] | undefined;
}

export interface YearFrame {
  readonly from: number;
  readonly to: number;
  /** Those inside the years drawn. */
  readonly events: readonly DatedEvent[];
  /** Height that the events take above the lines, one line of text each. */
  readonly headroom: number;
  readonly x: Spec;
  /** The vertical axis, without a field. */
  readonly y: Spec;
  readonly pixels: (value: number) => number;
}

export function yearFrame({
  years,
  levels,
  baseline,
  style,
  height,
  events: given = [],
}: FrameOptions): YearFrame {
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const events = given.filter(({ date }) => date >= String(from) && date < String(to + 1));
  const headroom = events.length * lineHeight + (events.length > 0 ? 8 : 0);
  const { domain, ticks: round } = niceScale(levels, baseline);
  const [low, high] = domain;
  // There is no half of a paper: where all levels are whole numbers of things, the gridlines are.
  const isWhole = style === "count" && levels.every(Number.isInteger);
  const ticks = isWhole ? round.filter(Number.isInteger) : round;
  return {
    from,
    to,
    events,
    headroom,
    x: {
      field: "year",
      type: "quantitative",
      scale: { domain: [from - 0.5, to + 0.5], nice: false, zero: false },
      axis: { values: yearTicks(from, to), format: "d", grid: false, ticks: true, tickColor: colour("rule") },
    },
    y: {
      type: "quantitative",
      scale: { domain, range: [height, headroom], nice: false, zero: false },
      axis: { values: ticks, labelExpr: tickExpression("datum.value", ticks, style), grid: true },
    },
    pixels: (value) => height - ((value - low) / (high - low)) * (height - headroom),
  };
}

interface YearPoint {
  readonly year: number;
  /** `incomplete` where late entries of the year had little time to arrive. */
  readonly status: "complete" | "incomplete";
}

/**
 * Rows of the pieces in which a series is drawn: a gap of more than `bridgedGap` unobserved years interrupts the line,
 * and what leads to or from an incomplete year is a piece of its own. A point alone is no piece.
 */
export function piecesOf<Point extends YearPoint, Row>(
  points: readonly Point[],
  bridgedGap: number,
  rowOf: (point: Point, piece: number, status: ReturnType<typeof drawnStatus>) => Row,
): readonly Row[] {
  const pieces: { status: Point["status"]; points: Point[] }[] = [];
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before === undefined || point.year - before.year > bridgedGap + 1) return;
    const status = before.status === "incomplete" ? "incomplete" : point.status;
    const current = pieces.at(-1);
    if (current?.status === status && current.points.at(-1) === before) current.points.push(point);
    else pieces.push({ status, points: [before, point] });
  });
  return pieces.flatMap((piece, index) =>
    piece.points.map((point) => rowOf(point, index, drawnStatus(piece.status))),
  );
}

export const rounded: Spec = { strokeJoin: "round", strokeCap: "round" };

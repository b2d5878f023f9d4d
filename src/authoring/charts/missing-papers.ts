/** What was counted, what would have been, and the difference between the two as an area. */
import { extentOf, requireColours, requireFields, requireRows } from "./checks.js";
import { ChartError } from "../errors.js";
import { clearText, dashedIncomplete, pixelY, textColour, words, wrap } from "./marks.js";
import type { ColourName } from "../../model/palette.js";
import { runsOf } from "./runs.js";
import { niceScale, yearTicks } from "./scale.js";
import { type Span, spanLayers } from "./spans.js";
import { type NumberStyle, numberExpression, type Spec, tickExpression } from "./spec.js";
import { spread } from "./spread.js";
import { colour, lineHeight, theme } from "./theme.js";

export interface MissingRow {
  readonly year: number;
  /** What was counted. */
  readonly actual: number;
  /** What there would have been. */
  readonly expected: number;
  /** `incomplete` where late entries of the year had little time to arrive: dashed and hollow. */
  readonly status: "complete" | "incomplete";
}

export interface MissingOptions {
  /** A row a year; years may be left out, and a line joins those that there are. */
  readonly rows: readonly MissingRow[];
  /** Words at the ends of the lines; they are broken into lines of about 16 characters. */
  readonly actual: { readonly label: string; readonly colour?: ColourName };
  readonly expected: { readonly label: string };
  /** Stands beside the area, between the ends of the lines: `missing: 10,000 in 2022`. */
  readonly missing: { readonly label: string };
  readonly style: NumberStyle;
  /** Years shaded behind the lines: those of the baseline. */
  readonly spans?: readonly Span[];
  readonly baseline?: "zero" | "data";
  readonly height?: number;
}

const labelCharacters = 16;
/** Between two texts that stand close together. */
const textGap = 4;

export function missingPapers(options: MissingOptions): Spec {
  const { style, height = 320 } = options;
  const { colour: name = "joint" } = options.actual;
  requireColours("missingPapers", [name]);
  const rows = rowsOf(options.rows);
  const years = rows.map(({ year }) => year);
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const scale = niceScale(
    rows.flatMap(({ actual, expected }) => [actual, expected]),
    options.baseline ?? "zero",
  );
  const [low, high] = scale.domain;
  const pixels = (value: number) => height - ((value - low) / (high - low)) * height;
  const y = {
    type: "quantitative",
    scale: { domain: scale.domain, range: [height, 0], nice: false, zero: false },
    axis: { values: scale.ticks, labelExpr: tickExpression("datum.value", scale.ticks, style), grid: true },
  };
  const spans = spanLayers(options.spans ?? [], { height, headroom: 0 });
  const line = (kind: "actual" | "expected", mark: Spec, dash: Spec) => ({
    data: { values: piecesOf(rows, kind) },
    mark: { type: "line", strokeJoin: "round", strokeCap: "round", tooltip: null, ...mark },
    encoding: { y: { ...y, field: "value" }, detail: words("piece"), ...dash },
  });
  return {
    ...theme,
    height,
    data: { values: rows },
    encoding: {
      x: {
        field: "year",
        type: "quantitative",
        scale: { domain: [from - 0.5, to + 0.5], nice: false, zero: false },
        axis: {
          values: yearTicks(from, to),
          format: "d",
          grid: false,
          ticks: true,
          tickColor: colour("rule"),
        },
      },
    },
    layer: [
      ...spans.areas,
      {
        data: { values: shortfall(rows) },
        mark: { type: "area", color: colour("accent"), opacity: 0.3, line: false, tooltip: null },
        encoding: { y: { ...y, field: "floor" }, y2: { field: "ceiling" } },
      },
      line("expected", { color: colour("muted"), strokeWidth: 1.75, strokeDash: [5, 3] }, {}),
      line("actual", { color: colour(name), strokeWidth: 2.25 }, { strokeDash: dashedIncomplete }),
      pointLayer(name, { ...y, field: "actual" }, style),
      ...spans.names,
      ...labelLayers(options, name, rows.at(-1), { pixels, height }),
    ],
  };
}

function rowsOf(given: readonly MissingRow[]): readonly MissingRow[] {
  requireRows("missingPapers", given);
  requireFields("missingPapers", given, ["year", "actual", "expected", "status"]);
  const rows = given
    .map(({ year, actual, expected, status }) => {
      extentOf(actual, `missingPapers: actual of ${year}`);
      extentOf(expected, `missingPapers: expected of ${year}`);
      return { year, actual, expected, status };
    })
    .sort((a, b) => a.year - b.year);
  const twice = rows.find(({ year }, index) => rows[index + 1]?.year === year);
  if (twice !== undefined) throw new ChartError(`missingPapers: two rows for ${twice.year}`);
  if (rows.length < 2) throw new ChartError("missingPapers: one year is no line; expected two or more");
  return rows;
}

function piecesOf(rows: readonly MissingRow[], kind: "actual" | "expected"): readonly Spec[] {
  return runsOf(rows, Infinity).flatMap(({ status, points }, index) =>
    points.map((point) => ({ piece: `${kind} ${index}`, status, year: point.year, value: point[kind] })),
  );
}

/** The area between the lines where fewer were counted than expected; it closes where the lines cross. */
function shortfall(rows: readonly MissingRow[]): readonly Spec[] {
  const at = (year: number, actual: number, expected: number) => ({
    year,
    floor: Math.min(actual, expected),
    ceiling: expected,
  });
  return rows.flatMap(({ year, actual, expected }, index) => {
    const next = rows[index + 1];
    const own = at(year, actual, expected);
    if (next === undefined) return [own];
    const [gap, gapNext] = [expected - actual, next.expected - next.actual];
    if (gap * gapNext >= 0) return [own];
    const part = gap / (gap - gapNext);
    const level = expected + part * (next.expected - expected);
    return [own, at(year + part * (next.year - year), level, level)];
  });
}

function pointLayer(name: ColourName, y: Spec, style: NumberStyle): Spec {
  return {
    transform: [
      { calculate: numberExpression("datum.actual", style), as: "counted" },
      { calculate: numberExpression("datum.expected", style), as: "would" },
      { calculate: numberExpression("(datum.expected - datum.actual)", style), as: "missing" },
    ],
    mark: { type: "point", filled: true, opacity: 1, size: 34, strokeWidth: 1.5, stroke: colour(name) },
    encoding: {
      y,
      fill: {
        condition: { test: "datum.status === 'incomplete'", value: colour("paper") },
        value: colour(name),
      },
      tooltip: [
        { field: "year", type: "quantitative", title: "Year", format: "d" },
        { ...words("counted"), title: "Counted" },
        { ...words("would"), title: "Expected" },
        { ...words("missing"), title: "Missing" },
        { ...words("status"), title: "Year is" },
      ],
    },
  };
}

/** Three texts right of the figure in the order of what they name, each as near to it as the others let it be. */
function labelLayers(
  { actual, expected, missing }: MissingOptions,
  name: ColourName,
  last: MissingRow | undefined,
  { pixels, height }: { readonly pixels: (value: number) => number; readonly height: number },
): readonly Spec[] {
  const [low, high] = [last?.actual ?? 0, last?.expected ?? 0];
  const texts = [
    { label: expected.label, ink: colour("muted"), wanted: pixels(high), weight: 400 },
    { label: missing.label, ink: textColour("accent"), wanted: pixels((low + high) / 2), weight: 600 },
    { label: actual.label, ink: textColour(name), wanted: pixels(low), weight: 600 },
  ].sort((a, b) => a.wanted - b.wanted);
  const lines = texts.flatMap(({ label, ink, wanted, weight }, block) => {
    const own = wrap(label, labelCharacters);
    return own.map((line, index) => ({
      line,
      ink,
      weight,
      apart: (block - 1) * textGap,
      wanted: wanted + (index - (own.length - 1) / 2) * lineHeight,
    }));
  });
  // The order of the lines is that of reading, whatever the two ends are.
  const ordered = lines.map((line, index) => ({ ...line, wanted: line.wanted + index / 1000 }));
  const rising = ordered.reduce<readonly number[]>(
    (before, { wanted }) => [...before, Math.max(wanted, (before.at(-1) ?? -Infinity) + 0.001)],
    [],
  );
  const positions = spread(rising, lineHeight, [4 + textGap, height - textGap]);
  return ordered.flatMap(({ line, ink, weight, apart }, index) =>
    clearText({
      data: { values: [{ line, position: (positions[index] ?? 0) + apart }] },
      mark: { type: "text", align: "left", baseline: "middle", fontWeight: weight, tooltip: null },
      encoding: {
        x: { value: { expr: "width + 10" } },
        y: pixelY("position"),
        text: words("line"),
        color: { value: ink },
      },
    }),
  );
}

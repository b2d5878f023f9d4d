/** What was counted, what would have been, and the difference between the two as an area. */
import type { ColourName } from "../../model/palette.js";
import { type Chart, ofRows } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { extentOf, requireColours, requireRows } from "./checks.js";
import { spread } from "./end-labels.js";
import { clearText, drawnStatus, pixelY, text, textColour, words, wrap } from "./layers.js";
import { type Span, spanLayers } from "./on-years.js";
import { type NumberStyle, numberExpression, type Spec } from "./spec.js";
import { colour, lineHeight, theme } from "./theme.js";
import { linesLayer, piecesOf, pointsLayer, yearFrame } from "./year-frame.js";

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
}

const height = 320;
const labelCharacters = 16;
/** Between two texts that stand close together. */
const textGap = 4;

/** What was counted beside what there would have been, and the area between them. */
export function missingPapers(options: MissingOptions): Chart {
  const { style, baseline = "zero" } = options;
  const { colour: name = "joint" } = options.actual;
  requireColours("missingPapers", [{ colour: name }]);
  const rows = rowsOf(options.rows);
  const levels = rows.flatMap(({ actual, expected }) => [actual, expected]);
  const frame = yearFrame({ years: rows.map(({ year }) => year), levels, baseline, style, height });
  const { y } = frame;
  const spans = spanLayers(options.spans ?? [], { height, headroom: 0 });
  const pieces = (kind: "actual" | "expected") =>
    piecesOf(rows, Infinity, (point, piece, status) => ({
      piece: `${kind} ${piece}`,
      status,
      year: point.year,
      value: point[kind],
    }));
  return ofRows(
    { rows: options.rows },
    {
      ...theme,
      height,
      data: { values: rows.map((row) => ({ ...row, status: drawnStatus(row.status) })) },
      encoding: { x: frame.x },
      layer: [
        ...spans.areas,
        {
          data: { values: shortfall(rows) },
          mark: { type: "area", color: colour("others"), opacity: 0.3, line: false, tooltip: null },
          encoding: { y: { ...y, field: "floor" }, y2: { field: "ceiling" } },
        },
        linesLayer(
          pieces("expected"),
          y,
          { color: colour("muted"), strokeWidth: 1.75, strokeDash: [5, 3] },
          {},
        ),
        linesLayer(pieces("actual"), y, { color: colour(name), strokeWidth: 2.25 }),
        pointsLayer(
          name,
          { ...y, field: "actual" },
          {
            counted: numberExpression("datum.actual", style),
            would: numberExpression("datum.expected", style),
            missing: numberExpression("(datum.expected - datum.actual)", style),
          },
          { year: "Year", counted: "Counted", would: "Expected", missing: "Missing", status: "Year is" },
        ),
        ...spans.names,
        ...labelLayers(options, name, rows.at(-1), frame.pixels),
      ],
    },
  );
}

function rowsOf(given: readonly MissingRow[]): readonly MissingRow[] {
  requireRows("missingPapers", given, ["year", "actual", "expected", "status"]);
  const rows = given
    .map(({ year, actual, expected, status }) => {
      extentOf(actual, `missingPapers: actual of ${year}`);
      extentOf(expected, `missingPapers: expected of ${year}`);
      return { year, actual, expected, status };
    })
    .sort((a, b) => a.year - b.year);
  const twice = rows.find(({ year }, index) => rows[index + 1]?.year === year);
  if (twice !== undefined) throw new ChartError(`missingPapers: two rows for ${twice.year}`);
  if (rows.length < 2) throw new ChartError("missingPapers: a line needs at least two years");
  return rows;
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

/** Three texts right of the figure in the order of what they name, each as near to it as the others let it be. */
function labelLayers(
  { actual, expected, missing }: MissingOptions,
  name: ColourName,
  last: MissingRow | undefined,
  pixels: (value: number) => number,
): readonly Spec[] {
  const [low, high] = [last?.actual ?? 0, last?.expected ?? 0];
  const texts = [
    { label: expected.label, ink: colour("muted"), wanted: pixels(high), weight: 400 },
    { label: missing.label, ink: colour("muted"), wanted: pixels((low + high) / 2), weight: 600 },
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
    clearText(
      text(
        "left",
        { fontWeight: weight },
        {
          x: { value: { expr: "width + 10" } },
          y: pixelY("position"),
          text: words("line"),
          color: { value: ink },
        },
        [{ line, position: (positions[index] ?? 0) + apart }],
      ),
    ),
  );
}

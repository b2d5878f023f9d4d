/** Every result that some set of choices gives, from the least to the greatest, and under each the choices. */
import { extentOf, requireColours, requireFields, requireRows, requireUnique } from "./checks.js";
import { ChartError } from "../errors.js";
import { clearText, pixelY, textColour, words } from "./marks.js";
import { niceScale } from "./scale.js";
import { type NumberStyle, type Spec, tickExpression } from "./spec.js";
import { bandLayers, type CurveBand, edgesOf } from "./specification-bands.js";
import { type Choice, type CurveSeries, tableOf } from "./specification-table.js";
import { colour, lineHeight, theme } from "./theme.js";

export interface Specification {
  readonly value: number;
  /** The formatted value. */
  readonly text: string;
  /** Key of the series that gives it colour and shape: a source. */
  readonly series: string;
  /** For the key of each question the key of its answer: `{ measure: "ratio", hongKong: "apart" }`. */
  readonly choices: Readonly<Record<string, string>>;
  /** The headline carries its number, and a line down to its choices. */
  readonly weight?: "headline" | "other";
}

export interface CurveOptions {
  readonly rows: readonly Specification[];
  readonly series: readonly CurveSeries[];
  /** Questions and answers in the order of reading. */
  readonly choices: readonly Choice[];
  readonly bands?: readonly CurveBand[];
  readonly style: NumberStyle;
}

const curveHeight = 200;
const mostRows = 48;
/** Numbers whose points are nearer than this part of the row would stand over each other on a phone. */
const numberWidth = 0.2;

export function specificationCurve(options: CurveOptions): Spec {
  const { series, choices, style, bands = [] } = options;
  const rows = rowsOf(options);
  const scale = niceScale([...rows.map(({ value }) => value), ...bands.flatMap(edgesOf)], "data");
  const [low, high] = scale.domain;
  const top = series.length * lineHeight + 12;
  const pixels = (value: number) => top + curveHeight * (1 - (value - low) / (high - low));
  const ends = { start: -0.7, end: rows.length - 0.3 };
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [ends.start, ends.end], nice: false, zero: false },
    axis: null,
  });
  const placed = rows.map(({ value, text, series: key, weight = "other" }, place) => ({
    source: series.find((one) => one.key === key)?.label ?? key,
    series: key,
    value,
    text,
    weight,
    place,
    y: pixels(value),
  }));
  const table = tableOf({ rows, series, choices, x, ends, top: top + curveHeight + 18 });
  return {
    ...theme,
    height: table.bottom,
    data: { values: placed },
    layer: [
      ...bandLayers(bands, rows[Math.floor(rows.length / 2)]?.value ?? low, {
        pixels,
        domain: scale.domain,
        x,
        ends,
      }),
      {
        data: { values: scale.ticks.map((tick) => ({ tick, y: pixels(tick), ...ends })) },
        mark: { type: "rule", color: colour("grid"), strokeWidth: 1, tooltip: null },
        encoding: { x: x("start"), x2: { field: "end" }, y: pixelY("y") },
      },
      {
        data: { values: scale.ticks.map((tick) => ({ tick, y: pixels(tick) })) },
        transform: [{ calculate: tickExpression("datum.tick", scale.ticks, style), as: "written" }],
        mark: {
          type: "text",
          align: "right",
          baseline: "middle",
          dx: -8,
          color: colour("muted"),
          tooltip: null,
        },
        encoding: { x: { value: 0 }, y: pixelY("y"), text: words("written") },
      },
      ...headlineLayers(placed, x, [top + curveHeight, table.bottom]),
      ...table.layers,
      ...series.map((one) => pointLayer(one, placed, x("place"))),
      ...numberLayers(placed, x("place")),
      ...keyLayers(series),
    ],
  };
}

type Placed = Readonly<{ series: string; text: string; weight: string; place: number; y: number }>;

/** Checked, from the least to the greatest; equal ones as given. */
function rowsOf({ rows, series, choices, bands = [] }: CurveOptions): readonly Specification[] {
  requireRows("specificationCurve", rows);
  requireRows("specificationCurve", series, "series");
  requireRows("specificationCurve", choices, "choices");
  requireFields("specificationCurve", rows, ["value", "text", "series", "choices"]);
  requireUnique(
    "specificationCurve",
    series.map(({ key }) => key),
  );
  requireColours(
    "specificationCurve",
    series.map((one) => one.colour),
  );
  if (rows.length > mostRows)
    throw new ChartError(`specificationCurve: ${rows.length} specifications; a phone shows ${mostRows}`);
  rows.forEach((row, index) => {
    const where = `specificationCurve: specification ${index + 1}`;
    extentOf(row.value, where);
    if (!series.some(({ key }) => key === row.series))
      throw new ChartError(`${where} is of the series "${row.series}"`, {
        hint: `There are ${series.map(({ key }) => key).join(", ")}.`,
      });
    for (const { key, answers } of choices)
      if (!answers.some((answer) => answer.key === row.choices[key]))
        throw new ChartError(`${where} answers "${key}" by "${String(row.choices[key])}"`, {
          hint: `Answers are ${answers.map((answer) => answer.key).join(", ")}.`,
        });
  });
  const unused = series.find(({ key }) => !rows.some((row) => row.series === key));
  if (unused !== undefined)
    throw new ChartError(`specificationCurve: the series "${unused.key}" has no specifications`);
  if (rows.filter(({ weight }) => weight === "headline").length > 1)
    throw new ChartError("specificationCurve: two specifications are the headline");
  for (const { label, from = -Infinity, to = Infinity } of bands)
    if (!(from < to))
      throw new ChartError(`specificationCurve: the band "${label}" goes from ${from} to ${to}`);
  return [...rows].sort((a, b) => a.value - b.value);
}

function pointLayer(
  { key, colour: name, shape = "circle" }: CurveSeries,
  placed: readonly Placed[],
  x: Spec,
): Spec {
  return {
    data: { values: placed.filter(({ series }) => series === key) },
    mark: { type: "point", filled: true, opacity: 1, shape, color: colour(name) },
    encoding: {
      x,
      y: pixelY("y"),
      size: { condition: { test: "datum.weight === 'headline'", value: 110 }, value: 38 },
      tooltip: [
        { ...words("source"), title: "Source" },
        { ...words("text"), title: "Value" },
      ],
    },
  };
}

/** Through the table alone: above it the line would strike out the names of the bands. */
function headlineLayers(
  placed: readonly Placed[],
  x: (field: string) => Spec,
  [top, bottom]: readonly [number, number],
): readonly Spec[] {
  const values = placed
    .filter(({ weight }) => weight === "headline")
    .map(({ place }) => ({ place, top, bottom }));
  if (values.length === 0) return [];
  return [
    {
      data: { values },
      mark: { type: "rule", color: colour("rule"), strokeWidth: 1, tooltip: null },
      encoding: { x: x("place"), y: pixelY("top"), y2: { field: "bottom" } },
    },
  ];
}

/** The least, the greatest and the headline; the ends give way to the headline. */
function numberLayers(placed: readonly Placed[], x: Spec): readonly Spec[] {
  const headline = placed.find(({ weight }) => weight === "headline");
  const apart = (row: Placed) =>
    headline === undefined || Math.abs(row.place - headline.place) > numberWidth * placed.length;
  // The curve rises to the right: above left of a point and below it there is room.
  const above = { align: "right", baseline: "bottom", dx: 4, dy: -7 };
  const below = { align: "left", baseline: "top", dx: -4, dy: 7 };
  const groups: readonly (readonly [Placed | undefined, Spec])[] = [
    [placed.slice(0, 1).find(apart), below],
    [placed.slice(1).slice(-1).find(apart), above],
    [headline, { ...(headline?.place === 0 ? below : above), fontWeight: 600 }],
  ];
  return groups.flatMap(([row, mark]) =>
    row === undefined
      ? []
      : clearText({
          data: { values: [{ text: row.text, place: row.place, y: row.y }] },
          mark: { type: "text", tooltip: null, ...mark },
          encoding: { x, y: pixelY("y"), text: words("text") },
        }),
  );
}

function keyLayers(series: readonly CurveSeries[]): readonly Spec[] {
  return series.flatMap(({ label, colour: name, shape = "circle" }, index) => {
    const data = { values: [{ source: label, y: 7 + index * lineHeight }] };
    const text = {
      type: "text",
      align: "left",
      baseline: "middle",
      fontWeight: 600,
      color: textColour(name),
    };
    return [
      {
        data,
        mark: {
          type: "point",
          filled: true,
          opacity: 1,
          size: 40,
          shape,
          color: colour(name),
          tooltip: null,
        },
        encoding: { x: { value: 6 }, y: pixelY("y") },
      },
      {
        data,
        mark: { ...text, tooltip: null },
        encoding: { x: { value: 16 }, y: pixelY("y"), text: words("source") },
      },
    ];
  });
}

/** Every result that some set of choices gives, from the least to the greatest, and under each the choices. */
import { type Chart, ofRows } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { extentOf, requireColours, requireRows, requireUnique, unknownName } from "./checks.js";
import {
  answers,
  atLeft,
  clearText,
  fromTopToBottom,
  gridLine,
  pixelY,
  quiet,
  rule,
  text,
  textColour,
  thinLine,
  tooltip,
  unlessEmpty,
  words,
} from "./layers.js";
import { niceScale } from "./scale.js";
import { type NumberStyle, type Spec, tickExpression } from "./spec.js";
import { bandLayers, type CurveBand, edgesOf } from "./specification-bands.js";
import { type Choice, type CurveSeries, signMark, tableOf } from "./specification-table.js";
import { colour, lineHeight, theme } from "./theme.js";
import { own } from "../../lib/own.js";

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

/** One number under all reasonable choices, ranked, and under each point the choices that gave it. */
export function specificationCurve(options: CurveOptions): Chart {
  const { series, choices, style, bands = [] } = options;
  const rows = rowsOf(options);
  const levels = [...rows.map(({ value }) => value), ...bands.flatMap(edgesOf)];
  const { domain, ticks } = niceScale(levels, "data");
  const [low, high] = domain;
  const top = series.length * lineHeight + 12;
  const pixels = (value: number) => top + curveHeight * (1 - (value - low) / (high - low));
  const ends = { start: -0.7, end: rows.length - 0.3 };
  const scale = { domain: [ends.start, ends.end], nice: false, zero: false };
  const x = (field: string) => ({ field, type: "quantitative", scale, axis: null });
  const y = pixelY("y");
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
  const median = rows[Math.floor(rows.length / 2)]?.value ?? low;
  return ofRows(
    { rows: options.rows },
    {
      ...theme,
      ...answers("x"),
      height: table.bottom,
      data: { values: placed },
      layer: [
        ...bandLayers(bands, median, { pixels, domain, x, ends }),
        rule(
          gridLine,
          { x: x("start"), x2: { field: "end" }, y },
          ticks.map((tick) => ({ tick, y: pixels(tick), ...ends })),
        ),
        {
          data: { values: ticks.map((tick) => ({ tick, y: pixels(tick) })) },
          transform: [{ calculate: tickExpression("datum.tick", ticks, style), as: "written" }],
          ...text("right", { dx: -8, color: colour("muted") }, { x: atLeft, y, text: words("written") }),
        },
        // Through the table alone: above it the line would strike out the names of the bands.
        ...unlessEmpty(
          placed.filter(({ weight }) => weight === "headline"),
          ([{ place } = { place: 0 }]) => [
            rule(thinLine, { x: x("place"), ...fromTopToBottom }, [
              { place, top: top + curveHeight, bottom: table.bottom },
            ]),
          ],
        ),
        ...table.layers,
        ...series.map((one) => pointLayer(one, placed, x("place"))),
        ...numberLayers(placed, x("place")),
        ...series.flatMap(keyLayers),
      ],
    },
  );
}

type Placed = Readonly<{ series: string; text: string; weight: string; place: number; y: number }>;

/** Checked, from the least to the greatest; equal ones as given. */
function rowsOf({ rows, series, choices, bands = [] }: CurveOptions): readonly Specification[] {
  requireRows("specificationCurve", rows);
  requireRows("specificationCurve", series, [], "series");
  requireRows("specificationCurve", choices, [], "choices");
  requireRows("specificationCurve", rows, ["value", "text", "series", "choices"]);
  requireUnique("specificationCurve", series, "key");
  requireColours("specificationCurve", series);
  if (rows.length > mostRows)
    throw new ChartError(`specificationCurve: ${rows.length} specifications; a phone shows ${mostRows}`);
  rows.forEach((row, index) => {
    const where = `specificationCurve: specification ${index + 1}`;
    extentOf(row.value, where);
    if (!series.some(({ key }) => key === row.series))
      throw unknownName(
        `${where} is of the series "${row.series}"`,
        series.map(({ key }) => key),
      );
    for (const { key, answers } of choices)
      if (!answers.some((answer) => answer.key === own(row.choices, key)))
        throw new ChartError(`${where} answers "${key}" by "${String(own(row.choices, key))}"`, {
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

function pointLayer(one: CurveSeries, placed: readonly Placed[], x: Spec): Spec {
  return {
    data: { values: placed.filter(({ series }) => series === one.key) },
    mark: { type: "point", filled: true, opacity: 1, ...signMark(one) },
    encoding: {
      x,
      y: pixelY("y"),
      size: { condition: { test: "datum.weight === 'headline'", value: 110 }, value: 38 },
      ...tooltip({ source: "Source", text: "Value" }),
    },
  };
}

/** The least, the greatest and the headline; the ends give way to the headline. */
function numberLayers(placed: readonly Placed[], x: Spec): readonly Spec[] {
  const headline = placed.find(({ weight }) => weight === "headline");
  const apart = (row: Placed) =>
    headline === undefined || Math.abs(row.place - headline.place) > numberWidth * placed.length;
  // The curve rises to the right: above left of a point and below it there is room.
  const above = { align: "right", baseline: "bottom", dx: 4, dy: -7 };
  const below = { align: "left", baseline: "top", dx: -4, dy: 7 };
  const numberOf = (row: Placed | undefined, style: Spec): readonly Spec[] =>
    row === undefined
      ? []
      : clearText({
          data: { values: [{ text: row.text, place: row.place, y: row.y }] },
          mark: { type: "text", tooltip: null, ...style },
          encoding: { x, y: pixelY("y"), text: words("text") },
        });
  return [
    ...numberOf(placed.slice(0, 1).find(apart), below),
    ...numberOf(placed.slice(1).slice(-1).find(apart), above),
    ...numberOf(headline, { ...(headline?.place === 0 ? below : above), fontWeight: 600 }),
  ];
}

function keyLayers(one: CurveSeries, index: number): readonly Spec[] {
  const values = [{ source: one.label, y: 7 + index * lineHeight }];
  const y = pixelY("y");
  return [
    quiet("point", { filled: true, opacity: 1, size: 40, ...signMark(one) }, { x: { value: 6 }, y }, values),
    text(
      "left",
      { fontWeight: 600, color: textColour(one.colour) },
      { x: { value: 16 }, y, text: words("source") },
      values,
    ),
  ];
}

/** One path over years against the band in which most others of its kind lie: is it out of the ordinary? */
import type { ColourName } from "../../model/palette.js";
import { requireColours, requireFields, requireRows, requireUnique } from "./checks.js";
import { ChartError } from "../errors.js";
import { type DatedEvent, eventLayers } from "./events.js";
import { endLabelLayers } from "./line-labels.js";
import { dashedIncomplete, words } from "./marks.js";
import { type ReferenceLine, referenceLayers } from "./reference-line.js";
import { runsOf } from "./runs.js";
import { niceScale, yearTicks } from "./scale.js";
import { type NumberStyle, numberExpression, type Spec, tickExpression } from "./spec.js";
import { colour, lineHeight, theme } from "./theme.js";

export interface PathRow {
  /** Key of the path. */
  readonly path: string;
  readonly year: number;
  readonly value: number;
  readonly status: "complete" | "incomplete";
}

export interface BandOptions {
  /** Every path, the highlighted and the named among them. */
  readonly rows: readonly PathRow[];
  readonly highlighted: { readonly key: string; readonly label: string; readonly colour?: ColourName };
  /** At most six others that the text speaks of, each as a thin line with its name. */
  readonly named?: readonly { readonly key: string; readonly label: string }[];
  /** Words at the end of the band: `90 % of 114 other pairs`. */
  readonly band: {
    readonly label: string;
    /** Of the other paths of a year, the parts at which the band begins and ends; by default 0.05 and 0.95. */
    readonly lower?: number;
    readonly upper?: number;
  };
  readonly style: NumberStyle;
  /** At most five; those outside the years drawn are left out. */
  readonly events?: readonly DatedEvent[];
  /** A level to compare with, drawn as a dashed line. */
  readonly reference?: ReferenceLine;
  readonly height?: number;
}

const mostNamed = 6;
/** Fewer paths have no ends of which five in a hundred could be left out. */
const leastOthers = 8;

export function bandWithNames(options: BandOptions): Spec {
  const { highlighted, named = [], style, height = 320 } = options;
  const { colour: name = "accent" } = highlighted;
  requireColours("bandWithNames", [name]);
  const { own, others, chosen } = pathsOf(options);
  const band = bandOf(others, options.band);
  const drawn = [...own, ...chosen.flat()];
  const years = [...drawn, ...band].map(({ year }) => year);
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const events = (options.events ?? []).filter(({ date }) => date >= String(from) && date < String(to + 1));
  const headroom = events.length * lineHeight + (events.length > 0 ? 8 : 0);
  const levels = [...drawn.map(({ value }) => value), ...band.flatMap(({ lower, upper }) => [lower, upper])];
  const scale = niceScale(levels.concat(options.reference?.value ?? []), "data");
  const [low, high] = scale.domain;
  const pixels = (value: number) => height - ((value - low) / (high - low)) * (height - headroom);
  const y = {
    type: "quantitative",
    scale: { domain: scale.domain, range: [height, headroom], nice: false, zero: false },
    axis: { values: scale.ticks, labelExpr: tickExpression("datum.value", scale.ticks, style), grid: true },
  };
  const line = (rows: readonly Spec[], mark: Spec) => ({
    data: { values: rows },
    mark: { type: "line", strokeJoin: "round", strokeCap: "round", tooltip: null, ...mark },
    encoding: { y: { ...y, field: "value" }, detail: words("piece"), strokeDash: dashedIncomplete },
  });
  const rule =
    options.reference === undefined
      ? undefined
      : referenceLayers(options.reference, y, [...drawn, ...middles(band)], { pixels, events });
  const labels = [
    {
      label: highlighted.label,
      colour: name,
      wanted: pixels(own.at(-1)?.value ?? low),
      sign: "none" as const,
    },
    ...named.map(({ label }, index) => ({
      label,
      colour: "muted" as const,
      weight: 400 as const,
      wanted: pixels(chosen[index]?.at(-1)?.value ?? low),
      sign: "none" as const,
    })),
    {
      label: options.band.label,
      colour: "others" as const,
      weight: 400 as const,
      wanted: pixels(band.at(-1)?.upper ?? low),
      sign: "none" as const,
    },
  ];
  return {
    ...theme,
    height,
    data: {
      values: own.map(({ year, value, status }) => ({ label: highlighted.label, year, value, status })),
    },
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
      {
        data: { values: band },
        mark: { type: "area", color: colour("others"), opacity: 0.3, tooltip: null },
        encoding: { y: { ...y, field: "lower" }, y2: { field: "upper" } },
      },
      ...eventLayers(events),
      ...(rule === undefined ? [] : [rule.line]),
      ...(chosen.length === 0
        ? []
        : [line(chosen.flatMap(pieces), { color: colour("muted"), strokeWidth: 1 })]),
      line(pieces(own), { color: colour(name), strokeWidth: 2.75 }),
      pointLayer(name, { ...y, field: "value" }, style),
      ...(rule?.name ?? []),
      ...endLabelLayers(labels, { color: {}, shape: {}, room: [headroom, height], tiedTo: to }),
    ],
  };
}

interface Paths {
  readonly own: readonly PathRow[];
  readonly others: readonly PathRow[];
  readonly chosen: readonly (readonly PathRow[])[];
}

function pathsOf({ rows, highlighted, named = [] }: BandOptions): Paths {
  requireRows("bandWithNames", rows);
  requireFields("bandWithNames", rows, ["path", "year", "value", "status"]);
  if (named.length > mostNamed)
    throw new ChartError(
      `bandWithNames: ${named.length} named lines; at most ${mostNamed} can be told apart`,
    );
  requireUnique(
    "bandWithNames",
    [highlighted, ...named].map(({ label }) => label),
  );
  const seen = new Set<string>();
  for (const { path, year, value } of rows) {
    if (!Number.isFinite(value))
      throw new ChartError(`bandWithNames: ${path} ${year} is ${value}, not a number that can be drawn`);
    const key = JSON.stringify([path, year]);
    if (seen.has(key)) throw new ChartError(`bandWithNames: two values for ${path} ${year}`);
    seen.add(key);
  }
  const pathOf = (key: string) => {
    const found = rows.filter(({ path }) => path === key).sort((a, b) => a.year - b.year);
    if (found.length === 0) throw new ChartError(`bandWithNames: there are no rows of "${key}"`);
    return found;
  };
  return {
    own: pathOf(highlighted.key),
    others: rows.filter(({ path }) => path !== highlighted.key),
    chosen: named.map(({ key }) => pathOf(key)),
  };
}

interface BandRow {
  readonly year: number;
  readonly lower: number;
  readonly upper: number;
}

/** Per year, over all other paths, the named among them. */
function bandOf(
  others: readonly PathRow[],
  { lower = 0.05, upper = 0.95 }: BandOptions["band"],
): readonly BandRow[] {
  if (!(lower >= 0 && lower < upper && upper <= 1))
    throw new ChartError(
      `bandWithNames: a band from ${lower} to ${upper}; expected parts of one, the lower first`,
    );
  const years = [...new Set(others.map(({ year }) => year))].sort((a, b) => a - b);
  const count = new Set(others.map(({ path }) => path)).size;
  if (count < leastOthers)
    throw new ChartError(`bandWithNames: ${count} other paths; expected ${leastOthers} or more`, {
      hint: "So few are drawn as lines: use lineWithBounds.",
    });
  return years.map((year) => {
    const values = others.filter((row) => row.year === year).map(({ value }) => value);
    return { year, lower: quantile(values, lower), upper: quantile(values, upper) };
  });
}

/** Linear between the two nearest values: definition 7 of Hyndman and Fan (1996). */
function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = part * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN];
  return below + (above - below) * (place - Math.floor(place));
}

function middles(band: readonly BandRow[]): readonly { readonly year: number; readonly value: number }[] {
  return band.map(({ year, lower, upper }) => ({ year, value: (lower + upper) / 2 }));
}

function pieces(path: readonly PathRow[]): readonly Spec[] {
  return runsOf(path, 1).flatMap(({ status, points }, index) =>
    points.map(({ path: key, year, value }) => ({ piece: `${key} ${index}`, status, year, value })),
  );
}

function pointLayer(name: ColourName, y: Spec, style: NumberStyle): Spec {
  return {
    transform: [{ calculate: numberExpression("datum.value", style), as: "written" }],
    mark: { type: "point", filled: true, opacity: 1, size: 34, strokeWidth: 1.5, stroke: colour(name) },
    encoding: {
      y,
      fill: {
        condition: { test: "datum.status === 'incomplete'", value: colour("paper") },
        value: colour(name),
      },
      tooltip: [
        { field: "label", type: "nominal", title: "Pair" },
        { field: "year", type: "quantitative", title: "Year", format: "d" },
        { field: "written", type: "nominal", title: "Value" },
        { field: "status", type: "nominal", title: "Year is" },
      ],
    },
  };
}

/** One path over years against the band in which most others of its kind lie: is it out of the ordinary? */
import type { ColourName } from "../../model/palette.js";
import { type Chart, ofRows } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { requireColours, requireRows, requireUnique } from "./checks.js";
import { type EndLabel, endLabelLayers } from "./end-labels.js";
import { drawnStatus, quiet, type SignShape, signsOf, tooltip } from "./layers.js";
import { type ReferenceLine, referenceLayers } from "./reference-line.js";
import { boundsExpression, type NumberStyle, numberExpression, type Spec } from "./spec.js";
import { colour, theme } from "./theme.js";
import { linesLayer, piecesOf, pointsLayer, yearFrame } from "./year-frame.js";

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
  /** At most three others that the text speaks of, each as a thin line with a sign of its own and its name. */
  readonly named?: readonly { readonly key: string; readonly label: string }[];
  /** Words at the end of the band: `90 % of 114 other pairs`. */
  readonly band: { readonly label: string };
  readonly style: NumberStyle;
  /** A level to compare with, drawn as a dashed line. */
  readonly reference?: ReferenceLine;
}

const tooltipTitles = { label: "Pair", year: "Year", written: "Value" };
const namedShapes: readonly SignShape[] = ["square", "triangle-up", "diamond"];
/** Of the other paths of a year, the parts at which the band begins and ends. */
const bandEnds = [0.05, 0.95] as const;
const height = 320;
/** Fewer paths have no ends of which five in a hundred could be left out. */
const leastOthers = 8;

/** One line, a pair of countries say, against the band that holds most of the others. */
export function bandWithNames(options: BandOptions): Chart {
  const { highlighted, named = [], style, reference } = options;
  const { colour: name = "accent" } = highlighted;
  requireColours("bandWithNames", [{ colour: name }]);
  const { own, others, chosen } = pathsOf(options);
  const band = bandOf(others);
  const drawn = [...own, ...chosen.flat()];
  const years = [...drawn, ...band].map(({ year }) => year);
  const levels = [...drawn.map(({ value }) => value), ...band.flatMap(({ lower, upper }) => [lower, upper])];
  const frame = yearFrame({
    years,
    levels: levels.concat(reference?.value ?? []),
    baseline: "data",
    style,
    height,
  });
  const { y, pixels } = frame;
  const middles = band.map(({ year, lower, upper }) => ({ year, value: (lower + upper) / 2 }));
  const level = referenceLayers(reference, frame, [...drawn, ...middles]);
  const signs = signsOf(
    named.map(({ label }, index) => ({ label, colour: "muted", shape: namedShapes[index] ?? "circle" })),
  );
  const label = (
    text: string,
    hue: ColourName,
    end: number | undefined,
    look: Pick<EndLabel, "weight" | "sign">,
  ): EndLabel => ({ label: text, colour: hue, wanted: pixels(end ?? NaN), ...look });
  const labels = [
    label(highlighted.label, name, own.at(-1)?.value, { weight: 600, sign: "none" }),
    ...named.map((one, index) =>
      label(one.label, "muted", chosen[index]?.at(-1)?.value, { weight: 400, sign: "shape" }),
    ),
    label(options.band.label, "others", band.at(-1)?.upper, { weight: 400, sign: "none" }),
  ];
  return ofRows(
    { rows: options.rows },
    {
      ...theme,
      height,
      data: {
        values: own.map(({ year, value, status }) => ({
          label: highlighted.label,
          year,
          value,
          status: drawnStatus(status),
        })),
      },
      encoding: { x: frame.x },
      layer: [
        {
          data: { values: band.map((row) => ({ ...row, label: options.band.label })) },
          transform: [{ calculate: boundsExpression(style), as: "written" }],
          mark: { type: "area", color: colour("others"), opacity: 0.3 },
          encoding: { y: { ...y, field: "lower" }, y2: { field: "upper" }, ...tooltip(tooltipTitles) },
        },
        ...level.line,
        ...(chosen.length === 0
          ? []
          : [
              namedLayer(
                chosen.flatMap((path, index) => pieces(path, named[index]?.label ?? "")),
                y,
                style,
              ),
              quiet(
                "point",
                { filled: true, opacity: 1, size: 22 },
                { y: { ...y, field: "value" }, ...signs },
                chosen.flatMap((path, index) =>
                  path.map(({ year, value }) => ({ label: named[index]?.label ?? "", year, value })),
                ),
              ),
            ]),
        linesLayer(pieces(own, highlighted.label), y, { color: colour(name), strokeWidth: 2.75 }),
        pointsLayer(
          name,
          { ...y, field: "value" },
          { written: numberExpression("datum.value", style) },
          { ...tooltipTitles, status: "Year is" },
        ),
        ...level.name,
        ...endLabelLayers(labels, { signs, room: [frame.headroom, height], tiedTo: frame.to }),
      ],
    },
  );
}

interface Paths {
  readonly own: readonly PathRow[];
  readonly others: readonly PathRow[];
  readonly chosen: readonly (readonly PathRow[])[];
}

function pathsOf({ rows, highlighted, named = [] }: BandOptions): Paths {
  requireRows("bandWithNames", rows, ["path", "year", "value", "status"]);
  if (named.length > namedShapes.length)
    throw new ChartError(
      `bandWithNames: ${named.length} named lines; at most ${namedShapes.length} can be told apart`,
    );
  requireUnique("bandWithNames", [highlighted, ...named], "label");
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
function bandOf(others: readonly PathRow[]): readonly BandRow[] {
  const years = [...new Set(others.map(({ year }) => year))].sort((a, b) => a - b);
  const count = new Set(others.map(({ path }) => path)).size;
  if (count < leastOthers)
    throw new ChartError(`bandWithNames: ${count} other paths; expected ${leastOthers} or more`, {
      hint: "So few are drawn as lines: use lineWithBounds.",
    });
  return years.map((year) => {
    const values = others.filter((row) => row.year === year).map(({ value }) => value);
    return { year, lower: quantile(values, bandEnds[0]), upper: quantile(values, bandEnds[1]) };
  });
}

/** Linear between the two nearest values: definition 7 of Hyndman and Fan (1996). */
function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = part * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN];
  return below + (above - below) * (place - Math.floor(place));
}

/** Thin lines that say what they are where they are pointed at. */
function namedLayer(values: readonly Spec[], y: Spec, style: NumberStyle): Spec {
  const lines = linesLayer(values, y, { color: colour("muted"), strokeWidth: 1 });
  return {
    ...lines,
    transform: [{ calculate: numberExpression("datum.value", style), as: "written" }],
    encoding: { ...lines.encoding, ...tooltip(tooltipTitles) },
  };
}

function pieces(path: readonly PathRow[], label: string): readonly Spec[] {
  return piecesOf(path, 1, ({ path: key, year, value }, piece, status) => ({
    piece: `${key} ${piece}`,
    label,
    status,
    year,
    value,
  }));
}

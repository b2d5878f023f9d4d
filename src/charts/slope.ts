import type { ColourName } from "../model/palette.js";
import {
  type Extent,
  extentOf,
  type Level,
  requireColours,
  requireFields,
  requireRows,
  requireUnique,
} from "./checks.js";
import { ChartError } from "./errors.js";
import { namedColour, pixelY, wordColour, words } from "./marks.js";
import { niceScale, type Scale } from "./scale.js";
import type { Spec } from "./spec.js";
import { spread } from "./spread.js";
import { colour, lineHeight, theme } from "./theme.js";

export interface SlopeRow {
  /** Stands at the end of the line, with its number. */
  readonly label: string;
  readonly from: Level;
  readonly to: Level;
  /** The formatted values. */
  readonly fromText: string;
  readonly toText: string;
  /** Grey, unless the line matters. */
  readonly colour?: ColourName;
}

export interface SlopeOptions {
  readonly rows: readonly SlopeRow[];
  /** What stands above the two ends: two years, two sources. */
  readonly from: string;
  readonly to: string;
  /** Slopes are compared, not lengths: by default the scale holds the data alone. */
  readonly baseline?: "zero" | "data";
  readonly height?: number;
}

const headroom = 26;
const mostLines = 15;

/** One line a row from one moment to another, numbers at both ends. */
export function slope(options: SlopeOptions): Spec {
  const { rows, from, to, height = 340 } = options;
  requireRows("slope", rows);
  requireFields("slope", rows, ["label", "from", "to", "fromText", "toText"]);
  requireUnique(
    "slope",
    rows.map(({ label }) => label),
  );
  const most = Math.min(mostLines, Math.floor((height - headroom) / (lineHeight + 1)));
  if (rows.length > most)
    throw new ChartError(`slope: ${rows.length} lines are more than the ${most} that can be told apart`, {
      hint: "Keep those that the text speaks of, or draw small multiples.",
    });
  const ends = rows.map((row) => ({
    ...row,
    colour: row.colour ?? ("grey" as const),
    begin: extentOf(row.from, `slope: the first value of "${row.label}"`),
    finish: extentOf(row.to, `slope: the second value of "${row.label}"`),
  }));
  const names = ends.map((row) => row.colour);
  requireColours("slope", names);
  const scale = niceScale(
    ends.flatMap(({ begin, finish }) => [begin.lower, begin.upper, finish.lower, finish.upper]),
    options.baseline ?? "data",
  );
  // Lines that matter are drawn last, over the grey ones.
  const order = [...ends].sort((a, b) => Number(b.colour === "grey") - Number(a.colour === "grey"));
  const points = order.flatMap((row) => [
    pointOf(row, 0, row.begin, row.fromText, from),
    pointOf(row, 1, row.finish, row.toText, to),
  ]);
  const x = { field: "at", type: "quantitative", scale: { domain: [0, 1], nice: false }, axis: null };
  const y = {
    type: "quantitative",
    scale: { domain: scale.domain, range: [height, headroom], nice: false, zero: false },
    axis: null,
  };
  const color = namedColour("colour", names);
  const begins = labelsOf(ends, "begin", scale, height);
  const finishes = labelsOf(ends, "finish", scale, height);
  return {
    ...theme,
    height,
    data: { values: points },
    encoding: { x },
    layer: [
      {
        data: { values: [{ at: 0 }, { at: 1 }] },
        mark: { type: "rule", color: colour("grid"), strokeWidth: 1, tooltip: null },
        encoding: { y: { value: headroom - 6 }, y2: { value: height } },
      },
      {
        mark: { type: "line", strokeWidth: 2, strokeCap: "round", tooltip: null },
        encoding: { y: { ...y, field: "value" }, color, detail: words("label") },
      },
      {
        transform: [{ filter: "datum.lower < datum.upper" }],
        mark: { type: "rule", strokeWidth: 5, opacity: 0.35, tooltip: null },
        encoding: { y: { ...y, field: "lower" }, y2: { field: "upper" }, color },
      },
      {
        mark: { type: "point", filled: true, opacity: 1, size: 36 },
        encoding: {
          y: { ...y, field: "value" },
          color,
          tooltip: [
            { ...words("label"), title: "Line" },
            { ...words("moment"), title: "At" },
            { ...words("text"), title: "Value" },
          ],
        },
      },
      heading(0, from, "right"),
      heading(1, to, "left"),
      ...endLayers(
        0,
        begins.map((label, index) => ({ ...label, text: ends[index]?.fromText })),
      ),
      ...endLayers(
        1,
        finishes.map((label, index) => ({ ...label, text: `${ends[index]?.toText ?? ""}  ${label.label}` })),
      ),
    ],
  };
}

function pointOf(
  { label, colour: name }: { readonly label: string; readonly colour: ColourName },
  at: 0 | 1,
  { lower, upper, middle }: Extent,
  text: string,
  moment: string,
) {
  return { label, moment, at, value: middle, lower, upper, text, colour: name };
}

interface EndLabel {
  readonly label: string;
  readonly word: string;
  /** Where the line ends, and where its label found room, in pixels. */
  readonly end: number;
  readonly position: number;
}

function labelsOf(
  ends: readonly (Pick<SlopeRow, "label"> & {
    readonly colour: ColourName;
    readonly begin: Extent;
    readonly finish: Extent;
  })[],
  side: "begin" | "finish",
  { domain: [low, high] }: Scale,
  height: number,
): readonly EndLabel[] {
  const pixels = ends.map((row) => height - ((row[side].middle - low) / (high - low)) * (height - headroom));
  const positions = spread(pixels, lineHeight + 1, [headroom, height]);
  return ends.map(({ label, colour: name }, index) => ({
    label,
    word: wordColour(name),
    end: Number((pixels[index] ?? 0).toFixed(2)),
    position: Number((positions[index] ?? 0).toFixed(2)),
  }));
}

function heading(at: 0 | 1, text: string, align: "left" | "right"): Spec {
  return {
    data: { values: [{ at, text }] },
    mark: {
      type: "text",
      align,
      baseline: "middle",
      dx: align === "left" ? 9 : -9,
      color: colour("muted"),
      tooltip: null,
    },
    encoding: { y: { value: 8 }, text: words("text") },
  };
}

/** Labels beyond the ends of the lines; a thin leader where one had to make room. */
function endLayers(
  at: 0 | 1,
  labels: readonly (EndLabel & { readonly text: string | undefined })[],
): readonly Spec[] {
  const away = (pixels: number) => (at === 0 ? { value: -pixels } : { value: { expr: `width + ${pixels}` } });
  const moved = labels.filter(({ end, position }) => Math.abs(end - position) > 2);
  const distance = moved.length === 0 ? 9 : 19;
  return [
    ...(moved.length === 0
      ? []
      : [
          {
            data: { values: moved },
            mark: { type: "rule", color: colour("rule"), strokeWidth: 0.75, tooltip: null },
            encoding: { x: away(5), x2: away(distance - 3), y: pixelY("end"), y2: { field: "position" } },
          },
        ]),
    {
      data: { values: labels },
      mark: { type: "text", align: at === 0 ? "right" : "left", baseline: "middle", tooltip: null },
      encoding: {
        x: away(distance),
        y: pixelY("position"),
        text: words("text"),
        color: { ...words("word"), scale: null },
      },
    },
  ];
}

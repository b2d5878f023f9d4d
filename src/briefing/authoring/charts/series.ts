/** The series of plain rows: their colours, and their names at the ends of the lines or in a legend. */
import { type Colour, isHex, paletteName } from "../../model/palette.js";
import { ChartError } from "../errors.js";
import { requireColours } from "./checks.js";
import { type Column, namesIn } from "./columns.js";
import { nominal, pixelY, textColour, words } from "./layers.js";
import { projectColours } from "./project-colours.js";
import type { Spec } from "./spec.js";
import { colour, isNarrow, lineHeight } from "./theme.js";

export interface Series {
  readonly name: string;
  readonly colour: Colour;
  /** Drawn thin and without a name, for comparison. */
  readonly isBehind?: boolean;
}

/** The order in which series take their colours. */
const colourOrder = ["blue", "vermilion", "green", "purple", "orange", "ink", "grey", "brown"] as const;

export interface SeriesOptions {
  readonly colours?: Readonly<Record<string, Colour>> | undefined;
  /** The highlighted series; only these take colours. */
  readonly named?: readonly string[] | undefined;
}

/** One unnamed series if no column distinguishes several; throws if there are more than there are colours. */
export function seriesOf(
  chart: string,
  by: Column | undefined,
  { colours = {}, named }: SeriesOptions = {},
): readonly [Series, ...Series[]] {
  const names = by === undefined ? [""] : namesIn(by);
  const unknown = Object.keys(colours).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new ChartError(`${chart}: colours names "${unknown}", which is no series`, {
      hint: `There are ${names.filter((each) => each !== "").join(", ") || "no series; name their column by: …"}.`,
    });
  requireColours(chart, Object.values(colours));
  const ofProject = projectColours(chart);
  const fixed = new Map(Object.entries(colours));
  for (const name of named ?? names) {
    const colour = ofProject.get(name);
    if (colour !== undefined && !fixed.has(name)) fixed.set(name, colour);
  }
  const taken = new Set(paletteNames(fixed.values()));
  // The colour of another name of the project only if these run out: it would mean something else than in other figures.
  const reserved = new Set(paletteNames(ofProject.values()));
  const left = colourOrder.filter((name) => !taken.has(name));
  const free = [...left.filter((name) => !reserved.has(name)), ...left.filter((name) => reserved.has(name))];
  const needed = names.filter((name) => !fixed.has(name) && (named ?? names).includes(name));
  if (needed.length > free.length)
    throw new ChartError(tooMany(chart, by?.field ?? "", { needed, free }), {
      hint: withFewerColours(chart, by?.field ?? "", named),
    });
  const [first = { name: "", colour: "blue" as const }, ...others] = names.map((name) => ({
    name,
    colour: fixed.get(name) ?? free[needed.indexOf(name)] ?? ("rule" as const),
  }));
  return [first, ...others];
}

/** Colours of the palette among these. */
const paletteNames = (colours: Iterable<Colour>): readonly string[] =>
  [...colours].flatMap((colour) => (isHex(colour) ? [] : [paletteName(colour)]));

interface Shortage {
  readonly needed: readonly string[];
  readonly free: readonly string[];
}

function tooMany(chart: string, field: string, { needed, free }: Shortage): string {
  const colours = `${free.length} colours${free.length < colourOrder.length ? " left" : ""}`;
  return `${chart}: "${field}" has ${needed.length} series for only ${colours} that readers can tell apart`;
}

function withFewerColours(chart: string, field: string, named: readonly string[] | undefined): string {
  const ways = [
    'Add up the small ones as "others"',
    ...(chart === "line" && named === undefined ? ["name the important ones (named)"] : []),
    ...(chart === "bar" ? ["leave out by if it only repeats the names of the bars"] : []),
    `draw a panel for each (facet: "${field}" instead of by)`,
  ];
  return `${ways.join(", ")}, or choose colours, which may repeat (colours).`;
}

const mostAtLines = 6;
const longestAtLines = 24;

/** Whether there is room for the names at the ends of the lines. */
export const fitAtLines = (series: readonly Series[]): boolean =>
  series.length <= mostAtLines && series.every(({ name }) => name.length <= longestAtLines);

/** Colours by the field `series`; the legend is above the plot. */
export function seriesColour(
  series: readonly Series[],
  names: "legend" | "elsewhere",
  layout: "plot" | "panels" = "plot",
  symbol: "circle" | "stroke" = "circle",
): Spec {
  const scale = nominal(
    "series",
    series.map(({ name }) => name),
    series.map((one) => colour(one.colour)),
  );
  if (names === "elsewhere" || series.length < 2) return { ...scale, legend: null };
  const pixels = series.map(({ name }) => Math.min(name.length, 34) * 6.5 + symbols[symbol].room);
  const widest = Math.max(...pixels);
  // On one line, or in two columns on a phone, as in the theme; otherwise as many columns as there is room for.
  const all = pixels.reduce((a, b) => a + b);
  const isLong = all > wideLegend || (all > narrowLegend && widest > narrowLegend / 2);
  return {
    ...scale,
    legend: {
      orient: "top",
      title: null,
      labelColor: colour("ink"),
      labelFontSize: 12,
      labelLimit: 220,
      symbolType: symbol,
      symbolOpacity: 1,
      columnPadding: 14,
      ...symbols[symbol].look,
      ...(isLong && { columns: layout === "panels" ? panelColumns(widest) : legendColumns(widest) }),
    },
  };
}

/** The signs of a legend, and the pixels that one and its gaps take. */
const symbols = {
  circle: { look: { symbolSize: 70 }, room: 36 },
  stroke: { look: { symbolSize: 700, symbolStrokeWidth: 2 }, room: 54 },
} as const;

/** Widths of legends, on a page and on a phone, in pixels. */
const wideLegend = 600;
const narrowLegend = 320;

/** Fixed for a page and for a phone: the number must not change while Vega fits the plot, or rows are cut off. */
const legendColumns = (widest: number) => ({
  expr: `${isNarrow} ? ${columnsIn(narrowLegend, widest)} : ${columnsIn(wideLegend, widest)}`,
});

/** A plot in a layout does not know its width. */
const panelColumns = (widest: number): number => Math.min(4, columnsIn(narrowLegend, widest));

const columnsIn = (room: number, widest: number): number => Math.max(1, Math.floor(room / widest));

export interface EndLabel {
  readonly label: string;
  readonly colour: Colour;
  /** End of the line, in pixels from the top. */
  readonly wanted: number;
}

/** Names right of the figure, at the ends of the lines, moved apart if these are close together. */
export function endLabelLayers(
  labels: readonly EndLabel[],
  room: readonly [number, number],
): readonly Spec[] {
  const wanted = labels.map((each) => each.wanted);
  const positions = spread(wanted, lineHeight + 1, room);
  const placed = labels.map((each, index) => ({
    label: each.label,
    ink: textColour(each.colour),
    position: positions[index] ?? 0,
  }));
  const encoding = { x: { value: { expr: "width + 16" } }, y: pixelY("position"), text: words("label") };
  return [...new Set(placed.map(({ ink }) => ink))].map((ink) => {
    const own = placed.filter((each) => each.ink === ink);
    return {
      data: { values: own.map(({ label, position }) => ({ label, position })) },
      mark: { type: "text", align: "left", baseline: "middle", fontWeight: 600, color: ink },
      encoding,
    };
  });
}

/** Labels that follow each other. */
interface Cluster {
  readonly size: number;
  /** Mean of the first member's positions that would put each member at its desired position. */
  readonly anchor: number;
}

/**
 * Positions at least `gap` apart, in the order of the desired ones and as near to them as possible (least squares),
 * inside `[least, greatest]` if there is room.
 */
export function spread(
  wanted: readonly number[],
  gap: number,
  [least, greatest]: readonly [number, number],
): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
  const highest = greatest - (wanted.length - 1) * gap;
  const placed = new Array<number>(wanted.length).fill(0);
  // With the gaps subtracted, the nearest non-decreasing positions: neighbours out of order share their mean.
  const clusters: Cluster[] = [];
  order.forEach((index, rank) => {
    let { size, anchor }: Cluster = { size: 1, anchor: (wanted[index] ?? 0) - rank * gap };
    for (let before = clusters.at(-1); before !== undefined && before.anchor > anchor;) {
      anchor = (before.anchor * before.size + anchor * size) / (before.size + size);
      size += before.size;
      clusters.pop();
      before = clusters.at(-1);
    }
    clusters.push({ size, anchor });
  });
  const anchors = clusters.flatMap(({ size, anchor }) => new Array<number>(size).fill(anchor));
  order.forEach((index, rank) => {
    placed[index] = Math.max(least, Math.min(anchors[rank] ?? 0, highest)) + rank * gap;
  });
  return placed;
}

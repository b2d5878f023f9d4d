/** Ranks in each of a few years: one line per name. */
import { own } from "../../lib/own.js";
import type { Colour } from "../../model/palette.js";
import { ChartError } from "../errors.js";
import { type Chart, ofRows } from "../rows-of.js";
import { type Column, type ColumnName, numbersIn, type Rows } from "./columns.js";
import * as layers from "./layers.js";
import { type ChartOptions, inPanels, read, seriesAt, shownOf } from "./plain.js";
import { along } from "./scale.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

export interface BumpOptions<Row> extends Pick<ChartOptions<Row>, "facet"> {
  /** Column for the horizontal axis: two to six years, or other whole numbers. */
  readonly x: ColumnName<Row>;
  /** Column of ranks: 1 is first. Ranks beyond ten and rows without a rank are not drawn. */
  readonly y: ColumnName<Row>;
  /** Column of the names, one line each. */
  readonly by: ColumnName<Row>;
  /** Colours of the highlighted lines by name, `{ China: "vermilion" }`; all others are grey. */
  readonly colours?: Readonly<Record<string, Colour>>;
}

interface BumpRow {
  readonly name: string;
  readonly year: number;
  readonly rank: number;
}

const rankHeight = 24;
const mostRanks = 10;
const mostYears = 6;
const yearRoom = 20;

/**
 * Ranks from year to year, one line per name: `bumpChart(rows, { x: "year", y: "rank", by: "country" })`. Ranks and names
 * are at both ends.
 */
export function bumpChart<Row extends object>(given: Rows<Row>, options: BumpOptions<Row>): Chart {
  const { colours = {} } = options;
  const source = read("bumpChart", given, options, { ...options, named: Object.keys(colours) });
  const x = source.numbers(options.x);
  const y = source.numbers(options.y);
  const rows = source.rows.map((_, index) => {
    const year = x.cells[index];
    const rank = y.cells[index];
    if (typeof year !== "number" || typeof rank !== "number") return undefined;
    return { name: seriesAt(source, index), year, rank };
  });
  const ranks = Math.min(
    mostRanks,
    numbersIn(y).reduce((most, rank) => Math.max(most, rank), 1),
  );
  const titles = { name: source.by?.title ?? "", year: x.title, rank: y.title };
  return ofRows(
    shownOf(source, [x, y]),
    inPanels(source, (indices) =>
      plotOf(
        indices.flatMap((index) => rows[index] ?? []),
        { ranks, colours, titles, years: yearsIn(x, indices) },
      ),
    ),
  );
}

function yearsIn({ field, cells }: Column, indices: readonly number[]): readonly number[] {
  const own = indices.flatMap((index) => cells[index] ?? []).map(Number);
  const years = [...new Set(own)].sort((a, b) => a - b);
  if (years.length < 2 || years.length > mostYears)
    throw new ChartError(
      `bumpChart: the column "${field}" (x) has ${years.length} different values; expected 2 to ${mostYears}`,
      { hint: "Choose those that the text compares." },
    );
  return years;
}

interface PlotOptions {
  readonly ranks: number;
  readonly colours: Readonly<Record<string, Colour>>;
  readonly titles: Readonly<Record<"name" | "year" | "rank", string>>;
  /** Also those without ranks, which interrupt lines. */
  readonly years: readonly number[];
}

function plotOf(rows: readonly BumpRow[], { ranks, colours, titles, years }: PlotOptions): Spec {
  checkRanks(rows);
  const from = years[0] ?? 0;
  const to = years.at(-1) ?? 0;
  const drawn = rows
    .filter(({ rank }) => rank <= ranks)
    .map(({ name, year, rank }) => ({
      name,
      year,
      rank,
      colour: own(colours, name) ?? ("others" as const),
      y: yearRoom + (rank - 0.5) * rankHeight,
    }))
    .sort((a, b) => a.year - b.year || a.rank - b.rank);
  const isLoud = ({ name }: Placed) => Object.hasOwn(colours, name);
  const loud = drawn.filter(isLoud);
  const quietOnes = drawn.filter((row) => !isLoud(row));
  const names = [...quietOnes, ...loud].map((row) => row.colour);
  const color = layers.namedColour("colour", names);
  const x = { field: "year", ...along([from, to]) };
  const height = yearRoom + ranks * rankHeight;
  const tooltip = layers.tooltip(titles, "rank");
  const linesOf = (own: readonly Placed[], strokeWidth: number) =>
    layers.unlessEmpty(own, () => [
      layers.quiet(
        "line",
        { interpolate: "monotone", strokeWidth },
        { x, y, color, detail: layers.words("piece") },
        piecesOf(own, years),
      ),
      {
        data: { values: own },
        mark: { type: "point", filled: true, opacity: 1, size: 40 },
        encoding: { x, y, color, ...tooltip },
      },
    ]);
  const lines = years.map((year) => ({ year, top: yearRoom, bottom: height }));
  const year = { field: "year", type: "quantitative", format: "d" };
  const labels = years.map((year) => ({ year, y: 8 }));
  return {
    height,
    layer: [
      layers.rule(layers.gridLine, { x, ...layers.fromTopToBottom }, lines),
      layers.text("center", layers.muted, { x, y, text: year }, labels),
      ...linesOf(quietOnes, 1.5),
      ...linesOf(loud, 3),
      ...nameLayers(drawn, { from, to, x }),
    ],
  };
}

const y = layers.pixelY("y");

type Placed = BumpRow & { readonly colour: Colour; readonly y: number };

/** A line connects neighbouring years; a year outside the drawn ranks interrupts it. */
function piecesOf(rows: readonly Placed[], years: readonly number[]): readonly Spec[] {
  return [...new Set(rows.map(({ name }) => name))].flatMap((name) => {
    const own = rows.filter((row) => row.name === name);
    return own.map((row) => {
      const missed = years.filter((year) => year < row.year && !own.some((each) => each.year === year));
      return { name, piece: `${name} ${missed.length}`, colour: row.colour, year: row.year, y: row.y };
    });
  });
}

/** Rank and name at both ends; in between, only names that are at neither end. */
function nameLayers(
  rows: readonly Placed[],
  { from, to, x }: { readonly from: number; readonly to: number; readonly x: Spec },
): readonly Spec[] {
  const first = rows.filter(({ year }) => year === from);
  const last = rows.filter(({ year }) => year === to);
  const atEnds = new Set([...first, ...last].map(({ name }) => name));
  const passing = rows
    .filter(({ name }) => !atEnds.has(name))
    .filter(({ name }, index, all) => all.findIndex((row) => row.name === name) === index);
  const namesOf = (
    own: readonly Placed[],
    written: (row: Placed) => string,
    align: "left" | "right" | "center",
    beside: Spec,
  ) =>
    [...new Set(own.map((row) => row.colour))].flatMap((hue) => {
      const isQuiet = hue === "others";
      const mark = { type: "text", baseline: "middle", fontWeight: isQuiet ? 400 : 600, tooltip: null };
      const color = { value: isQuiet ? colour("ink") : layers.textColour(hue) };
      const values = own
        .filter((row) => row.colour === hue)
        .map((row) => ({ name: row.name, written: written(row), year: row.year, y: row.y }));
      return layers.clearText({
        data: { values },
        mark: { ...mark, align, ...beside },
        encoding: { x, y, text: layers.words("written"), color },
      });
    });
  return [
    ...namesOf(first, ({ name, rank }) => `${name} ${rank}`, "right", { dx: -9 }),
    ...namesOf(last, ({ name, rank }) => `${rank} ${name}`, "left", { dx: 9 }),
    ...namesOf(passing, ({ name }) => name, "center", { dy: -11 }),
  ];
}

function checkRanks(rows: readonly BumpRow[]): void {
  const names = new Set<string>();
  const ranks = new Set<string>();
  for (const { name, year, rank } of rows) {
    if (!Number.isInteger(year) || !Number.isInteger(rank) || rank < 1)
      throw new ChartError(
        `bumpChart: "${name}" ${year} has the rank ${rank}; expected a whole number from 1`,
      );
    if (names.has(JSON.stringify([name, year])))
      throw new ChartError(`bumpChart: two ranks of "${name}" in ${year}`);
    if (ranks.has(`${rank} ${year}`))
      throw new ChartError(`bumpChart: two names have the rank ${rank} in ${year}`, {
        hint: "Break ties by a rule that the caption states.",
      });
    names.add(JSON.stringify([name, year]));
    ranks.add(`${rank} ${year}`);
  }
}

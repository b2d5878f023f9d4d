/** Who came first, second, third in each of a few years: a line a name. */
import type { ColourName } from "../../model/palette.js";
import { requireColours, requireFields, requireRows } from "./checks.js";
import { ChartError } from "../errors.js";
import { clearText, namedColour, pixelY, textColour, words } from "./marks.js";
import type { Spec } from "./spec.js";
import { colour, plotTitle, sideBySide, theme } from "./theme.js";

export interface BumpRow {
  readonly name: string;
  readonly year: number;
  /** 1 is the first; ranks beyond the last one drawn are left out. */
  readonly rank: number;
  /** Key of the panel it stands in, where there are panels. */
  readonly panel?: string;
}

export interface BumpOptions {
  readonly rows: readonly BumpRow[];
  /** Names whose lines stand out, and their colours; all others are grey. */
  readonly highlighted?: Readonly<Record<string, ColourName>>;
  /** How many ranks are drawn; by default ten. */
  readonly ranks?: number;
  /** Side by side where the page is wide: the partners of either country. */
  readonly panels?: readonly { readonly key: string; readonly label: string }[];
}

const rankHeight = 24;
const mostRanks = 20;
const mostYears = 6;
const yearRoom = 20;

export function bumpChart(options: BumpOptions): Spec {
  const { rows, panels, ranks = 10, highlighted = {} } = options;
  requireRows("bumpChart", rows);
  requireFields("bumpChart", rows, ["name", "year", "rank"]);
  requireColours("bumpChart", Object.values(highlighted));
  if (!Number.isInteger(ranks) || ranks < 2 || ranks > mostRanks)
    throw new ChartError(`bumpChart: ${ranks} ranks; expected a whole number from 2 to ${mostRanks}`);
  const unknown = Object.keys(highlighted).find((name) => !rows.some((row) => row.name === name));
  if (unknown !== undefined) throw new ChartError(`bumpChart: there are no rows of "${unknown}"`);
  if (panels === undefined) return { ...theme, ...plotOf(rows, { ranks, highlighted }) };
  requireRows("bumpChart", panels, "panels");
  return sideBySide(
    panels.map(({ key, label }) => {
      const own = rows.filter(({ panel }) => panel === key);
      requireRows("bumpChart", own, `rows in the panel "${key}"`);
      return { title: plotTitle(label), ...plotOf(own, { ranks, highlighted }) };
    }),
  );
}

interface PlotOptions {
  readonly ranks: number;
  readonly highlighted: Readonly<Record<string, ColourName>>;
}

function plotOf(rows: readonly BumpRow[], { ranks, highlighted }: PlotOptions): Spec {
  checkRanks(rows);
  const years = [...new Set(rows.map(({ year }) => year))].sort((a, b) => a - b);
  if (years.length < 2 || years.length > mostYears)
    throw new ChartError(`bumpChart: ${years.length} years; expected 2 to ${mostYears}`, {
      hint: "Choose the years that the text compares.",
    });
  const [from, to] = [years[0] ?? 0, years.at(-1) ?? 0];
  const place = (rank: number) => yearRoom + (rank - 0.5) * rankHeight;
  const drawn = rows
    .filter(({ rank }) => rank <= ranks)
    .map(({ name, year, rank }) => ({
      name,
      year,
      rank,
      colour: highlighted[name] ?? ("others" as const),
      y: place(rank),
    }))
    .sort((a, b) => a.year - b.year || a.rank - b.rank);
  const inColour = (row: (typeof drawn)[number]) => Object.hasOwn(highlighted, row.name);
  const quiet = drawn.filter((row) => !inColour(row));
  const loud = drawn.filter(inColour);
  const x = {
    field: "year",
    type: "quantitative",
    scale: { domain: [from, to], nice: false, zero: false },
    axis: null,
  };
  const names = [...quiet, ...loud].map((row) => row.colour);
  const layersOf = (own: typeof drawn, strokeWidth: number): readonly Spec[] => {
    if (own.length === 0) return [];
    const color = namedColour("colour", names);
    return [
      {
        data: { values: piecesOf(own, years) },
        mark: { type: "line", interpolate: "monotone", strokeWidth, tooltip: null },
        encoding: { x, y: pixelY("y"), color, detail: words("piece") },
      },
      {
        data: { values: own },
        mark: { type: "point", filled: true, opacity: 1, size: 40 },
        encoding: {
          x,
          y: pixelY("y"),
          color,
          tooltip: [
            { ...words("name"), title: "Name" },
            { field: "year", type: "quantitative", title: "Year", format: "d" },
            { field: "rank", type: "quantitative", title: "Rank" },
          ],
        },
      },
    ];
  };
  return {
    height: yearRoom + ranks * rankHeight,
    layer: [
      {
        data: {
          values: years.map((year) => ({ year, top: yearRoom, bottom: yearRoom + ranks * rankHeight })),
        },
        mark: { type: "rule", color: colour("grid"), strokeWidth: 1, tooltip: null },
        encoding: { x, y: pixelY("top"), y2: { field: "bottom" } },
      },
      {
        data: { values: years.map((year) => ({ year, y: 8 })) },
        mark: { type: "text", align: "center", baseline: "middle", color: colour("muted"), tooltip: null },
        encoding: { x, y: pixelY("y"), text: { field: "year", type: "quantitative", format: "d" } },
      },
      ...layersOf(quiet, 1.5),
      ...layersOf(loud, 3),
      ...nameLayers(drawn, { from, to, x }),
    ],
  };
}

type Placed = BumpRow & { readonly colour: ColourName; readonly y: number };

/** A line is drawn between neighbouring years; a year outside the ranks drawn interrupts it. */
function piecesOf(rows: readonly Placed[], years: readonly number[]): readonly Spec[] {
  return [...new Set(rows.map(({ name }) => name))].flatMap((name) => {
    const own = rows.filter((row) => row.name === name);
    return own.map((row) => {
      const missed = years.filter((year) => year < row.year && !own.some((each) => each.year === year));
      return { name, piece: `${name} ${missed.length}`, colour: row.colour, year: row.year, y: row.y };
    });
  });
}

/** Rank and name at both ends; between them only names that stand at neither. */
function nameLayers(
  rows: readonly Placed[],
  { from, to, x }: { readonly from: number; readonly to: number; readonly x: Spec },
): readonly Spec[] {
  const isAtEnd = (name: string) =>
    rows.some((row) => row.name === name && (row.year === from || row.year === to));
  const passing = [...new Set(rows.map(({ name }) => name))].filter((name) => !isAtEnd(name));
  const groups: readonly (readonly [readonly Placed[], Spec])[] = [
    [rows.filter(({ year }) => year === from), { align: "right", dx: -9 }],
    [rows.filter(({ year }) => year === to), { align: "left", dx: 9 }],
    [passing.flatMap((name) => rows.find((row) => row.name === name) ?? []), { align: "center", dy: -11 }],
  ];
  return groups.flatMap(([own, mark]) => {
    const texts = own.map(({ name, year, rank, y, colour: hue }) => ({
      written: year === from ? `${name} ${rank}` : year === to ? `${rank} ${name}` : name,
      year,
      y,
      hue,
    }));
    return [...new Set(texts.map(({ hue }) => hue))].flatMap((hue) =>
      clearText({
        data: {
          values: texts
            .filter((text) => text.hue === hue)
            .map(({ written, year, y }) => ({ written, year, y })),
        },
        mark: {
          type: "text",
          baseline: "middle",
          fontWeight: hue === "others" ? 400 : 600,
          tooltip: null,
          ...mark,
        },
        encoding: {
          x,
          y: pixelY("y"),
          text: words("written"),
          color: { value: hue === "others" ? colour("ink") : textColour(hue) },
        },
      }),
    );
  });
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
        hint: "Break ties by a rule that the caption names.",
      });
    names.add(JSON.stringify([name, year]));
    ranks.add(`${rank} ${year}`);
  }
}

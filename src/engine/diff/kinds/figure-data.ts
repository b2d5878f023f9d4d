import { csvParse } from "d3-dsv";
import * as z from "zod";
import type { Tolerance } from "../briefing.js";
import {
  isUnique,
  keyColumns,
  namesRows,
  rowMark,
  sharedColumns,
  type PlainRow,
} from "../match/key-columns.js";
import { byMark, pairByMarks } from "../match/pairing.js";
import { rawChange, readable } from "../numbers.js";
import {
  addedAndRemoved,
  arrow,
  lineDetail,
  plain,
  sentenceDetail,
  type Detail,
  type Span,
} from "./description.js";
import { relativeSize } from "./kind.js";
import { delta, scalar, strings, type Immutable } from "./shapes.js";
import { own } from "../../../lib/own.js";

const point = z.strictObject({ name: z.string(), key: z.record(z.string(), scalar), series: z.string() });
const pointChange = z.strictObject({
  point,
  column: z.string(),
  was: scalar,
  is: scalar,
  delta: delta.optional(),
});
export const figureData = z.strictObject({
  keyColumns: strings,
  seriesColumns: strings,
  seriesAdded: strings,
  seriesRemoved: strings,
  pointsAdded: z.array(point),
  pointsRemoved: z.array(point),
  pointsMoved: z.array(pointChange).describe("greatest relative change first"),
  columnsAdded: strings,
  columnsRemoved: strings,
});
/** Points by the columns that identify them: `OpenAlex, 2020`; a point's `series` is empty where there is one only. */
export type FigureData = Immutable<z.infer<typeof figureData>>;
type PointChange = FigureData["pointsMoved"][number];
type PointName = PointChange["point"];

export interface DrawnData {
  readonly columns: readonly string[];
  readonly rows: readonly PlainRow[];
}

/** Rows of a CSV file beside a figure; what reads as a number is one. */
export function readRows(text: string): DrawnData {
  const table = csvParse(text);
  const rows = table.map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [column, scalarOf(value)])),
  );
  return { columns: table.columns, rows };
}

function scalarOf(text: string): string | number | null {
  if (text === "") return null;
  const number = Number(text);
  return text.trim() !== "" && Number.isFinite(number) ? number : text;
}

interface DataSettings {
  readonly tolerance: Tolerance;
  /** Columns that the spec uses to tell series apart, and those that place a point. */
  readonly series: readonly string[];
  readonly positions: readonly string[];
}

/** Points by the columns that identify them; undefined where no point differs. */
export function compareData(
  before: DrawnData,
  after: DrawnData,
  { tolerance, series, positions }: DataSettings,
  onWithin: () => void,
): FigureData | undefined {
  const shared = sharedColumns(before.columns, after.columns);
  const keys = keyColumns(
    before.rows,
    after.rows,
    shared,
    preferredKeys(shared, before.rows, after.rows, series, positions),
  );
  const words = keys.filter((column) =>
    [...before.rows, ...after.rows].some((row) => typeof own(row, column) === "string"),
  );
  const declared = keys.filter((column) => series.includes(column));
  const seriesColumns = declared.length > 0 ? declared : words.length < keys.length ? words : [];
  const nameOf = (row: PlainRow): PointName => ({
    name: keys.map((column) => String(own(row, column) ?? "")).join(", "),
    key: Object.fromEntries(keys.map((column) => [column, own(row, column) ?? null])),
    series: seriesColumns.map((column) => String(own(row, column) ?? "")).join(", "),
  });
  const rows = pairByMarks(before.rows, after.rows, [byMark((row) => rowMark(row, keys))]);
  const measures = shared.filter((column) => !keys.includes(column));
  const moved = rows.pairs.flatMap((pair) =>
    measures.flatMap((column): readonly PointChange[] => {
      const [earlier, later] = [own(pair.before, column) ?? null, own(pair.after, column) ?? null];
      if (earlier === later) return [];
      const texts = typeof earlier === "number" && typeof later === "number" ? readable(earlier, later) : [];
      const change = rawChange(earlier, later, tolerance, { format: "number", texts });
      if (change !== undefined)
        return [{ point: nameOf(pair.after), column, was: earlier, is: later, ...change }];
      onWithin();
      return [];
    }),
  );
  const names = (side: readonly PlainRow[]) => new Set(side.map((row) => nameOf(row).series));
  const [seriesWas, seriesIs] = [names(before.rows), names(after.rows)];
  const only = (one: ReadonlySet<string>, two: ReadonlySet<string>) =>
    seriesColumns.length === 0 ? [] : [...one].filter((name) => !two.has(name));
  const found: FigureData = {
    keyColumns: keys,
    seriesColumns,
    seriesAdded: only(seriesIs, seriesWas),
    seriesRemoved: only(seriesWas, seriesIs),
    pointsAdded: rows.added.map(nameOf),
    pointsRemoved: rows.removed.map(nameOf),
    pointsMoved: [...moved].sort((a, b) => relativeSize(b.delta) - relativeSize(a.delta)),
    columnsAdded: after.columns.filter((column) => !shared.includes(column)),
    columnsRemoved: before.columns.filter((column) => !shared.includes(column)),
  };
  return hasOtherPoints(found) || moved.length > 0 ? found : undefined;
}

/** What the spec calls series and a horizontal position identifies a point, if the data has it. */
function preferredKeys(
  shared: readonly string[],
  before: readonly PlainRow[],
  after: readonly PlainRow[],
  series: readonly string[],
  positions: readonly string[],
): readonly string[] {
  // A position may be a measurement: what is drawn at its own value is not recognised by it.
  const places = positions.filter((column) => namesRows(column, before, after));
  const known = [...new Set([...series, ...places])].filter((column) => shared.includes(column));
  return known.length > 0 && isUnique(before, known) && isUnique(after, known) ? known : [];
}

export function hasOtherPoints(data: FigureData): boolean {
  const { pointsAdded, pointsRemoved, columnsAdded, columnsRemoved } = data;
  return [pointsAdded, pointsRemoved, columnsAdded, columnsRemoved].some((list) => list.length > 0);
}

export function dataDetails(data: FigureData): readonly Detail[] {
  const { pointsMoved, pointsAdded, pointsRemoved } = data;
  const names = (points: readonly PointName[]) => points.map(({ name }) => name);
  return [
    ...(pointsMoved.length > 1 ? [movedLine(pointsMoved)] : []),
    ...(pointsMoved.length === 0 ? [] : [pointGrid(pointsMoved)]),
    ...addedAndRemoved("points", names(pointsAdded), names(pointsRemoved)),
    ...addedAndRemoved("series", data.seriesAdded, data.seriesRemoved),
    ...addedAndRemoved("columns", data.columnsAdded, data.columnsRemoved),
  ];
}

/** How many points moved, and which most by number where that is not the first. */
function movedLine(moved: readonly PointChange[]): Detail {
  const size = ({ delta }: PointChange) => Math.abs(delta?.absolute ?? 0);
  const most = moved.reduce((one, two) => (size(two) > size(one) ? two : one));
  if (most === moved[0]) return sentenceDetail(`${moved.length} points moved`);
  const place = most.point.name === "" ? most.column : `${most.point.name}: ${most.column}`;
  const spans = [plain(`${place} `), ...pointArrow(most), plain(most.delta ? ` ${most.delta.text}` : "")];
  return lineDetail(spans, `${moved.length} points moved, most by number`);
}

/** Both ends of what moved: numbers with as many digits as it takes to see it. */
function pointArrow({ was, is }: Pick<PointChange, "was" | "is">): readonly Span[] {
  if (typeof was === "number" && typeof is === "number") return arrow(...readable(was, is));
  const shown = (value: PointChange["was"]) => (value === null ? "none" : String(value));
  return arrow(shown(was), shown(is));
}

function pointGrid(points: readonly PointChange[]): Detail {
  const isNamed = points.some(({ point }) => point.name !== "");
  return {
    kind: "grid",
    noun: "point",
    columns: [
      ...(isNamed ? [{ title: "Point", align: "left" as const }] : []),
      { title: "Column", align: "left" },
      { title: "Before → after", align: "right" },
      { title: "Change", align: "right" },
    ],
    rows: points.map((change) => [
      ...(isNamed ? [[plain(change.point.name)]] : []),
      [plain(change.column)],
      pointArrow(change),
      [plain(change.delta?.text ?? "")],
    ]),
  };
}

import { csvParse } from "d3-dsv";
import * as z from "zod";
import {
  compareColumns,
  compareRows,
  isKey,
  keyColumns,
  namesRows,
  type Columns,
  type PlainRow,
} from "../match/compare-rows.js";
import { rawChange, readable, relativeSize, type CountedTolerance } from "../numbers.js";
import {
  addedAndRemoved,
  arrow,
  cellGrid,
  lineDetail,
  plain,
  type Detail,
  type Span,
} from "./description.js";
import type { Sides } from "../briefing.js";
import { hasDerivedTables } from "./derived-tables.js";
import { renamedLabels, replacedWords, withRenamed, type DrawnData } from "./renamed-labels.js";
import { drawnTables, type Json } from "./figure-spec.js";
import { delta, scalar, strings, type DeepReadonly } from "../shapes.js";
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
  statusColumns: strings.optional().describe("columns that say whether a point is complete"),
  columnTitles: z.record(z.string(), z.string()).optional().describe("titles of columns on the page"),
});
/** Points by the columns that identify them: `OpenAlex, 2020`; a point's `series` is empty if there is only one. */
export type FigureData = DeepReadonly<z.infer<typeof figureData>>;
type PointChange = FigureData["pointsMoved"][number];
type PointName = PointChange["point"];

/** Rows of a CSV file next to a figure; cells that look like numbers become numbers. */
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
  readonly tolerance: CountedTolerance;
  /** Columns that the spec uses to distinguish series, and those that position a point. */
  readonly series: Columns;
  readonly positions: Columns;
  readonly columnTitles?: Readonly<Record<string, string>>;
}

/** Points matched by the columns that identify them; undefined if no point differs. */
export function compareData(
  before: DrawnData,
  after: DrawnData,
  { tolerance, series, positions, columnTitles }: DataSettings,
): FigureData | undefined {
  const { shared, ...columns } = compareColumns(before.columns, after.columns);
  // A position may be a measurement: a point drawn at its own value cannot be identified by it.
  const all = { before: before.rows, after: after.rows };
  const places = positions.filter((column) => namesRows(column, all));
  const identifying = [...new Set([...series, ...places])].filter((column) => shared.includes(column));
  const keys = keyColumns(all, shared, identifying.length > 0 && isKey(all, identifying) ? identifying : []);
  const seriesColumns = seriesAmong(keys, series, [...before.rows, ...after.rows]);
  const nameOf = (row: PlainRow): PointName => ({
    name: pointName(row, keys),
    key: Object.fromEntries(keys.map((column) => [column, own(row, column) ?? null])),
    series: seriesOf(row),
  });
  const seriesOf = (row: PlainRow) =>
    seriesColumns.map((column) => String(own(row, column) ?? "")).join(", ");
  const cellsOf = ({ rows }: DrawnData) => rows.map((cells) => ({ cells }));
  const rows = compareRows(cellsOf(before), cellsOf(after), {
    key: keys,
    columns: shared.filter((column) => !keys.includes(column)),
    differenceOf: (one = null, two = null) => {
      if (one === two) return undefined;
      const texts = typeof one === "number" && typeof two === "number" ? readable(one, two) : [];
      return rawChange(one, two, tolerance, { format: "number", texts });
    },
  });
  const moved = rows.flatMap(({ later, cells }) =>
    cells.map(({ column, before: was = null, after: is = null, difference }): PointChange => ({
      point: nameOf(later.cells),
      column,
      was,
      is,
      ...difference,
    })),
  );
  const [seriesWas, seriesIs] = [before, after].map(
    ({ rows }) => new Set(seriesColumns.length === 0 ? [] : rows.map(seriesOf)),
  );
  const status = [...new Set([...before.columns, ...after.columns])].filter((column) =>
    isStatus(column, all),
  );
  const found: FigureData = {
    keyColumns: keys,
    seriesColumns,
    seriesAdded: [...(seriesIs ?? [])].filter((name) => seriesWas?.has(name) !== true),
    seriesRemoved: [...(seriesWas ?? [])].filter((name) => seriesIs?.has(name) !== true),
    pointsAdded: rows.flatMap(({ status, later }) => (status === "added" ? nameOf(later.cells) : [])),
    pointsRemoved: rows.flatMap(({ status, later }) => (status === "removed" ? nameOf(later.cells) : [])),
    pointsMoved: moved.sort((a, b) => relativeSize(b.delta) - relativeSize(a.delta)),
    ...columns,
    ...(status.length > 0 && { statusColumns: status }),
    ...(columnTitles && { columnTitles }),
  };
  return hasOtherPoints(found) || moved.length > 0 ? found : undefined;
}

/** As chart functions read it. */
const statuses: readonly unknown[] = ["complete", "early count", "incomplete", "second-hand"];

function isStatus(column: string, rows: Sides<DrawnData["rows"]>): boolean {
  const cells = [...rows.before, ...rows.after].flatMap((row) =>
    Object.hasOwn(row, column) ? [own(row, column)] : [],
  );
  return cells.length > 0 && cells.every((cell) => statuses.includes(cell));
}

/** Several tables of one drawing. */
function mergeData(found: readonly FigureData[]): FigureData | undefined {
  const [first] = found;
  if (first === undefined || found.length === 1) return first;
  const all = <T>(listOf: (data: FigureData) => readonly T[]) => found.flatMap(listOf);
  return {
    ...first,
    seriesAdded: all(({ seriesAdded }) => seriesAdded),
    seriesRemoved: all(({ seriesRemoved }) => seriesRemoved),
    pointsAdded: all(({ pointsAdded }) => pointsAdded),
    pointsRemoved: all(({ pointsRemoved }) => pointsRemoved),
    pointsMoved: all(({ pointsMoved }) => pointsMoved),
    columnsAdded: all(({ columnsAdded }) => columnsAdded),
    columnsRemoved: all(({ columnsRemoved }) => columnsRemoved),
  };
}

/**
 * Differences in the rows next to a figure, else in those that its specification draws, unless these are derived from
 * the rows; renamed labels are texts.
 */
export function compareDrawn(
  beside: Sides<DrawnData> | undefined,
  specs: Sides<Json> | undefined,
  { tolerance, ...columns }: DataSettings,
) {
  const labels = new Map<string, string>();
  const words = new Map<string, string>();
  let within = 0;
  const counting = (report: () => void): CountedTolerance => ({
    ...tolerance,
    onWithin: () => {
      within += 1;
      report();
    },
  });
  const compared = (pairs: readonly Sides<DrawnData>[], counted: CountedTolerance) =>
    mergeData(
      pairs.flatMap(({ before, after }) => {
        const renamed = renamedLabels(before, after);
        for (const names of renamed.values()) for (const [was, is] of names) labels.set(was, is);
        for (const [was, is] of replacedWords(after, renamed)) words.set(was, is);
        return compareData(withRenamed(before, renamed), after, { ...columns, tolerance: counted }) ?? [];
      }),
    );
  const ofFile = compared(beside === undefined ? [] : [beside], counting(tolerance.onWithin));
  // A number within the tolerance is reported once.
  const report = beside === undefined ? tolerance.onWithin : () => undefined;
  const isDerived = specs !== undefined && hasDerivedTables(specs.after);
  const data =
    ofFile ?? compared(specs === undefined || isDerived ? [] : drawnPairs(specs), counting(report));
  return { data, labels, words, within };
}

/** The tables of rows that two specifications draw, if they differ; merged into one if their numbers are not equal. */
function drawnPairs(specs: Sides<Json>): readonly Sides<DrawnData>[] {
  const before = drawnTables(specs.before);
  const after = drawnTables(specs.after);
  const drawn = (rows: DrawnData["rows"]): DrawnData => ({
    columns: [...new Set(rows.flatMap((row) => Object.keys(row)))],
    rows,
  });
  const areAsMany = before.length === after.length;
  const [earlier, later] = areAsMany ? [before, after] : [[before.flat()], [after.flat()]];
  return earlier.flatMap((one, index) => {
    const two = later[index] ?? [];
    return JSON.stringify(one) === JSON.stringify(two) ? [] : [{ before: drawn(one), after: drawn(two) }];
  });
}

/** By its keys; a row with empty keys, such as one of a rule or a label, by its content. */
function pointName(row: PlainRow, keys: readonly string[]): string {
  const named = keys.map((column) => String(own(row, column) ?? "")).filter((each) => each !== "");
  if (named.length > 0 || keys.length === 0) return named.join(", ");
  return Object.entries(row)
    .flatMap(([column, value]) => (value === null ? [] : [`${column} ${String(value)}`]))
    .join(", ");
}

/** Key columns that distinguish series: those of the spec, else text columns if a point has others at its position. */
function seriesAmong(keys: Columns, declared: Columns, rows: readonly PlainRow[]): Columns {
  const named = keys.filter((column) => declared.includes(column));
  if (named.length > 0) return named;
  const words = keys.filter((column) => rows.some((row) => typeof own(row, column) === "string"));
  return words.length < keys.length ? words : [];
}

export function hasOtherPoints(data: FigureData): boolean {
  const { pointsAdded, pointsRemoved, columnsAdded, columnsRemoved } = data;
  return [pointsAdded, pointsRemoved, columnsAdded, columnsRemoved].some((list) => list.length > 0);
}

export function dataDetails(data: FigureData): readonly Detail[] {
  const { pointsMoved, pointsAdded, pointsRemoved, columnTitles = {} } = data;
  const titled = <C extends { readonly column: string }>(cell: C): C => ({
    ...cell,
    column: own(columnTitles, cell.column) ?? cell.column,
  });
  const names = (points: readonly PointName[]) => {
    const all = points.map(({ name }) => name);
    // Names that do not tell points apart say nothing.
    return all.length === 0 || new Set(all).size > all.length / 2
      ? all
      : [`${points.length} without names of their own`];
  };
  const cells = pointsMoved.map((change) => ({
    ...titled(change),
    row: change.point.name,
    states: pointArrow(change),
  }));
  return [
    ...(pointsMoved.length > 1 ? [movedLine(pointsMoved.map(titled))] : []),
    ...cellGrid("point", "Point", cells),
    ...addedAndRemoved("points", names(pointsAdded), names(pointsRemoved)),
    ...addedAndRemoved("series", data.seriesAdded, data.seriesRemoved),
    ...addedAndRemoved("columns", data.columnsAdded, data.columnsRemoved),
  ];
}

/** How many points moved, and which moved furthest. */
function movedLine(moved: readonly PointChange[]): Detail {
  const size = ({ delta }: PointChange) => Math.abs(delta?.absolute ?? 0);
  const most = moved.reduce((one, two) => (size(two) > size(one) ? two : one));
  const place = most.point.name === "" ? most.column : `${most.point.name}: ${most.column}`;
  const spans = [plain(`${place} `), ...pointArrow(most), plain(most.delta ? ` ${most.delta.text}` : "")];
  return lineDetail(spans, `${moved.length} points moved, furthest`);
}

/** Both ends of the change: numbers with as many digits as it takes to see it. */
function pointArrow({ was, is }: Pick<PointChange, "was" | "is">): readonly Span[] {
  if (typeof was === "number" && typeof is === "number") return arrow(...readable(was, is));
  const shown = (value: PointChange["was"]) => (value === null ? undefined : String(value));
  return arrow(shown(was), shown(is));
}

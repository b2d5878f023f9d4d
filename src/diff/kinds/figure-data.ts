import { csvParse } from "d3-dsv";
import type { FigureData, PointChange, PointName } from "../contract/figure.js";
import { isWithin } from "../numbers/amounts.js";
import { numberDelta } from "../numbers/delta.js";
import { readable } from "../numbers/readable.js";
import type { Tolerance } from "../contract.js";
import { byMark, pairByMarks } from "../pair/pairing.js";
import { keyColumns, namesRows, rowMark, sharedColumns, type PlainRow } from "../rows/key-columns.js";

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
  was: DrawnData,
  is: DrawnData,
  { tolerance, series, positions }: DataSettings,
  onWithin: () => void,
): FigureData | undefined {
  const shared = sharedColumns(was.columns, is.columns);
  const keys = keyColumns(
    was.rows,
    is.rows,
    shared,
    preferredKeys(shared, was.rows, is.rows, series, positions),
  );
  const words = keys.filter((column) =>
    [...was.rows, ...is.rows].some((row) => typeof row[column] === "string"),
  );
  const declared = keys.filter((column) => series.includes(column));
  const seriesColumns = declared.length > 0 ? declared : words.length < keys.length ? words : [];
  const nameOf = (row: PlainRow): PointName => ({
    name: keys.map((column) => String(row[column] ?? "")).join(", "),
    key: Object.fromEntries(keys.map((column) => [column, row[column] ?? null])),
    series: seriesColumns.map((column) => String(row[column] ?? "")).join(", "),
  });
  const rows = pairByMarks(was.rows, is.rows, [byMark((row) => rowMark(row, keys))]);
  const measures = shared.filter((column) => !keys.includes(column));
  const moved = rows.pairs.flatMap((pair) =>
    measures.flatMap((column): readonly PointChange[] => {
      const [before, after] = [pair.was[column] ?? null, pair.is[column] ?? null];
      if (before === after) return [];
      const areNumbers = typeof before === "number" && typeof after === "number";
      if (areNumbers && isWithin(before, after, tolerance)) {
        onWithin();
        return [];
      }
      const change = { point: nameOf(pair.is), column, was: before, is: after };
      if (!areNumbers) return [change];
      const wording = { format: "number", texts: readable(before, after) };
      return [{ ...change, delta: numberDelta(before, after, wording) }];
    }),
  );
  const names = (side: readonly PlainRow[]) => new Set(side.map((row) => nameOf(row).series));
  const [seriesWas, seriesIs] = [names(was.rows), names(is.rows)];
  const only = (one: ReadonlySet<string>, two: ReadonlySet<string>) =>
    seriesColumns.length === 0 ? [] : [...one].filter((name) => !two.has(name));
  const found: FigureData = {
    keyColumns: keys,
    seriesColumns,
    seriesAdded: only(seriesIs, seriesWas),
    seriesRemoved: only(seriesWas, seriesIs),
    pointsAdded: rows.added.map(nameOf),
    pointsRemoved: rows.removed.map(nameOf),
    pointsMoved: [...moved].sort((a, b) => relativeSize(b) - relativeSize(a)),
    columnsAdded: is.columns.filter((column) => !shared.includes(column)),
    columnsRemoved: was.columns.filter((column) => !shared.includes(column)),
    ...greatest(moved),
  };
  const differs =
    found.pointsMoved.length + found.pointsAdded.length + found.pointsRemoved.length > 0 ||
    found.columnsAdded.length + found.columnsRemoved.length > 0;
  return differs ? found : undefined;
}

/** What the spec calls series and a horizontal position identifies a point, if the data has it. */
function preferredKeys(
  shared: readonly string[],
  was: readonly PlainRow[],
  is: readonly PlainRow[],
  series: readonly string[],
  positions: readonly string[],
): readonly string[] {
  // A position may be a measurement: what is drawn at its own value is not recognised by it.
  const places = positions.filter((column) => namesRows(column, was, is));
  const known = [...new Set([...series, ...places])].filter((column) => shared.includes(column));
  const isUnique = (rows: readonly PlainRow[]) =>
    new Set(rows.map((row) => rowMark(row, known))).size === rows.length;
  return known.length > 0 && isUnique(was) && isUnique(is) ? known : [];
}

function relativeSize({ delta }: PointChange): number {
  if (delta === undefined) return Number.POSITIVE_INFINITY;
  return delta.relative === null ? Number.MAX_VALUE : Math.abs(delta.relative);
}

function greatest(moved: readonly PointChange[]): Pick<FigureData, "greatestAbsolute" | "greatestRelative"> {
  let absolute: PointChange | undefined;
  let relative: PointChange | undefined;
  for (const change of moved) {
    if (change.delta === undefined) continue;
    if (Math.abs(change.delta.absolute) > Math.abs(absolute?.delta?.absolute ?? 0)) absolute = change;
    if (Math.abs(change.delta.relative ?? 0) > Math.abs(relative?.delta?.relative ?? 0)) relative = change;
  }
  return { ...(absolute && { greatestAbsolute: absolute }), ...(relative && { greatestRelative: relative }) };
}

import { requireColours, requireFields, requireRows } from "./checks.js";
import { ChartError } from "../errors.js";
import { hueScale, type Ramp, rampKeyLayers, strengthsOf } from "./heat-ramp.js";
import { pixelY, words, wrap } from "./marks.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight, theme } from "./theme.js";

export interface HeatRow {
  readonly row: string;
  readonly column: string;
  readonly value: number;
  /** What stands in the cell: the formatted value, short. */
  readonly text: string;
}

export interface HeatMapOptions {
  readonly rows: readonly HeatRow[];
  readonly ramp: Ramp;
  /** Rows and columns in the order of reading; by default as they first come. */
  readonly rowOrder?: readonly string[];
  readonly columnOrder?: readonly string[];
  /** A column whose values rank the rows, greatest first; rows without a value there come last. */
  readonly rankedBy?: string;
  /** Low rows, for many of them: their names take one line. */
  readonly density?: "normal" | "compact";
  /** What stands in a cell that has no value; by default `n/a`. */
  readonly missing?: string;
}

const leastCellHeight = { normal: 30, compact: 21 } as const;
/** Pixels of a character of 12 or 13 px, generously: of cells no number may touch the next. */
const characterWidth = 6.4;
const phoneWidth = 328;
const labelCharacters = { normal: 15, compact: 26 } as const;
/** A table of numbers whose strength of colour follows them; every cell carries its number. */
export function heatMap(options: HeatMapOptions): Spec {
  const { rows, ramp, missing = "n/a", density = "normal", rankedBy } = options;
  requireRows("heatMap", rows);
  requireFields("heatMap", rows, ["row", "column", "value", "text"]);
  requireColours("heatMap", ramp.kind === "sequential" ? [ramp.colour ?? "accent"] : []);
  const rowOrder = rankedBy === undefined ? options.rowOrder : rankedRows(rows, rankedBy);
  const rowNames = orderOf(
    rows.map(({ row }) => row),
    rowOrder,
    "row",
  );
  const columnNames = orderOf(
    rows.map(({ column }) => column),
    options.columnOrder,
    "column",
  );
  checkPairs(rows);
  const labels = rowNames.map((name) => wrap(name, labelCharacters[density]));
  const heads = columnNames.map((name) => wrap(name, 1));
  checkWidth(rows, labels, heads, columnNames.length);
  const headHeight = Math.max(...heads.map((lines) => lines.length)) * lineHeight + 8;
  const cellHeight = Math.max(
    leastCellHeight[density],
    ...labels.map((lines) => lines.length * lineHeight + 4),
  );
  const strengthOf = strengthsOf(rows, ramp);
  const cells = rowNames.flatMap((row, rowIndex) =>
    columnNames.map((column, columnIndex) => {
      const found = rows.find((each) => each.row === row && each.column === column);
      return {
        row,
        column,
        value: found?.value ?? null,
        text: found?.text ?? missing,
        ...(found === undefined ? { hue: "none", strength: 0 } : strengthOf(found.value)),
        left: columnIndex,
        right: columnIndex + 1,
        center: columnIndex + 0.5,
        top: headHeight + rowIndex * cellHeight,
        bottom: headHeight + (rowIndex + 1) * cellHeight,
        middle: headHeight + (rowIndex + 0.5) * cellHeight,
      };
    }),
  );
  const x = {
    type: "quantitative",
    scale: { domain: [0, columnNames.length], nice: false, zero: false },
    axis: null,
  };
  const y = { top: pixelY("top"), bottom: { field: "bottom" }, middle: pixelY("middle") };
  const hues = hueScale(ramp);
  const body = headHeight + rowNames.length * cellHeight;
  const key = ramp.kind === "diverging" ? [ramp.above, ramp.below] : [];
  return {
    ...theme,
    height: body + (key.length > 0 ? key.length * (lineHeight + 2) + 10 : 0),
    data: { values: cells },
    layer: [
      {
        mark: { type: "rect", stroke: colour("grid"), strokeWidth: 1 },
        encoding: {
          x: { ...x, field: "left" },
          x2: { field: "right" },
          y: y.top,
          y2: y.bottom,
          fill: hues,
          fillOpacity: { field: "strength", type: "quantitative", scale: null },
          tooltip: [
            { ...words("row"), title: "Row" },
            { ...words("column"), title: "Column" },
            { ...words("text"), title: "Value" },
          ],
        },
      },
      {
        mark: { type: "text", align: "center", baseline: "middle", tooltip: null },
        encoding: {
          x: { ...x, field: "center" },
          y: y.middle,
          text: words("text"),
          color: {
            condition: { test: "datum.value === null", value: colour("muted") },
            value: colour("ink"),
          },
        },
      },
      {
        data: {
          values: rowNames.map((row, index) => ({
            row,
            lines: (labels[index] ?? [row]).join("\n"),
            middle:
              headHeight + (index + 0.5) * cellHeight - (((labels[index]?.length ?? 1) - 1) * lineHeight) / 2,
          })),
        },
        mark: {
          type: "text",
          align: "right",
          baseline: "middle",
          dx: -8,
          lineHeight,
          lineBreak: "\n",
          tooltip: null,
        },
        encoding: { x: { value: 0 }, y: y.middle, text: words("lines") },
      },
      {
        data: {
          values: columnNames.map((column, index) => ({
            column,
            lines: (heads[index] ?? [column]).join("\n"),
            center: index + 0.5,
            middle: headHeight - 12 - ((heads[index]?.length ?? 1) - 1) * lineHeight,
          })),
        },
        mark: {
          type: "text",
          align: "center",
          baseline: "middle",
          lineHeight,
          lineBreak: "\n",
          color: colour("muted"),
          tooltip: null,
        },
        encoding: { x: { ...x, field: "center" }, y: y.middle, text: words("lines") },
      },
      ...rampKeyLayers(key, body, hues),
    ],
  };
}

function orderOf(
  names: readonly string[],
  given: readonly string[] | undefined,
  what: string,
): readonly string[] {
  const found = [...new Set(names)];
  if (given === undefined) return found;
  const unknown = given.find((name) => !found.includes(name));
  if (unknown !== undefined)
    throw new ChartError(`heatMap: no cell is in the ${what} "${unknown}"`, {
      hint: `There are ${found.join(", ")}.`,
    });
  return [...new Set(given)];
}

function rankedRows(rows: readonly HeatRow[], column: string): readonly string[] {
  if (!rows.some((row) => row.column === column))
    throw new ChartError(`heatMap: no cell is in the column "${column}", which ranks the rows`);
  const valueOf = (name: string) =>
    rows.find((row) => row.row === name && row.column === column)?.value ?? -Infinity;
  const names = [...new Set(rows.map(({ row }) => row))];
  return names.sort((a, b) => (valueOf(a) === valueOf(b) ? 0 : valueOf(b) - valueOf(a)));
}

function checkPairs(rows: readonly HeatRow[]): void {
  const seen = new Set<string>();
  for (const { row, column } of rows) {
    const key = JSON.stringify([row, column]);
    if (seen.has(key)) throw new ChartError(`heatMap: two values for "${row}", "${column}"`);
    seen.add(key);
  }
}

/** On a phone the numbers must still stand apart: a cell narrower than its text is no cell. */
function checkWidth(
  rows: readonly HeatRow[],
  labels: readonly (readonly string[])[],
  heads: readonly (readonly string[])[],
  columns: number,
): void {
  const longest = (texts: readonly string[]) => texts.reduce((a, b) => (b.length > a.length ? b : a), "");
  const label = longest(labels.flat());
  const text = longest([...rows.map((row) => row.text), ...heads.flat()]);
  const free = phoneWidth - label.length * characterWidth - 8;
  const most = Math.floor(free / (text.length * characterWidth));
  if (columns > most)
    throw new ChartError(
      `heatMap: ${columns} columns with texts such as "${text}" do not fit a phone; ${Math.max(most, 0)} do`,
      { hint: "Exchange rows and columns, write shorter texts, or leave columns out." },
    );
}

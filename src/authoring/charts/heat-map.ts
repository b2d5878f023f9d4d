import { type Chart, ofRows } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { requireRows } from "./checks.js";
import { hueScale, type Ramp, rampKeyLayers, strengthsOf } from "./heat-ramp.js";
import { atLeft, pixelY, text, tooltip, words, wrap } from "./layers.js";
import { colour, lineHeight, theme } from "./theme.js";

export interface HeatRow {
  readonly row: string;
  readonly column: string;
  readonly value: number;
  /** What stands in the cell: the formatted value, short. */
  readonly text: string;
}

export interface HeatMapOptions {
  /** The table has its rows and columns in the order in which they first come; a cell that is not given says so. */
  readonly rows: readonly HeatRow[];
  readonly ramp: Ramp;
}

const leastCellHeight = 30;
/** Pixels of a character of 12 or 13 px, generously: of cells no number may touch the next. */
const characterWidth = 6.4;
const phoneWidth = 328;
const labelCharacters = 15;

/** A table of numbers whose strength of colour follows them; every cell carries its number. */
export function heatMap({ rows, ramp }: HeatMapOptions): Chart {
  requireRows("heatMap", rows, ["row", "column", "value", "text"]);
  const rowNames = [...new Set(rows.map(({ row }) => row))];
  const columnNames = [...new Set(rows.map(({ column }) => column))];
  checkPairs(rows);
  const labels = rowNames.map((name) => wrap(name, labelCharacters));
  const free = phoneWidth - longestOf(labels.flat()).length * characterWidth - 8;
  checkWidth(rows, columnNames, free);
  const headCharacters = Math.floor(free / columnNames.length / characterWidth) - 1;
  const heads = columnNames.map((name) => wrap(name, headCharacters));
  const headHeight = Math.max(...heads.map((lines) => lines.length)) * lineHeight + 8;
  const cellHeight = Math.max(leastCellHeight, ...labels.map((lines) => lines.length * lineHeight + 4));
  const strengthOf = strengthsOf(rows, ramp);
  const top = (index: number) => headHeight + index * cellHeight;
  const cells = rowNames.flatMap((row, rowIndex) =>
    columnNames.map((column, columnIndex) => {
      const found = rows.find((each) => each.row === row && each.column === column);
      return {
        row,
        column,
        value: found?.value ?? null,
        text: found?.text ?? "n/a",
        ...(found === undefined ? { hue: "none", strength: 0 } : strengthOf(found.value)),
        left: columnIndex,
        right: columnIndex + 1,
        center: columnIndex + 0.5,
        top: top(rowIndex),
        bottom: top(rowIndex + 1),
        middle: top(rowIndex + 0.5),
      };
    }),
  );
  const scale = { domain: [0, columnNames.length], nice: false, zero: false };
  const x = { type: "quantitative", scale, axis: null };
  const center = { ...x, field: "center" };
  const y = pixelY("middle");
  const fill = hueScale(ramp);
  const body = top(rowNames.length);
  const key = ramp.kind === "diverging" ? [ramp.above, ramp.below] : [];
  const ofLines = { lineHeight, lineBreak: "\n" };
  return ofRows(
    { rows },
    {
      ...theme,
      height: body + (key.length > 0 ? key.length * (lineHeight + 2) + 10 : 0),
      data: { values: cells },
      layer: [
        {
          mark: { type: "rect", stroke: colour("grid"), strokeWidth: 1 },
          encoding: {
            x: { ...x, field: "left" },
            x2: { field: "right" },
            y: pixelY("top"),
            y2: { field: "bottom" },
            fill,
            fillOpacity: { field: "strength", type: "quantitative", scale: null },
            ...tooltip({ row: "Row", column: "Column", text: "Value" }),
          },
        },
        text(
          "center",
          {},
          {
            x: center,
            y,
            text: words("text"),
            color: {
              condition: { test: "datum.value === null", value: colour("muted") },
              value: colour("ink"),
            },
          },
        ),
        text(
          "right",
          { dx: -8, ...ofLines },
          { x: atLeft, y, text: words("lines") },
          rowNames.map((row, index) => {
            const lines = labels[index] ?? [row];
            const middle = top(index + 0.5) - ((lines.length - 1) * lineHeight) / 2;
            return { row, lines: lines.join("\n"), middle };
          }),
        ),
        text(
          "center",
          { ...ofLines, color: colour("muted") },
          { x: center, y, text: words("lines") },
          columnNames.map((column, index) => {
            const lines = heads[index] ?? [column];
            const middle = headHeight - 12 - (lines.length - 1) * lineHeight;
            return { column, lines: lines.join("\n"), center: index + 0.5, middle };
          }),
        ),
        ...rampKeyLayers(key, body, fill),
      ],
    },
  );
}

function longestOf(texts: readonly string[]): string {
  return texts.reduce((a, b) => (b.length > a.length ? b : a), "");
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
function checkWidth(rows: readonly HeatRow[], heads: readonly string[], free: number): void {
  const text = longestOf([...rows.map((row) => row.text), ...heads.flatMap((head) => wrap(head, 1))]);
  const most = Math.floor(free / (text.length * characterWidth));
  const columns = heads.length;
  if (columns > most)
    throw new ChartError(
      `heatMap: ${columns} columns with texts such as "${text}" do not fit a phone; ${Math.max(most, 0)} do`,
      { hint: "Exchange rows and columns, write shorter texts, or leave columns out." },
    );
}

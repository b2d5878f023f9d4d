/** A number for each pair of steps, shown as the strength of a colour. */
import type { Chart } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { requireValues } from "./checks-of-columns.js";
import { type AxisTitles, titleOf } from "./axis-options.js";
import { lyingHeight, lyingSteps, stepNames, stepsOf, stepWriter, titledSteps } from "./steps.js";
import { type ColumnName, nameAt, numbersIn, type Rows } from "./columns.js";
import { heatKey, hue, keyHeight } from "./heat-key.js";
import { quiet, words } from "./layers.js";
import { measureOf } from "./measure.js";
import { type Order, ordered } from "./order.js";
import { above, type ChartOptions, drawn, plotsOf, read } from "./plain.js";
import { colour } from "./theme.js";

/** Titles of the axes and of the numbers, in place of those from the data; `null` removes one. */
export interface HeatTitles extends AxisTitles {
  readonly value?: string | null;
}

export interface HeatOptions<Row> extends Pick<ChartOptions<Row>, "facet" | "style" | "digits" | "height"> {
  /** Column of steps across, in the order of the rows. */
  readonly x: ColumnName<Row>;
  /** Column of steps down, in the order of the rows. */
  readonly y: ColumnName<Row>;
  /** Column of numbers for the colour: from the lowest to the highest, or away from zero in both directions. */
  readonly value: ColumnName<Row>;
  /** Rows by their mean value, or the names in this order and then the others. Default: as in the rows. */
  readonly sort?: Order;
  /** Titles of the axes, and of the numbers: `{ value: "NO₂ (µg/m³)" }`; `null` removes one. By default the axes have none. */
  readonly titles?: HeatTitles;
}

/** Lightest and strongest: text on them is legible on light and dark pages. */
const strengths = [0.06, 0.6] as const;
const narrowest = 250;
const digitWidth = 7;

/** A table coloured by its numbers: `heat(rows, { x: "year", y: "field", value: "share" })`. */
export function heat<Row extends object>(given: Rows<Row>, options: HeatOptions<Row>): Chart {
  const source = read("heat", given, options);
  const { rows, facet } = source;
  const x = source.column(options.x);
  const y = source.column(options.y);
  const value = source.numbers(options.value);
  requireValues("heat", x, y, value);
  const { titles, digits, style } = options;
  const title = titles?.value === "" ? null : titles?.value;
  const measure = measureOf([value], { style, digits, title });
  const inX = stepWriter(x);
  const inY = stepWriter(y);
  const least = Math.min(...numbersIn(value));
  const greatest = Math.max(...numbersIn(value));
  const isTwoSided = least < 0;
  const strength = (at: number) => {
    const part = isTwoSided
      ? Math.abs(at) / Math.max(-least, greatest)
      : (at - least) / (greatest - least || 1);
    return Number((strengths[0] + (strengths[1] - strengths[0]) * part).toFixed(3));
  };
  const shadeOf = (at: number) => ({ hue: at < 0 ? "below" : "above", strength: strength(at) });
  const hasKey = least < greatest;
  const seen = new Set<string>();
  const cells = rows.map((_, index) => {
    const column = nameAt(x, index);
    const row = nameAt(y, index);
    const at = value.cells[index];
    if (column === undefined || row === undefined || typeof at !== "number") return undefined;
    const key = JSON.stringify([facet?.cells[index], column, row]);
    if (seen.has(key))
      throw new ChartError(`heat: two rows are "${inX(column)}", "${inY(row)}"`, {
        hint: "Add them up first, or name the column that distinguishes them (facet).",
      });
    seen.add(key);
    const dates = {
      ...(x.kind === "date" && { across: inX(column) }),
      ...(y.kind === "date" && { down: inY(row) }),
    };
    return { column, row, value: at, written: measure.write(at), ...dates, ...shadeOf(at) };
  });
  const across = stepNames(x);
  const down = ordered(stepNames(y), {
    chart: "heat",
    sort: options.sort,
    valueOf: (name) => meanOf(cells.flatMap((cell) => (cell?.row === name ? [cell.value] : []))),
    write: inY,
  });
  const longest = Math.max(...cells.map((cell) => cell?.written.length ?? 0));
  const hasNumbers = across.length * (longest + 1) * digitWidth <= narrowest;
  const inWords = `${measure.title}, ${measure.write(least)}`;
  const band = { type: "band", padding: 0 };
  const written = title === null ? null : hasKey ? measure.title : inWords;
  return drawn(source, {
    columns: [y, x, value],
    title: written,
    ...(hasKey && { firstHas: keyHeight }),
    plot: (indices, panel) => ({
      ...(facet === undefined && written !== null && { title: above(written) }),
      height: options.height ?? down.length * lyingHeight(down),
      data: { values: indices.flatMap((index) => cells[index] ?? []) },
      encoding: {
        x: {
          ...titledSteps(stepsOf(across, band, x, facet), titleOf(titles, "x"), "upright"),
          field: "column",
        },
        y: { ...titledSteps(lyingSteps(down, band, y, facet), titleOf(titles, "y"), "lying"), field: "row" },
      },
      layer: [
        {
          mark: { type: "rect", stroke: colour("paper"), strokeWidth: 1 },
          encoding: {
            fill: hue,
            fillOpacity: { field: "strength", type: "quantitative", scale: null },
            tooltip: [
              { ...words(y.kind === "date" ? "down" : "row"), title: y.title },
              { ...words(x.kind === "date" ? "across" : "column"), title: x.title },
              { ...words("written"), title: measure.title },
            ],
          },
        },
        // All panels have the same colours.
        ...(hasKey && panel === 0
          ? heatKey({ least, greatest, write: measure.write, shadeOf, layout: plotsOf(source) })
          : []),
        ...(hasNumbers
          ? [quiet("text", { align: "center", baseline: "middle" }, { text: words("written") })]
          : []),
      ],
    }),
  });
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

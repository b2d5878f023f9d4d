/** A number for each pair of steps, shown as the strength of a colour. */
import type { Chart } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { requireValues } from "./checks-of-columns.js";
import { lyingHeight, lyingSteps, stepNames, stepsOf, stepWriter } from "./steps.js";
import { type ColumnName, nameAt, numbersIn, type Rows } from "./columns.js";
import { heatKey, hue } from "./heat-key.js";
import { quiet, words } from "./layers.js";
import { measureOf } from "./measure.js";
import { above, type ChartOptions, drawn, read } from "./plain.js";
import { colour } from "./theme.js";

export interface HeatOptions<Row> extends Pick<ChartOptions<Row>, "facet" | "style" | "height"> {
  /** Column of steps across, in the order of the rows. */
  readonly x: ColumnName<Row>;
  /** Column of steps down, in the order of the rows. */
  readonly y: ColumnName<Row>;
  /** Column of numbers for the colour: from the lowest to the highest, or away from zero in both directions. */
  readonly value: ColumnName<Row>;
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
  const measure = measureOf([value], { style: options.style });
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
  // Panels share the words above them.
  const hasKey = facet === undefined && least < greatest;
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
  const down = stepNames(y);
  const longest = Math.max(...cells.map((cell) => cell?.written.length ?? 0));
  const hasNumbers = across.length * (longest + 1) * digitWidth <= narrowest;
  const inWords = `${measure.title}, from ${measure.write(least)}${isTwoSided ? "" : " (pale)"} to ${measure.write(greatest)}`;
  const band = { type: "band", padding: 0 };
  return drawn(source, {
    columns: [y, x, value],
    title: inWords,
    plot: (indices) => ({
      ...(facet === undefined && { title: above(hasKey ? measure.title : inWords) }),
      height: options.height ?? down.length * lyingHeight(down),
      data: { values: indices.flatMap((index) => cells[index] ?? []) },
      encoding: {
        x: { ...stepsOf(across, band, x, facet), field: "column" },
        y: { ...lyingSteps(down, band, y, facet), field: "row" },
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
        ...(hasKey ? heatKey({ least, greatest, write: measure.write, shadeOf }) : []),
        ...(hasNumbers
          ? [quiet("text", { align: "center", baseline: "middle" }, { text: words("written") })]
          : []),
      ],
    }),
  });
}

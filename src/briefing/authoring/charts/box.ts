/** Box plots: quartiles, whiskers, and every value beyond them. */
import { ChartError } from "../errors.js";
import type { Chart } from "../rows-of.js";
import { limitsOf, requireNoLimits, titleOf } from "./axis-options.js";
import { requireValues } from "./checks-of-columns.js";
import { asName, type ColumnName, nameAt, type Rows } from "./columns.js";
import { quiet, rule, unlessEmpty, words, wrap } from "./layers.js";
import { measureOf, quietTitle } from "./measure.js";
import { above, type ChartOptions, drawn, read, verticalAxis } from "./plain.js";
import { boxMethod, boxOf } from "./quartiles.js";
import { lyingHeight, lyingSteps, stepNames, stepsOf, stepWriter, tickMarks, titledSteps } from "./steps.js";
import { colour } from "./theme.js";

export interface BoxOptions<Row> extends Pick<
  ChartOptions<Row>,
  "facet" | "style" | "digits" | "titles" | "limits" | "height"
> {
  /** Column of words or years for upright boxes, of numbers for horizontal ones, in the order of the rows. */
  readonly x: ColumnName<Row>;
  /** The other one. */
  readonly y: ColumnName<Row>;
  /** Column with the name of a value, shown in the tooltips of values beyond the whiskers. */
  readonly label?: ColumnName<Row>;
}

/** Fewer values have no quartiles worth drawing: they are drawn themselves. */
const fewestForBox = 5;
const thickness = 16;

/**
 * The distribution of a column for each name: `box(rows, { x: "field", y: "ratio" })` draws upright boxes, `box(rows, {
 * x: "ratio", y: "field" })` horizontal ones. The figure says how the boxes are computed.
 */
export function box<Row extends object>(given: Rows<Row>, options: BoxOptions<Row>): Chart {
  const source = read("box", given, options, {});
  const { rows, facet, column, numbers } = source;
  const x = column(options.x);
  const y = column(options.y);
  const lies = x.kind === "number" && y.kind !== "number";
  const [names, values] = lies ? [y, x] : [x, numbers(y.field)];
  const label = column(options.label);
  requireValues("box", names, values);
  if (names.kind === "number")
    throw new ChartError(`box: neither "${x.field}" nor "${y.field}" holds the names of the boxes`, {
      hint: "One of x and y is a column of words, years or dates.",
    });
  const [along, across] = lies ? (["x", "y"] as const) : (["y", "x"] as const);
  requireNoLimits({ chart: "box", axis: across, limits: options.limits }, names, "boxes");
  const written = titleOf(options.titles, along);
  const measure = measureOf([values], {
    style: options.style,
    digits: options.digits,
    title: written,
    baseline: "data",
    limits: limitsOf({ chart: "box", axis: along, limits: options.limits }, [values]),
  });
  const { write } = measure;
  const title = written === null ? null : measure.title;
  const nameOf = stepWriter(names);
  const steps = stepNames(names);
  const partsOf = (indices: readonly number[]) => {
    const boxes: object[] = [];
    const points: object[] = [];
    for (const step of steps) {
      const own = indices.flatMap((index) => {
        const value = values.cells[index];
        return nameAt(names, index) === step && typeof value === "number" ? [{ index, value }] : [];
      });
      const found = boxOf(own.map(({ value }) => value));
      const isBox = own.length >= fewestForBox;
      if (isBox)
        boxes.push({
          name: step,
          said: nameOf(step),
          ...found,
          middle: write(found.median),
          half: `${write(found.q1)} to ${write(found.q3)}`,
          reach: `${write(found.low)} to ${write(found.high)}`,
        });
      for (const { index, value } of own)
        if (!isBox || value < found.low || value > found.high)
          points.push({
            name: step,
            said: nameOf(step),
            value,
            written: write(value),
            label: asName(label?.cells[index] ?? ""),
          });
    }
    return { boxes, points };
  };
  const hasFew = steps.some(
    (step) =>
      rows.filter((_, index) => nameAt(names, index) === step && values.cells[index] !== null).length <
      fewestForBox,
  );
  const method = `${boxMethod}.${hasFew ? ` Fewer than ${fewestForBox} values are drawn as points.` : ""}`;
  const axis = lies
    ? {
        values: measure.ticks,
        labelExpr: measure.labelExpr(measure.ticks),
        ...tickMarks,
        grid: true,
        title: methodLines(method),
        ...quietTitle,
      }
    : verticalAxis(measure, source, written);
  const place = { type: "quantitative", scale: { ...measure.scale, padding: 6 }, axis };
  const band = { type: "band", paddingInner: 0.3, paddingOuter: 0.15 };
  const named = titleOf(options.titles, across);
  const step = lies ? lyingSteps(steps, band, names, facet) : stepsOf(steps, band, names, facet);
  // The title of upright boxes is above the note on the method.
  const below = [...(typeof named === "string" ? [named] : []), ...methodLines(method)];
  const noted = lies
    ? titledSteps(step, named, "lying")
    : { ...step, axis: { ...(step["axis"] as object), title: below, ...quietTitle } };
  const span = (from: string, to: string) => ({
    [along]: { ...place, field: from },
    [`${along}2`]: { field: to },
  });
  const usual = lies ? Math.max(steps.length * lyingHeight(steps), 60) : facet === undefined ? 300 : 200;
  const tooltip = [
    { ...words("said"), title: names.title },
    { ...words("middle"), title: "Median" },
    { ...words("half"), title: "Middle half" },
    { ...words("reach"), title: "Whiskers" },
    { field: "count", type: "quantitative", title: "Values", format: "," },
  ];
  return drawn(source, {
    columns: [names, label, values],
    title,
    plot: (indices) => {
      const { boxes, points } = partsOf(indices);
      return {
        ...(lies && facet === undefined && title !== null && { title: above(title) }),
        height: options.height ?? usual,
        encoding: { [across]: { ...noted, field: "name" } },
        layer: [
          ...unlessEmpty(boxes, (values) => [
            rule({ color: colour("ink"), strokeWidth: 1.5 }, span("low", "high"), values),
            {
              data: { values },
              mark: {
                type: "bar",
                size: thickness,
                color: colour("blue"),
                stroke: colour("ink"),
                strokeWidth: 1,
              },
              encoding: { ...span("q1", "q3"), tooltip },
            },
            quiet(
              "tick",
              {
                thickness: 2.5,
                size: thickness + 4,
                color: colour("paper"),
                orient: lies ? "vertical" : "horizontal",
              },
              { [along]: { ...place, field: "median" } },
              values,
            ),
          ]),
          ...unlessEmpty(points, (values) => [
            {
              data: { values },
              mark: {
                type: "point",
                filled: false,
                size: 40,
                strokeWidth: 1.5,
                color: colour("blue"),
                opacity: 1,
              },
              encoding: {
                [along]: { ...place, field: "value" },
                tooltip: [
                  { ...words("said"), title: names.title },
                  ...(label === undefined ? [] : [{ ...words("label"), title: label.title }]),
                  { ...words("written"), title: measure.title },
                ],
              },
            },
          ]),
        ],
      };
    },
  });
}

/** Short enough for a phone. */
const methodLines = (method: string): readonly string[] => wrap(method, 52);

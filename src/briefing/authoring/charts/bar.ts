/** Vertical and horizontal bars from plain rows. */
import type { Chart } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { limitsOf, requireNoLimits, titleOf } from "./axis-options.js";
import { levelLayers, numberLayers, valueAxis } from "./bar-axes.js";
import { asShares, type Bar, barsOf } from "./bar-rows.js";
import { lyingHeight, lyingSteps, stepsOf, stepWriter, titledSteps } from "./steps.js";
import { type Column, type ColumnName, namesIn, type Rows } from "./columns.js";
import { rule, thinLine, words } from "./layers.js";
import { measureOf } from "./measure.js";
import { type Order, ordered } from "./order.js";
import * as plain from "./plain.js";
import { requireValues } from "./checks-of-columns.js";
import type { ReferenceLine } from "./reference.js";
import { omit } from "../../lib/omit.js";
import { seriesColour } from "./series.js";
import { requireParts, shareMeasure } from "./share.js";
import { omissionNote, withNote } from "./stack.js";
import { colour, lineHeight } from "./theme.js";

export interface BarOptions<Row> extends plain.ChartOptions<Row> {
  /** Column of words or years for vertical bars, of numbers for horizontal ones, in the order of the rows. */
  readonly x: ColumnName<Row>;
  /** The other one. */
  readonly y: ColumnName<Row>;
  /** Columns with the bounds of a value, drawn as a thin line. */
  readonly low?: ColumnName<Row>;
  /** The upper one. */
  readonly high?: ColumnName<Row>;
  /**
   * Whether the bars of several series are side by side, stacked, or stacked as shares of 100 %, for which all parts
   * must be zero or more. Default: `grouped`.
   */
  readonly bars?: "grouped" | "stacked" | "share";
  /** By value (the sum of a name's bars), or the names in this order and then the others. Default: as in the rows. */
  readonly sort?: Order;
  /** A reference level across the bars, drawn as a dashed line: `{ value: 100, label: "…" }`. */
  readonly reference?: ReferenceLine;
}

/**
 * Bars from zero, in the order of the rows: `bar(rows, { x: "branch", y: "visits" })` draws vertical bars, `bar(rows, {
 * x: "visits", y: "branch" })` horizontal ones with room for long names.
 */
export function bar<Row extends object>(given: Rows<Row>, options: BarOptions<Row>): Chart {
  const source = plain.read("bar", given, options);
  const { facet, by, series, column, numbers } = source;
  const x = column(options.x);
  const y = column(options.y);
  // Counts may look like years.
  const lies = x.kind === "number" ? y.kind !== "number" : x.kind === "year" && y.kind === "category";
  const [names, values] = lies ? [y, x] : [x, numbers(y.field)];
  const low = numbers(options.low);
  const high = numbers(options.high);
  requireValues("bar", names, values);
  const isOneColour = by === undefined || by.field === names.field;
  const isShare = options.bars === "share";
  if (isShare) requireShares(options, { by, names, values });
  const arrangement = isOneColour ? "alone" : isShare ? "stacked" : (options.bars ?? "grouped");
  const stacked = barsOf(source, { names, values, low, high, layout: arrangement });
  const nameOf = stepWriter(names);
  const { bars, omissions } = isShare ? asShares(stacked, nameOf) : { bars: stacked, omissions: [] };
  const hasCompany = arrangement !== "grouped" || bars.some((one) => (one?.beside ?? 0) > 0);
  // A bar without another beside it stands over its name.
  const layout = hasCompany ? arrangement : "alone";
  const [along, across] = lies ? (["x", "y"] as const) : (["y", "x"] as const);
  const level = options.reference;
  const added = level === undefined ? [] : [level.value];
  const drawnAs = isShare ? { ...values, cells: bars.map((one) => one?.share ?? null) } : values;
  const limits = limitsOf(
    { chart: "bar", axis: along, limits: options.limits },
    [drawnAs],
    [0, ...endsOf(bars), ...added],
  );
  requireNoLimits({ chart: "bar", axis: across, limits: options.limits }, names, "bars");
  const written = titleOf(options.titles, along);
  const counted = measureOf([values], {
    style: options.style,
    digits: options.digits,
    title: isShare ? undefined : written,
    baseline: "zero",
    limits: isShare ? undefined : limits,
    more: [...endsOf(isShare ? stacked : bars), ...added],
  });
  const look = { title: written, digits: options.digits, limits };
  const measure = isShare ? shareMeasure(drawnAs, look) : counted;
  const measures = plain.byPanel(source, { free: options.free, axis: along }, (indices) =>
    isShare ? measure : measure.over([...endsOf(indices.map((index) => bars[index])), ...added]),
  );
  const stepsOfPanel = plain.byPanel(source, { free: options.free, axis: across }, (indices) =>
    ordered([...new Set(indices.flatMap((index) => bars[index]?.name ?? []))], {
      chart: "bar",
      sort: options.sort,
      valueOf: (name) =>
        sumOf(indices.flatMap((index) => (bars[index]?.name === name ? [bars[index].value] : []))),
      write: nameOf,
    }),
  );
  const all = stepsOfPanel.flat();
  const longest = Math.max(...bars.map((one) => (one === undefined ? 0 : measure.write(one.value).length)));
  const hasNumbers =
    facet === undefined &&
    layout === "alone" &&
    (lies || all.length * digitWidth * (longest + 1) <= narrowest);
  const room = !hasNumbers ? 0 : lies ? longest * digitWidth + 8 : lineHeight + 4;
  const offset = {
    field: "series",
    type: "nominal",
    sort: null,
    scale: { domain: series.map(({ name }) => name) },
  };
  const headroom = lies && level !== undefined ? lineHeight + 4 : 0;
  const title = written === null ? null : measure.title;
  const points = bars.flatMap((one) => (one === undefined ? [] : [one]));
  return plain.drawn(source, {
    columns: [names, values, low, high],
    title: plain.titleOfPanels(title, options.free),
    plot: (indices, panel) => {
      const steps = stepsOfPanel[panel] ?? [];
      const panelName = facet === undefined ? "" : (namesIn(facet)[panel] ?? "");
      const own = measures[panel] ?? measure;
      const note = omissionNote(
        omissions.filter((one) => one.panel === panelName),
        (name) => nameOf(String(name)),
      );
      const place = valueAxis(own, source, { lies, room, title: written, note });
      const span = (from: string, to: string) => ({
        [along]: { ...place, field: from },
        [`${along}2`]: { field: to },
      });
      const count = steps.length * (layout === "grouped" ? Math.max(1, series.length * 0.7) : 1);
      const usual = lies ? count * lyingHeight(steps) + headroom : facet === undefined ? 300 : 180;
      const height = options.height ?? usual;
      const scale = headroom > 0 ? { ...band, range: [headroom, { expr: "height" }] } : band;
      const axis = lies ? lyingSteps(steps, scale, names, facet) : stepsOf(steps, band, names, facet);
      const step = titledSteps(axis, titleOf(options.titles, across), lies ? "lying" : "upright");
      const reference = levelLayers(
        level,
        { ...own, place, height, steps },
        { lies, headroom, room, points },
      );
      return {
        ...(lies && facet === undefined && title !== null && { title: plain.above(title) }),
        height,
        data: {
          values: indices.flatMap((index) => {
            const one = bars[index];
            if (one === undefined) return [];
            const said = names.kind === "date" ? { said: nameOf(one.name) } : {};
            return [
              {
                ...omit(one, "value", "beside", "panel", "share"),
                ...said,
                written: measure.write(one.share ?? one.value),
                ...(isShare && { counted: counted.write(one.value) }),
              },
            ];
          }),
        },
        encoding: {
          [across]: { ...(lies ? step : withNote(step, note)), field: "name" },
          ...(layout === "grouped" && { [`${across}Offset`]: offset }),
        },
        layer: [
          {
            mark: { type: "bar", ...(layout === "stacked" && { stroke: colour("paper"), strokeWidth: 0.5 }) },
            encoding: {
              ...span("from", "to"),
              color: seriesColour(series, isOneColour ? "elsewhere" : "legend", plain.plotsOf(source)),
              tooltip: [
                {
                  ...words(names.kind === "date" ? "said" : "name"),
                  title: titleOf(options.titles, across) ?? names.title,
                },
                ...plain.seriesTooltip(source),
                { ...words("written"), title: measure.title },
                ...(isShare ? [{ ...words("counted"), title: counted.title }] : []),
              ],
            },
          },
          {
            transform: [{ filter: "datum.low < datum.high" }],
            ...rule({ color: colour("ink"), strokeWidth: 1.5 }, span("low", "high")),
          },
          rule(
            thinLine,
            { [across]: null, [`${across}Offset`]: null, [along]: { ...place, field: "zero" } },
            [{ zero: 0 }],
          ),
          ...reference,
          ...(hasNumbers ? numberLayers(along, place, level) : []),
        ],
      };
    },
  });
}
const band = { type: "band", paddingInner: 0.25, paddingOuter: 0.1 };

/** Widths of the plot on a phone, and of a digit, in pixels. */
const narrowest = 290;
const digitWidth = 7;

const endsOf = (bars: readonly (Bar | undefined)[]): readonly number[] =>
  bars.flatMap((one) => (one === undefined ? [] : [one.from, one.to, one.low, one.high]));

const sumOf = (values: readonly number[]): number =>
  values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0);

interface Parts {
  readonly by: Column | undefined;
  readonly names: Column;
  readonly values: Column;
}

function requireShares(
  { low, high }: { readonly low?: string; readonly high?: string },
  { by, names, values }: Parts,
): void {
  requireParts("bar", "bars", values);
  if (by === undefined || by.field === names.field)
    throw new ChartError('bar: bars: "share" needs parts, but no column distinguishes them', {
      hint: 'Name the column of the parts (by: "…").',
    });
  if (low !== undefined || high !== undefined)
    throw new ChartError(
      'bar: bars: "share" cannot show low and high, because parts of a stack have no common zero',
      {
        hint: 'Leave them out, or draw bars: "grouped".',
      },
    );
}

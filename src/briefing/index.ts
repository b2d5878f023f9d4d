/** Everything a notebook may import. */
export { figure, type FigureOptions, type FigureText, type VegaLiteSpec } from "./authoring/show/figure.js";
export { table, type ColumnOptions, type TableOptions, type TableText } from "./authoring/show/table.js";
export { claim, type ClaimOptions } from "./authoring/show/claim.js";
export { fill, holds, text } from "./authoring/show/text.js";
export * as fmt from "./authoring/show/fmt.js";
import "./authoring/show/field-value.js";

export { load } from "./authoring/load/load.js";
export type { Tables } from "./tables.js";
export * as change from "./authoring/measures/change.js";
export { present } from "./authoring/load/present.js";
export { remember } from "./authoring/remember.js";
export { sql, type SqlParameter } from "./authoring/sql/sql.js";
export type * from "./rows/rows.js";
export type { BoundedMeasure, EstimatedMeasure, Interval, Measure, MissingReason } from "./model/measure.js";
export type { RichText, Value } from "./model/value.js";
export { area, type AreaOptions, line, type LineOptions } from "./authoring/charts/line.js";
export { bar, type BarOptions } from "./authoring/charts/bar.js";
export { scatter, type ScatterOptions } from "./authoring/charts/scatter.js";
export { histogram, type HistogramOptions } from "./authoring/charts/histogram.js";
export { heat, type HeatOptions, type HeatTitles } from "./authoring/charts/heat.js";
export type { ChartOptions } from "./authoring/charts/plain.js";
export type { DatedEvent, Gap } from "./authoring/charts/annotations.js";
export type { ReferenceLine } from "./authoring/charts/reference.js";
export type { PointText } from "./authoring/charts/texts.js";
export type { Axes, AxisLimits, AxisTitles, Limit } from "./authoring/charts/axis-options.js";
export type { Span } from "./authoring/charts/spans.js";
export type { NumberStyle, Spec } from "./authoring/charts/spec.js";
export type { Chart } from "./authoring/rows-of.js";
export type { ColourName } from "./model/palette.js";
export {
  divergingBars,
  type DivergingOptions,
  type DivergingRow,
} from "./authoring/charts/diverging-bars.js";
export { bumpChart, type BumpOptions, type BumpRow } from "./authoring/charts/bump-chart.js";
export { scoreboard, type ScoreboardOptions, type ScoreRow } from "./authoring/charts/scoreboard.js";

/** What a notebook may import, and nothing else. */
export { figure, type FigureOptions } from "./show/figure.js";
export { table, type ColumnOptions, type TableOptions } from "./show/table.js";
export { claim, type ClaimOptions, verdictOn } from "./show/claim.js";
export { holds } from "./show/holds.js";
export { fill, text } from "./show/text.js";
export * as fmt from "./show/fmt.js";
export { load } from "./data/load.js";
export type * from "./data/rows.js";
export * as affinity from "./analysis/affinity.js";
export * as change from "./analysis/change.js";
export * as citation from "./analysis/citation.js";
export * as counting from "./analysis/counting.js";
export * as decomposition from "./analysis/decomposition.js";
export * as diversity from "./analysis/diversity.js";
export * as fields from "./analysis/fields.js";
export * as homophily from "./analysis/homophily.js";
export * as inference from "./analysis/inference.js";
export * as network from "./analysis/network.js";
export * as pair from "./pair/pair.js";
export * as turnover from "./analysis/turnover.js";
export * as verdict from "./analysis/verdict.js";
export type { BoundedMeasure, EstimatedMeasure, Interval, Measure, MissingReason } from "./model/measure.js";
export type { RichText, Value } from "./model/value.js";
export {
  type LineOptions,
  type LineRow,
  type LineSeries,
  lineWithBounds,
} from "./charts/line-with-bounds.js";
export { type BarOptions, type BarRow, rankedBars } from "./charts/ranked-bars.js";
export type { ReferenceLine } from "./charts/reference-line.js";
export type { DatedEvent } from "./charts/events.js";
export type { Spec } from "./charts/spec.js";
export { type Dot, dotPlot, type DotPlotOptions, type DotRow, type DotSeries } from "./charts/dot-plot.js";
export { divergingBars, type DivergingOptions, type DivergingRow } from "./charts/diverging-bars.js";
export { dumbbell, type DumbbellOptions, type DumbbellRow, type DumbbellSide } from "./charts/dumbbell.js";
export { heatMap, type HeatMapOptions, type HeatRow } from "./charts/heat-map.js";
export type { DivergingRamp, Ramp, SequentialRamp } from "./charts/heat-ramp.js";
export { bumpChart, type BumpOptions, type BumpRow } from "./charts/bump-chart.js";
export type { CurveBand } from "./charts/specification-bands.js";
export { type CurveOptions, type Specification, specificationCurve } from "./charts/specification-curve.js";
export type { Choice, CurveSeries } from "./charts/specification-table.js";
export { missingPapers, type MissingOptions, type MissingRow } from "./charts/missing-papers.js";
export { scoreboard, type ScoreboardOptions, type ScoreRow } from "./charts/scoreboard.js";
export { type MultiplesOptions, type PanelRow, smallMultiples } from "./charts/small-multiples.js";
export type { Panel } from "./charts/panels.js";
export { bandWithNames, type BandOptions, type PathRow } from "./charts/band-with-names.js";
export type { Span } from "./charts/spans.js";
export {
  waterfall,
  type WaterfallOptions,
  type WaterfallStep,
  type WaterfallTotal,
} from "./charts/waterfall.js";
export type { Level } from "./charts/checks.js";

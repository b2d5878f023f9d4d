/**
 * What packages of analyses use, such as briefing-collaboration, besides what notebooks import (index.ts). It belongs to
 * this version: such a package requires the same version of briefing.
 */
import "./authoring/show/field-value.js";

export {
  atLeft,
  atRight,
  fromTopToBottom,
  gridLine,
  muted,
  pixelY,
  rule,
  text,
  tooltip,
  unlessEmpty,
  words,
} from "./authoring/charts/layers.js";
export { fixedScale, niceScale } from "./authoring/charts/scale.js";
export type { Spec } from "./authoring/charts/spec.js";
export { colour, theme } from "./authoring/charts/theme.js";
export { loadCube } from "./authoring/load/cube.js";
export { isDescribed, readDataJson } from "./authoring/load/data-folder.js";
export { loadTable } from "./authoring/load/load.js";
export {
  extended,
  noteRead,
  readsOf,
  recordWhenRead,
  remembered,
  unrecorded,
} from "./authoring/load/reads.js";
export { columnsOf, type LoadedTable, rowsOf, type Where } from "./authoring/load/where.js";
export * as change from "./authoring/measures/change.js";
export { peak, relative } from "./authoring/measures/change.js";
export { AnalysisError } from "./authoring/measures/errors.js";
export {
  divide,
  measure,
  midpoint,
  missing,
  type Quantity,
  spread,
  toAmount,
  toInterval,
  toNumber,
} from "./authoring/measures/interval.js";
export { acrossSettings, isUnderSetting } from "./authoring/across-settings.js";
export { recalled } from "./authoring/remember.js";
export { type Chart, ofRows } from "./authoring/rows-of.js";
export type { ClaimOptions } from "./authoring/show/claim.js";
export * as fmt from "./authoring/show/fmt.js";
export { roundNumbers } from "./authoring/show/number.js";
export { omit } from "./lib/omit.js";
export { memoized } from "./lib/once.js";
export { own } from "./lib/own.js";
export { type ClaimPartStatus, claimVerdict, type Verdict } from "./model/claim.js";
export type {
  CitationCount,
  CountryCount,
  CubeTables,
  PairCount,
  TotalCount,
  VenueCount,
} from "./model/cube.js";
export { BriefingError } from "./model/errors.js";
export type { Read } from "./model/reads.js";
export type { Tables } from "./tables.js";
export type { BoundedMeasure, EstimatedMeasure, Interval, Measure, MissingReason } from "./model/measure.js";

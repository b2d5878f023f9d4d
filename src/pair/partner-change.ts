/** How the partners of an economy changed between two years of one edition, over the partners that both years have. */
import * as change from "../analysis/change.js";
import { without } from "../analysis/diversity.js";
import * as diversity from "../analysis/diversity.js";
import { AnalysisError } from "../analysis/errors.js";
import { midpoint, missing } from "../analysis/interval.js";
import { sum } from "../analysis/sum.js";
import * as turnover from "../analysis/turnover.js";
import type { BoundedMeasure, Interval, Measure } from "../model/measure.js";
import { countsOfYear, order, type PartnerChoice, type PartnerCount } from "./partner-counts.js";
import { sharesOf } from "./partner-ranks.js";

export interface TwoYears extends PartnerChoice {
  readonly from: number;
  readonly to: number;
}

/** Over how many partners the links of a year spread, and how evenly. */
export interface Breadth {
  /** 1/Σp², Hill's number of order 2. */
  readonly effective: Measure;
  /** exp of Shannon's entropy, Hill's number of order 1. */
  readonly shannon: Measure;
  /** 0: even over all; zeros count. */
  readonly gini: Measure;
}

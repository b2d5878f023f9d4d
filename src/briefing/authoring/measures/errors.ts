import { BriefingError } from "../../model/errors.js";

/** Input that is invalid for any indicator: a negative count, years out of order. */
export class AnalysisError extends BriefingError {}

import { BriefingError } from "../model/errors.js";

/** Input that no indicator can make sense of: more joint papers than papers, a negative count, years out of order. */
export class AnalysisError extends BriefingError {}

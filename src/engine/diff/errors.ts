import { BriefingError } from "../../model/errors.js";

/** Two briefings cannot be compared, or an option of the comparison cannot be read. */
export class DiffError extends BriefingError {}

import { BriefingError } from "../../model/errors.js";

/** Rows that cannot be drawn as asked. */
export class ChartError extends BriefingError {}

import { BriefingError } from "../model/errors.js";

/** A figure, table, value or text that its author must correct. */
export class AuthoringError extends BriefingError {}

/** Rows that cannot be drawn as requested. */
export class ChartError extends BriefingError {}

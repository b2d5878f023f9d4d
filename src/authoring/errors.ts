import { BriefingError } from "../model/errors.js";

/** A figure, table, value or text that its author has to correct. */
export class AuthoringError extends BriefingError {}

/** Rows that cannot be drawn as asked. */
export class ChartError extends BriefingError {}

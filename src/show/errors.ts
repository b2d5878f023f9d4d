import { BriefingError } from "../model/errors.js";

/** A figure, table, value or text that its author has to mend. */
export class AuthoringError extends BriefingError {}

/** A sentence of the page that is no longer true. */
export class HoldsError extends BriefingError {}

import { BriefingError } from "../../model/errors.js";

/** A figure, table, value or text that its author has to mend. */
export class AuthoringError extends BriefingError {}

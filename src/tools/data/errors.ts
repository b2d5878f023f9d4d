import { BriefingError } from "../../model/errors.js";

/** A file that cannot be taken as a table as it is, or that must not be replaced. */
export class DataCommandError extends BriefingError {}

import { UsageError } from "../../model/errors.js";

/** What was asked for cannot be laid: the name does not do, or something stands there already. */
export class ScaffoldError extends UsageError {}

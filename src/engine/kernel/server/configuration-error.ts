import { BriefingError } from "../../../model/errors.js";

/** The kernel was started in a way it cannot work. */
export class ConfigurationError extends BriefingError {}

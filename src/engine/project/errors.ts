import { BriefingError } from "../../model/errors.js";
import { UsageError } from "../../model/usage-error.js";

/** A project's briefing.yml says what cannot be meant. */
export class ConfigError extends BriefingError {}

/** There is none here or above, or the folder named is none. */
export class NoProjectError extends UsageError {}

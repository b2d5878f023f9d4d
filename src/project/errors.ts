import { BriefingError } from "../model/errors.js";

/** The project cannot be found, or its briefing.yml says what cannot be meant. */
export class ConfigError extends BriefingError {}

/** There is none here or above. */
export class NoProjectError extends ConfigError {}

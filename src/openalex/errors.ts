import { BriefingError } from "../model/errors.js";

/** OpenAlex could not be asked, or did not answer as it should; or there is no credit left: what was collected stays. */
export class OpenAlexError extends BriefingError {}

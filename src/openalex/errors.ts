import { BriefingError } from "../model/errors.js";

/** OpenAlex could not be reached, gave an invalid response, or the credit is used up. Collected data is kept. */
export class OpenAlexError extends BriefingError {}

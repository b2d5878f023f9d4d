import { BriefingError } from "../model/errors.js";

/** OpenAlex could not be asked, or did not answer as it should. */
export class OpenAlexError extends BriefingError {}

/** There is no credit left, at OpenAlex or in what --budget allows: what was collected stays, and can be gone on with. */
export class BudgetSpentError extends OpenAlexError {}

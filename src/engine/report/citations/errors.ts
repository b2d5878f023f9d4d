import { BriefingError } from "../../../model/errors.js";

/** A citation, a cross-reference or the list of references says what cannot be meant. */
export class CitationError extends BriefingError {}

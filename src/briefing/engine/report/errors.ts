import { BriefingError } from "../../model/errors.js";
import type { Place } from "../../model/report.js";

/** Content of a notebook that a report cannot hold. */
export class ReportError extends BriefingError {}

/** A citation, a cross-reference or the list of references is invalid. */
export class CitationError extends BriefingError {}

/** "notebooks/01.ipynb, cell peak": how every message names a place. */
export const placeName = (place: Place): string => `${place.notebook}, cell ${place.cell}`;

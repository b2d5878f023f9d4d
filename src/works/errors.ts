import { BriefingError } from "../model/errors.js";

/** Damaged or incomplete files of works, an inconsistent cube, or a missing engine. */
export class WorksError extends BriefingError {}

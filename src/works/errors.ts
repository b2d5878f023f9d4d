import { BriefingError } from "../model/errors.js";

/** Files of works that are damaged or incomplete, a cube that is not what it says, an engine that is missing. */
export class WorksError extends BriefingError {}

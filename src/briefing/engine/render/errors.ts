import { BriefingError } from "../../model/errors.js";

/** A figure cannot be drawn from its spec. */
export class FigureError extends BriefingError {}

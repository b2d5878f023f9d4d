import { BriefingError } from "../model/errors.js";

/** A figure cannot be drawn from its spec. */
export class FigureError extends BriefingError {}

/** The output folder cannot be written. */
export class OutputError extends BriefingError {}

/** The page cannot be printed. */
export class PdfError extends BriefingError {}

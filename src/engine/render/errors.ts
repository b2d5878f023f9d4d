import { BriefingError, UsageError } from "../../model/errors.js";

/** A figure cannot be drawn from its spec. */
export class FigureError extends BriefingError {}

/** The output folder cannot be written. */
export class OutputError extends BriefingError {}

/** No browser is there, or it does not do what it should. */
export class BrowserError extends BriefingError {}

/** The page cannot be printed. */
export class PdfError extends BriefingError {}

/** The output folder holds files that are not ours, or no longer as we wrote them. */
export class ForeignFilesError extends UsageError {}

import { BriefingError } from "../model/errors.js";

/** The preview cannot be served as it was asked for. */
export class PreviewError extends BriefingError {}

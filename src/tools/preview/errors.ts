import { UsageError } from "../../model/usage-error.js";

/** The preview cannot be served as it was asked for. */
export class PreviewError extends UsageError {}

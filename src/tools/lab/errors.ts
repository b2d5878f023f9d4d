import { BriefingError } from "../../model/errors.js";

/** JupyterLab cannot be set up or started. */
export class LabError extends BriefingError {}

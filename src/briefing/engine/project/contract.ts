import type { Author, Publication } from "../../model/publication.js";
import type { FirstPageSettings } from "./publication.js";
import { BriefingError, UsageError } from "../../model/errors.js";

/** A chapter and its missing file or folder, as briefing.yml names them. */
export interface LeftOut {
  readonly notebook: string;
  readonly needs: string;
}

export interface Project {
  readonly root: string;
  readonly notebooks: readonly string[];
  /** Chapters that are left out because what they need is missing. */
  readonly leftOut: readonly LeftOut[];
  /** Where the briefing is written, unless the command line overrides it. */
  readonly output: string;
  readonly title: string;
  readonly firstPage: FirstPageSettings;
  readonly authors: readonly Author[];
  readonly publication?: Publication;
  /** As given in briefing.yml; the only date printed. */
  readonly date?: string;
  /** An earlier edition (its folder or report.json) that values are compared with. */
  readonly previous?: string;
  /** The editions before that one, from the newest to the oldest: they show how far numbers were revised. */
  readonly earlier?: readonly string[];
  /** BCP 47 tag. */
  readonly language: string;
  /** Values for the notebooks' `parameters` cells, as typed on the command line. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly site: "write" | "omit";
  /** Texts and /patterns/ in prose whose numbers are typed by hand on purpose. */
  readonly exemptNumbers: readonly string[];
  readonly cellTimeoutMs?: number;
}

/** A project's briefing.yml is invalid. */
export class ConfigError extends BriefingError {}

/** There is no project here or above, or the given folder is not one. */
export class NoProjectError extends UsageError {}

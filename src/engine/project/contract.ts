import type { Author, Publication } from "../../model/publication.js";
import { BriefingError, UsageError } from "../../model/errors.js";

/** What briefing.yml chooses for the first page. */
export interface FirstPageSettings {
  /** Id of the figure below the headline. */
  readonly lead?: string;
  /** Chapters whose findings are printed, in their order; all that have one where it is missing. */
  readonly findings?: readonly string[];
  /** Id of the figure that shows what became of the claims. */
  readonly claims?: string;
}

/** A chapter and the file or folder that it lacks, as briefing.yml names them. */
export interface LeftOut {
  readonly notebook: string;
  readonly needs: string;
}

export interface Project {
  readonly root: string;
  readonly notebooks: readonly string[];
  /** Chapters that are left out, since what they need is not there. */
  readonly leftOut: readonly LeftOut[];
  /** Where the briefing is written unless the command line says otherwise. */
  readonly output: string;
  readonly title: string;
  readonly firstPage: FirstPageSettings;
  readonly authors: readonly Author[];
  readonly publication?: Publication;
  /** As briefing.yml gives it; the only date printed. */
  readonly date?: string;
  /** An earlier edition, its folder or report.json, that values are compared with. */
  readonly previous?: string;
  /** BCP 47 tag. */
  readonly language: string;
  /** Values for the notebooks' `parameters` cells, as one would type them on the command line. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly site: "write" | "omit";
  /** Texts and /patterns/ in prose whose numbers are typed by hand on purpose. */
  readonly exemptNumbers: readonly string[];
  readonly cellTimeoutMs?: number;
}

/** A project's briefing.yml says what cannot be meant. */
export class ConfigError extends BriefingError {}

/** No project is here or above, or the folder named is not one. */
export class NoProjectError extends UsageError {}

import type { DataSources } from "../../model/data-sources.js";
import type { Project } from "../project/contract.js";
import type { PreviousReport } from "./previous.js";
import type { References } from "./citations/style.js";

/** What the report needs besides the executed notebooks. */
export interface ProjectFacts
  extends
    Pick<Project, "root" | "title" | "authors">,
    Partial<Pick<Project, "firstPage" | "publication" | "date" | "language" | "parameters">> {
  /** Works that may be cited, from `readReportFacts`. */
  readonly references?: References;
  /** What the project's Data Package describes, from `readReportFacts`. */
  readonly sources?: DataSources;
  /** The edition that values are compared with, from `readPrevious`. */
  readonly previous?: PreviousReport;
  /** What changed in each edition, as Markdown, from `readReportFacts`. */
  readonly changes?: string;
}

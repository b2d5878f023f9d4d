import type { DataSources } from "../../model/data-sources.js";
import type { Project } from "../project/contract.js";
import type { PreviousReport } from "./previous.js";
import type { References } from "./citations/style.js";

/** What the report needs besides the executed notebooks. */
export interface ProjectFacts
  extends
    Pick<Project, "root" | "title" | "authors">,
    Partial<Pick<Project, "firstPage" | "publication" | "date" | "language" | "parameters">> {
  /** Works that may be cited; `readReportFacts` reads them. */
  readonly references?: References;
  /** What the project's Data Package says; `readReportFacts` reads it. */
  readonly sources?: DataSources;
  /** The edition that values are compared with; `readPrevious` reads it. */
  readonly previous?: PreviousReport;
  /** What each edition says otherwise, as Markdown; `readReportFacts` reads it. */
  readonly changes?: string;
}

import type { DataSources } from "../../model/data-sources.js";
import type { Author, Publication } from "../../model/publication.js";
import type { FirstPageSettings } from "../project/contract.js";
import type { PreviousReport } from "./previous.js";
import type { References } from "./citations/style.js";

/** What the report needs besides the executed notebooks. */
export interface ProjectFacts {
  /** Absolute path of the project's folder; every path in the report is relative to it. */
  readonly root: string;
  readonly title: string;
  readonly firstPage?: FirstPageSettings;
  readonly authors: readonly Author[];
  readonly publication?: Publication;
  readonly date?: string;
  /** BCP 47 tag; `en` where the project says nothing. */
  readonly language?: string;
  /** Works that may be cited; `readReportFacts` reads them. */
  readonly references?: References;
  /** What the project's Data Package says; `readReportFacts` reads it. */
  readonly sources?: DataSources;
  /** The edition that values are compared with; `readPrevious` reads it. */
  readonly previous?: PreviousReport;
  /** What each edition says otherwise, as Markdown; `readReportFacts` reads it. */
  readonly changes?: string;
  /** Values passed to the notebooks' `parameters` cells, as one types them. */
  readonly parameters?: Readonly<Record<string, string>>;
}

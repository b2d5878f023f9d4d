import type { StoredReport } from "../../report/stored-report.js";

/** Where a briefing lies. */
export type Source =
  /** A folder with report.json in it. */
  | { readonly kind: "folder"; readonly name: string; readonly path: string }
  | { readonly kind: "report"; readonly name: string; readonly path: string }
  | { readonly kind: "notebook"; readonly name: string; readonly path: string }
  /** An output folder as a git revision has it; `output` is absolute. */
  | { readonly kind: "revision"; readonly name: string; readonly revision: string; readonly output: string };

/** A briefing whose report is read and whose files can be. */
export interface OpenedBriefing {
  readonly name: string;
  readonly report: StoredReport;
  /** What could not be read as it was meant, a sentence each. */
  readonly notes?: readonly string[];
  /** Bytes of files beside report.json; those that are not there are left out. */
  readonly readFiles: (paths: readonly string[]) => Promise<ReadonlyMap<string, Buffer>>;
  /** Bytes of the project's files, every candidate for each path. */
  readonly readInputs: (paths: readonly string[]) => Promise<ReadonlyMap<string, readonly Buffer[]>>;
  /** Contents that one of the project's files had in the history, the latest first. */
  readonly readVersions: (path: string) => Promise<readonly Buffer[]>;
}

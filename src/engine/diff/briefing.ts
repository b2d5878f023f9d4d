import { BriefingError } from "../../model/errors.js";
import type { StoredReport } from "../report/stored-report.js";

export const sideNames = ["before", "after"] as const;
export type SideName = (typeof sideNames)[number];
export type Sides<T> = Readonly<Record<SideName, T>>;

/** One side of a comparison: the report and what could be read of the files that it names and that differ. */
export interface Briefing {
  /** As the person named it: `HEAD~1`, `output`, `a.ipynb`. */
  readonly name: string;
  readonly report: StoredReport;
  /** What could not be read of it as it was meant, a sentence each. */
  readonly notes?: readonly string[];
  /** Text of files beside report.json by their path in `report.files`; bytes of pictures as base64. */
  readonly files: ReadonlyMap<string, string>;
  /** SHA-256 of files that are not what their report says: edited by hand, or of another build. */
  readonly edited?: ReadonlyMap<string, string>;
  /** Text of the project's data files by their path in `report.inputs`, where it is the text the report was built from. */
  readonly inputs: ReadonlyMap<string, string>;
}

export interface Tolerance {
  /** Greatest relative change that counts as none: 0.005 for `0.5%`. */
  readonly relative?: number;
  /** Greatest absolute change that counts as none, in the units of the raw number. */
  readonly absolute?: number;
}

export interface Tolerances {
  readonly tolerance?: Tolerance;
  /** By id of a value, figure or table; stands in place of the global one. */
  readonly tolerances?: Readonly<Record<string, Tolerance>>;
}

/** Two briefings cannot be compared, or an option of the comparison cannot be read. */
export class DiffError extends BriefingError {}

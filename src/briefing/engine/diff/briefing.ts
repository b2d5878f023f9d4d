import { BriefingError } from "../../model/errors.js";
import type { OutdatedInput } from "../report/outdated.js";
import type { StoredReport } from "../report/stored-report.js";

export const sideNames = ["before", "after"] as const;
export type SideName = (typeof sideNames)[number];
export type Sides<T> = Readonly<Record<SideName, T>>;

/** One side of a comparison: its report, and the contents of those files it names that differ from the other side. */
export interface Briefing {
  /** As named on the command line: `HEAD~1`, `output`, `a.ipynb`. */
  readonly name: string;
  readonly report: StoredReport;
  /** Problems met while reading it, one sentence each. */
  readonly notes?: readonly string[];
  /** Files beside report.json by their path in `report.files`: text, or base64 for pictures. */
  readonly files: ReadonlyMap<string, string>;
  /** SHA-256 of files that do not match their report: edited by hand, or from another build. */
  readonly edited?: ReadonlyMap<string, string>;
  /** For the project's own output folder: inputs that changed since it was built. */
  readonly outdated?: { readonly folder: string; readonly inputs: readonly OutdatedInput[] };
  /** Text of the project's data files by their path in `report.inputs`, if it is the text the report was built from. */
  readonly inputs: ReadonlyMap<string, string>;
}

export interface Tolerance {
  /** Largest relative change that is ignored: 0.005 for `0.5%`. */
  readonly relative?: number;
  /** Largest absolute change that is ignored, in the units of the raw number. */
  readonly absolute?: number;
}

export interface Tolerances {
  readonly tolerance?: Tolerance;
  /** By id of a value, figure or table; overrides the global tolerance. */
  readonly tolerances?: Readonly<Record<string, Tolerance>>;
}

/** Two briefings cannot be compared, or a comparison option is invalid. */
export class DiffError extends BriefingError {}

import type { Notebook } from "../../engine/notebook/contract.js";

/** The checks of this room, by the names the command line gives them. */
export const pageChecks = [
  "notebooks",
  "citations",
  "links",
  "numbers",
  "guards",
  "placeholders",
  "syntax",
  "first-page",
] as const;
export type PageCheck = (typeof pageChecks)[number];

/** In this order they are printed: what is wrong with the description of the tables makes types wrong, too. */
export const allChecks = ["data", "types", ...pageChecks] as const;
export type CheckName = (typeof allChecks)[number];

/** Something a check found. Lines and columns are 1-based: in the cell where one is named, else in the file. */
export interface Found {
  /** A note is what a person may want to know; all else is wrong. */
  readonly severity?: "note";
  /** As messages name the file. */
  readonly path: string;
  readonly cell?: CellPlace;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  /** What to do, one sentence. */
  readonly hint?: string;
}

/** The same, by the check that found it. */
export interface Finding extends Omit<Found, "severity"> {
  readonly check: PageCheck;
  readonly severity: "error" | "note";
}

export const foundBy = (check: PageCheck, found: readonly Found[]): readonly Finding[] =>
  found.map((each) => ({ check, severity: "error", ...each }));

export interface CellPlace {
  /** From 0, in the notebook. */
  readonly index: number;
  readonly id: string;
}

/** A notebook as read, and the file it was read from. */
export interface CheckedFile {
  /** As messages name it. */
  readonly path: string;
  readonly text: string;
  readonly notebook: Notebook;
}

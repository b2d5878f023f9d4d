import type { Notebook } from "../../engine/notebook/contract.js";
import type { FirstPageSettings } from "../../engine/project/publication.js";

/** The checks by their command-line names. */
export const pageChecks = [
  "notebooks",
  "format",
  "citations",
  "links",
  "numbers",
  "guards",
  "placeholders",
  "syntax",
] as const;
export type PageCheck = (typeof pageChecks)[number];

/** Printed in this order, because errors in the description of the tables also cause type errors. */
export const allChecks = ["data", "types", ...pageChecks] as const;
export type CheckName = (typeof allChecks)[number];

/** A result of a check. Lines and columns are 1-based: in the cell, if an .ipynb has one named, otherwise in the file. */
export interface Found {
  /** A note is information; everything else is an error. */
  readonly severity?: "note";
  /** As shown in messages. */
  readonly path: string;
  readonly cell?: CellPlace;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  /** What to do, in one sentence. */
  readonly hint?: string;
}

/** A position in a cell. */
export type Place = Required<Pick<Found, "path" | "cell" | "line" | "column">>;

/** A finding with the check that reported it. */
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

/** A file: its path as shown in messages, and its content. */
export interface NamedText {
  readonly path: string;
  readonly text: string;
}

/** A parsed notebook and its file. */
export interface CheckedFile extends NamedText {
  readonly notebook: Notebook;
}

/** The works that a project cites, and the file that lists them, as shown in messages. */
export interface Bibliography {
  readonly path: string;
  readonly entries: readonly { readonly key: string; readonly line: number }[];
  /** Whether the file exists. */
  readonly state: "read" | "missing";
}

/** A project as read from disk; paths are as shown in messages. */
export interface ProjectContent {
  /** The notebooks of the briefing, in its order. */
  readonly files: readonly CheckedFile[];
  /** Text files of data/ whose words may appear on the page. */
  readonly data: readonly NamedText[];
  /** Settings files whose words may appear on the page. */
  readonly settings: readonly NamedText[];
  readonly bibliography: Bibliography;
  /** The path of briefing.yml, and its content. */
  readonly configuration: string;
  readonly firstPage: FirstPageSettings;
  /** Texts and /patterns/ of checks.numbers.exempt. */
  readonly exempt: readonly string[];
  /** BCP 47 tag of the prose. */
  readonly language: string;
  /** A notebook's path relative to the project, with forward slashes. */
  readonly relative: (path: string) => string;
  /** Whether the project has a file with this path. */
  readonly exists: (file: string) => boolean;
}

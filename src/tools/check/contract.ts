import type { JsonObject, Notebook } from "../../engine/notebook/contract.js";
import type { FirstPageSettings } from "../../engine/project/contract.js";

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

/** A file: as messages name it, and its content. */
export interface NamedText {
  readonly path: string;
  readonly text: string;
}

/** A notebook as read, and the file it was read from. */
export interface CheckedFile extends NamedText {
  readonly notebook: Notebook;
}

/** What Jupyter writes into a notebook that a kernel has executed. */
export interface KernelIdentity {
  /** Name in `kernelspec`; notebooks for other kernels keep what they say of theirs. */
  readonly name: string;
  readonly displayName: string;
  readonly language: string;
  readonly languageInfo: JsonObject;
}

/** The works that a project cites, and the file that lists them, as messages name it. */
export interface Bibliography {
  readonly path: string;
  readonly entries: readonly { readonly key: string; readonly line: number }[];
  /** Whether the file exists. */
  readonly state: "read" | "missing";
}

/** A project as read from disk; paths are as messages name them. */
export interface ProjectContent {
  /** The notebooks of the briefing, in its order. */
  readonly files: readonly CheckedFile[];
  /** Text files of data/ whose words may reach the page. */
  readonly data: readonly NamedText[];
  /** Files of settings whose words may. */
  readonly settings: readonly NamedText[];
  readonly bibliography: Bibliography;
  readonly kernel: KernelIdentity;
  /** The path of briefing.yml, and what it says. */
  readonly configuration: string;
  readonly firstPage: FirstPageSettings;
  /** Texts and /patterns/ of checks.numbers.exempt. */
  readonly exempt: readonly string[];
  /** BCP 47 tag of the prose. */
  readonly language: string;
  /** A notebook's path relative to the project, with forward slashes. */
  readonly relative: (path: string) => string;
  /** Whether the project has a file, by such a path. */
  readonly exists: (file: string) => boolean;
}

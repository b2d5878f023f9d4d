import type { SideName } from "../briefing.js";
import type { InputChange } from "../causes/input-change.js";

/** Addresses of files in a repository, if known. */
export interface Links {
  /** Address of a file of the project: `data/tea.csv`, `notebooks/01-tea.ipynb`. */
  readonly project: (path: string, side: SideName) => string | undefined;
  /** Address of a file next to report.json: `figures/cups.svg`. */
  readonly output: (path: string, side: SideName) => string | undefined;
  /** Address of the page that --format html writes for the same comparison. */
  readonly page?: string;
}

export interface LinkedOptions {
  /** The command that prints everything in a terminal. */
  readonly command: string;
  readonly links?: Links;
}

export const noLinks: Links = { project: () => undefined, output: () => undefined };

/** Modules have no address: compiled code differs, which a repository does not contain. */
export function inputHref(input: InputChange | undefined, links: Links): string | undefined {
  const path = input?.kind === "data" ? input.path : input?.kind === "cell" ? input.notebook : undefined;
  return path && links.project(path, input?.status === "removed" ? "before" : "after");
}

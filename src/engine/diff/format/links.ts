import type { SideName } from "../briefing.js";
import type { InputChange } from "../causes/input-change.js";

/** Addresses of files in a repository, where they are known. */
export interface Links {
  /** Of a file of the project: `data/tea.csv`, `notebooks/01-tea.ipynb`. */
  readonly project: (path: string, side: SideName) => string | undefined;
  /** Of a file beside report.json: `figures/cups.svg`. */
  readonly output: (path: string, side: SideName) => string | undefined;
  /** Of the page that --format html writes of the same comparison. */
  readonly page?: string;
}

export const noLinks: Links = { project: () => undefined, output: () => undefined };

/** Modules have no address: what differs is compiled code, which a repository does not have. */
export function inputHref(input: InputChange | undefined, links: Links): string | undefined {
  const path = input?.kind === "data" ? input.path : input?.kind === "cell" ? input.notebook : undefined;
  return path && links.project(path, input?.status === "removed" ? "before" : "after");
}

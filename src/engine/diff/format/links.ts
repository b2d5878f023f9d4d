export type SideName = "before" | "after";

/** Addresses of files in a repository, where they are known. */
export interface Links {
  /** Of a file of the project: `data/tea.csv`, `notebooks/01-tea.ipynb`. */
  readonly project: (path: string, side: SideName) => string | undefined;
  /** Of a file beside report.json: `figures/cups.svg`. */
  readonly output: (path: string, side: SideName) => string | undefined;
}

export const noLinks: Links = { project: () => undefined, output: () => undefined };

type Entry = readonly [page: number, href: string, kind: string, title: string, text: string];

/** What a search looks through: a file of the site, or read from the single page (page-entries.ts). */
export interface Index {
  /** The kind of entries that come first. */
  readonly first: string;
  /** Names of the pages, or of the single page's chapters. */
  readonly pages: readonly string[];
  readonly entries: readonly Entry[];
}

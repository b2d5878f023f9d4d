/** What a Data Package says about its tables that a reader of the briefing wants to know. */
export interface DataSources {
  readonly title?: string;
  readonly tables: readonly DataTable[];
}

export interface DataTable {
  /** Relative to the project. */
  readonly path: string;
  readonly title: string;
  readonly description?: string;
  readonly sources: readonly DataLink[];
  readonly licences: readonly DataLink[];
}

/** A name, and a web address where it has one. */
export interface DataLink {
  readonly title: string;
  readonly href?: string;
}

/** What a Data Package says about its tables that a reader of the briefing wants to know. */
export interface DataSources {
  readonly title?: string;
  readonly tables: readonly DataTable[];
  /** Those that occur in the tables, in the order of the table that lists them. */
  readonly editions?: readonly DataEdition[];
}

export interface DataTable {
  /** Relative to the project. */
  readonly path: string;
  readonly title: string;
  readonly description?: string;
  readonly sources: readonly DataLink[];
  readonly licences: readonly DataLink[];
  readonly columns?: readonly DataColumn[];
  /** How many rows it has; missing where the file is no table that could be read. */
  readonly rows?: number;
  /** Ids of the editions that occur in it. */
  readonly editions?: readonly string[];
  /** What the README beside the Data Package says of its limits. */
  readonly limits?: string;
}

export interface DataColumn {
  readonly name: string;
  readonly unit?: string;
  readonly description?: string;
}

/** One state of one source. */
export interface DataEdition {
  readonly id: string;
  readonly name: string;
  /** `2024`, `2024-08` or `2024-08-27`. */
  readonly collected?: string;
  /** What it counts, in words. */
  readonly counts?: string;
  /** How it is referred to: numbers of tables, state of the database. */
  readonly reference?: string;
}

/** A name, and a web address where it has one. */
export interface DataLink {
  readonly title: string;
  readonly href?: string;
}

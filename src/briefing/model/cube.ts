/** The output of `briefing works build`, which chapters read: counts of single papers, as tables next to cube.json. */

type Years = readonly [first: number, last: number];

export const cubeSchemaId = "urn:briefing:cube:3";

/** The description of a cube, in cube.json next to its tables. */
export interface Cube {
  readonly $schema: typeof cubeSchemaId;
  readonly engine: string;
  readonly pair: readonly [string, string];
  readonly years: Years;
  readonly panel: Years;
  readonly types: readonly string[];
  /** Works with more countries or authors are hyper-authored. */
  readonly hyper: { readonly countries: number; readonly authors: number };
  /** Works are counted once, records as often as they were found. */
  readonly records: number;
  readonly works: number;
  /** Works excluded from the counts are in left_out. */
  readonly counted: number;
  /** `sha256` is missing for Spark, which does not read the files merely to hash them. */
  readonly inputs: readonly {
    readonly name: string;
    readonly sha256?: string | undefined;
    readonly records: number;
  }[];
  readonly tables: Readonly<
    Record<string, { readonly rows: number; readonly rowsSha256: string; readonly fileSha256: string }>
  >;
  /** Hash of the rows of all tables: identical for all engines and numbers of threads. */
  readonly hash: string;
}
export type TableOfCube = Cube["tables"][string];

type Numbers<Column extends string> = Readonly<Record<Column, number>>;

/** A country in a year and a field; the field of papers without one is −1. */
export type CountryCount = { readonly country: string } & Numbers<
  "year" | "field" | "whole" | "international" | "bilateral" | "nonhyper"
>;

/** Joint papers of two countries; `a` comes before `b`. */
export type PairCount = Readonly<Record<"a" | "b", string>> &
  Numbers<"year" | "field" | "whole" | "bilateral" | "multilateral" | "nonhyper" | "dual">;

/** `unlocated_a`: papers of the cube's first country but not its second on which an author has no country. */
export type TotalCount = Numbers<"year" | "field" | "works" | "no_country" | "international" | "nonhyper"> &
  Numbers<"unlocated_a" | "unlocated_b">;

/** Citations of papers at most two years older; `self`: with a common author, `unknown_authors`: authors unknown. */
export type CitationCount = Readonly<Record<"citing" | "cited", string>> &
  Numbers<"year" | "citations" | "self" | "unknown_authors">;

/** A source in a year: all papers, those of each of the cube's two countries, of both, and international ones. */
export type VenueCount = Numbers<"source" | "year" | "works" | "no_country" | "international"> &
  Numbers<"international_a" | "international_b" | "in_a" | "in_b" | "joint">;

/** Tables of a cube that chapters read; those of the panel contain the sources with papers in every year. */
export interface CubeRows {
  readonly countries: CountryCount;
  readonly pairs: PairCount;
  readonly totals: TotalCount;
  readonly panel_countries: CountryCount;
  readonly panel_pairs: PairCount;
  readonly panel_totals: TotalCount;
  readonly citations: CitationCount;
  readonly venues: VenueCount;
  readonly panel: { readonly source: number };
}

/** Read anew on each call: a table may have millions of rows. */
export interface CubeTables {
  readonly facts: Cube;
  rows<Name extends keyof CubeRows>(table: Name): Iterable<CubeRows[Name]>;
}

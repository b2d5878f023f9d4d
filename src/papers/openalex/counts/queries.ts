/** The queries for counts. Each returns one table of groups, as counted by OpenAlex. */
export interface CountQuery {
  /** The name of its file in the collection: `pairs/2020/CN`. */
  readonly name: string;
  readonly filter: string;
  readonly groupBy: string;
  /** The sum of all groups is at least this many times the number of works: a list below it was cut short. */
  readonly leastSum: number;
}

/** What a project's tables need. */
export interface Wanted {
  readonly years: readonly number[];
  /** The tables to create. */
  readonly tables: ReadonlySet<string>;
  /** Economies in the table pairs, which contains every pair of them. */
  readonly pairs: readonly string[];
  /** Partners of the United States in the table copublications. */
  readonly partners: readonly string[];
}

/** Tables derived from another table and created with it. */
export const derivedTables: ReadonlyMap<string, string> = new Map([["pairs", "flags"]]);

/** The two economies whose partners, fields and exactly-two papers are counted. */
export const reporters = ["CN", "US"] as const;

const countries = "authorships.countries";
const inYear = (year: number): string => `publication_year:${year}`;
const by = (...codes: readonly string[]): string => codes.map((code) => `,${countries}:${code}`).join("");

export const internationalOf = (year: number): CountQuery => ({
  name: `international/${year}`,
  filter: `${inYear(year)},countries_distinct_count:>1`,
  groupBy: countries,
  leastSum: 2,
});

/** Partners of an economy, including the economy itself with all its works. */
export const partnersOf = (year: number, code: string): CountQuery => ({
  name: `pairs/${year}/${code}`,
  filter: `${inYear(year)}${by(code)}`,
  groupBy: countries,
  leastSum: 1,
});

/** The number of economies of a paper. */
export const sizes = ["exactly-two", "more"] as const;

export const partnersBySize = (year: number, code: string, size: (typeof sizes)[number]): CountQuery => ({
  name: `${size}/${year}/${code}`,
  filter: `${inYear(year)}${by(code)},countries_distinct_count:${size === "more" ? ">2" : "2"}`,
  groupBy: countries,
  leastSum: size === "more" ? 3 : 2,
});

const fieldScopes = { all: [], us: ["US"], cn: ["CN"], both: ["US", "CN"] } as const;
type FieldScope = keyof typeof fieldScopes;
export const scopes = Object.keys(fieldScopes) as readonly FieldScope[];

export const fieldsOf = (year: number, scope: FieldScope): CountQuery => ({
  name: `fields/${year}/${scope}`,
  filter: `${inYear(year)}${by(...fieldScopes[scope])}`,
  groupBy: "primary_topic.field.id",
  // Works without a topic are in no group.
  leastSum: 0.5,
});

export const coverages = ["all", "without-country"] as const;

export function coverageOf(years: readonly number[], which: (typeof coverages)[number]): CountQuery {
  const range = `publication_year:${years[0] ?? ""}-${years.at(-1) ?? ""}`;
  return {
    name: `coverage/${which}`,
    filter: which === "all" ? range : `${range},countries_distinct_count:0`,
    groupBy: "publication_year",
    leastSum: 1,
  };
}

/** Sent first: the responses list the economies. */
export const firstQueries = ({ years, tables }: Wanted): readonly CountQuery[] =>
  ["world-pairs", "world-international", "international"].some((name) => tables.has(name))
    ? years.map(internationalOf)
    : [];

/** @param codesOf the economies with international works in a year */
export function queriesOf(
  wanted: Wanted,
  codesOf: (year: number) => readonly string[],
): readonly CountQuery[] {
  const { years, tables } = wanted;
  const partners = (codes: readonly string[], year: number): readonly CountQuery[] =>
    codes.map((code) => partnersOf(year, code));
  const ofYear: Readonly<Record<string, (year: number) => readonly CountQuery[]>> = {
    "world-pairs": (year) => partners(codesOf(year), year),
    pairs: (year) => partners(wanted.pairs, year),
    flags: (year) => partners(wanted.pairs, year),
    partners: (year) => partners(reporters, year),
    copublications: (year) => partners(["US", ...wanted.partners], year),
    "exact-pairs": (year) =>
      reporters.flatMap((code) => sizes.map((size) => partnersBySize(year, code, size))),
    "openalex-fields": (year) => scopes.map((scope) => fieldsOf(year, scope)),
    "country-coverage": () => coverages.map((which) => coverageOf(years, which)),
  };
  const queries = Object.entries(ofYear).flatMap(([table, of]) =>
    tables.has(table) ? years.flatMap(of) : [],
  );
  return [...new Map(queries.map((query) => [query.name, query])).values()];
}

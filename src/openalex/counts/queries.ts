/** The queries for counts. Each returns one table of groups, as counted by OpenAlex. */
export interface CountQuery {
  /** The name of its file in the collection: `pairs/2020/CN`. */
  readonly name: string;
  readonly filter: string;
  readonly groupBy: string;
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
});

/** Partners of an economy, including the economy itself with all its works. */
export const partnersOf = (year: number, code: string): CountQuery => ({
  name: `pairs/${year}/${code}`,
  filter: `${inYear(year)}${by(code)}`,
  groupBy: countries,
});

export const partnersBySize = (year: number, code: string, size: "exactly-two" | "more"): CountQuery => ({
  name: `${size}/${year}/${code}`,
  filter: `${inYear(year)}${by(code)},countries_distinct_count:${size === "more" ? ">2" : "2"}`,
  groupBy: countries,
});

const fieldScopes = { all: [], us: ["US"], cn: ["CN"], both: ["US", "CN"] } as const;
export type FieldScope = keyof typeof fieldScopes;

export const fieldsOf = (year: number, scope: FieldScope): CountQuery => ({
  name: `fields/${year}/${scope}`,
  filter: `${inYear(year)}${by(...fieldScopes[scope])}`,
  groupBy: "primary_topic.field.id",
});

export function coverageOf(years: readonly number[], which: "all" | "without-country"): CountQuery {
  const range = `publication_year:${years[0] ?? ""}-${years.at(-1) ?? ""}`;
  return {
    name: `coverage/${which}`,
    filter: which === "all" ? range : `${range},countries_distinct_count:0`,
    groupBy: "publication_year",
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
  const ofYears = (codes: (year: number) => readonly string[]): readonly CountQuery[] =>
    years.flatMap((year) => codes(year).map((code) => partnersOf(year, code)));
  const queries = [
    ...(tables.has("world-pairs") ? ofYears(codesOf) : []),
    ...(tables.has("pairs") || tables.has("flags") ? ofYears(() => wanted.pairs) : []),
    ...(tables.has("partners") ? ofYears(() => reporters) : []),
    ...(tables.has("copublications") ? ofYears(() => ["US", ...wanted.partners]) : []),
    ...(tables.has("exact-pairs")
      ? years.flatMap((year) =>
          reporters.flatMap((code) => [
            partnersBySize(year, code, "exactly-two"),
            partnersBySize(year, code, "more"),
          ]),
        )
      : []),
    ...(tables.has("openalex-fields")
      ? years.flatMap((year) => scopes.map((scope) => fieldsOf(year, scope)))
      : []),
    ...(tables.has("country-coverage")
      ? [coverageOf(years, "all"), coverageOf(years, "without-country")]
      : []),
  ];
  return [...new Map(queries.map((query) => [query.name, query])).values()];
}

export const scopes = Object.keys(fieldScopes) as readonly FieldScope[];

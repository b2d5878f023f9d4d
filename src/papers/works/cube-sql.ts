/**
 * The SQL that computes the cube from records. Fractions are integers in units of 10⁻¹², because sums of floating-point
 * numbers depend on their order. The SQL uses only features that DuckDB and Apache Spark share; DuckDB gets Spark's
 * `explode`, `array_size` and `arrays_overlap` as macros.
 */
import { literal } from "./engine.js";

export interface CubeSettings {
  /** The two countries for which citations, venues and the panel are counted. */
  readonly pair: readonly [string, string];
  /** First and last year of publication, inclusive. */
  readonly years: readonly [number, number];
  /** A source is in the panel if it has works in every year of this range. */
  readonly panel: readonly [number, number];
}

export const countedTypes = ["article", "book-chapter", "preprint", "review"] as const;
export const hyper = { countries: 10, authors: 100 } as const;

export interface Step {
  readonly name: string;
  /** A view is recomputed by every query that reads it, a table only once. */
  readonly kind: "view" | "table";
  readonly sql: string;
}

/** Each work once, in its newest record. Few works have several records, so only those are sorted. */
const newest: readonly Step[] = [
  { name: "repeated", kind: "table", sql: "SELECT w FROM records GROUP BY w HAVING count(*) > 1" },
  {
    name: "newest_of_repeated",
    kind: "table",
    sql: `SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY w ORDER BY updated DESC, year DESC NULLS LAST, type DESC NULLS LAST,
    is_retracted DESC, is_paratext DESC, is_xpac DESC, field DESC, source DESC NULLS LAST, source_type DESC NULLS LAST,
    author_count DESC, is_cut DESC, countries DESC, dual_pairs DESC, authors DESC, unlocated DESC, unknown_codes DESC,
    cited DESC) AS place
    FROM records WHERE w IN (SELECT w FROM repeated)) AS numbered WHERE place = 1`,
  },
];

const columns =
  "w, year, type, is_retracted, is_paratext, is_xpac, field, source, source_type, author_count, is_cut, countries, dual_pairs, authors, unlocated, unknown_codes, cited";

const works = ({ years: [first, last] }: Pick<CubeSettings, "years">): readonly Step[] => [
  {
    name: "all_works",
    kind: "view",
    sql: `SELECT ${columns}, CASE WHEN is_xpac THEN 'expansion pack' WHEN is_retracted THEN 'retracted' WHEN is_paratext THEN 'paratext'
    WHEN type IS NULL OR type NOT IN (${countedTypes.map(literal).join(", ")}) THEN 'type'
    WHEN year IS NULL OR year < ${first} OR year > ${last} THEN 'year' ELSE '' END AS left_out
    FROM (SELECT ${columns} FROM records WHERE w NOT IN (SELECT w FROM repeated)
    UNION ALL SELECT ${columns} FROM newest_of_repeated) AS each_once`,
  },
  {
    name: "works_base",
    kind: "view",
    sql: `SELECT *, CASE WHEN n <= ${hyper.countries} AND author_count <= ${hyper.authors} AND NOT is_cut THEN 1 ELSE 0 END AS plain
    FROM (SELECT *, array_size(countries) AS n FROM all_works WHERE left_out = '') AS counted`,
  },
];

const fixedPoint = (expression: string): string =>
  `CAST(sum(CAST(floor(${expression}) AS BIGINT)) AS BIGINT)`;

const countries = (base: string): string => `
SELECT country, year, field, count(*) AS whole, count(*) FILTER (WHERE n > 1) AS international,
  count(*) FILTER (WHERE n = 2) AS bilateral, count(*) FILTER (WHERE n > 2) AS multilateral,
  count(*) FILTER (WHERE n > 1 AND plain = 1) AS nonhyper,
  ${fixedPoint("1000000000000 / n")} AS fraction_e12
FROM (SELECT explode(countries) AS country, year, field, n, plain FROM ${base}) AS credits
GROUP BY country, year, field`;

const pairs = (base: string): string => `
SELECT a, b, year, field, count(*) AS whole, count(*) FILTER (WHERE n = 2) AS bilateral,
  count(*) FILTER (WHERE n > 2) AS multilateral, count(*) FILTER (WHERE plain = 1) AS nonhyper,
  count(*) FILTER (WHERE array_contains(dual_pairs, concat(a, '-', b))) AS dual,
  ${fixedPoint("2000000000000 / (n * (n - 1))")} AS link_e12
FROM (SELECT a, explode(countries) AS b, year, field, n, plain, dual_pairs
  FROM (SELECT explode(countries) AS a, countries, year, field, n, plain, dual_pairs FROM ${base} WHERE n > 1) AS firsts) AS links
WHERE a < b GROUP BY a, b, year, field`;

/**
 * Papers of one of the two countries on which an author has none may be joint papers that lost the other one:
 * `unlocated_a`, `unlocated_b`.
 */
const totals = (base: string, [a, b]: readonly [string, string]): string => `
SELECT year, field, count(*) AS works, count(*) FILTER (WHERE n = 0) AS no_country,
  count(*) FILTER (WHERE n > 1) AS international, count(*) FILTER (WHERE n > 1 AND plain = 1) AS nonhyper,
  count(*) FILTER (WHERE is_cut) AS cut_authors, CAST(sum(n) AS BIGINT) AS credits,
  CAST(sum(n * (n - 1)) / 2 AS BIGINT) AS links,
  count(*) FILTER (WHERE unlocated > 0 AND ${has(a)} AND NOT ${has(b)}) AS unlocated_a,
  count(*) FILTER (WHERE unlocated > 0 AND ${has(b)} AND NOT ${has(a)}) AS unlocated_b
FROM ${base} GROUP BY year, field`;

const has = (country: string): string => `array_contains(countries, ${literal(country)})`;

/** Which of the two countries a work has. */
const groupOf = ([a, b]: readonly [string, string]): string =>
  `CASE WHEN n = 0 THEN 'unknown' WHEN ${has(a)} AND ${has(b)} THEN ${literal(`${a}+${b}`)}
    WHEN ${has(a)} THEN ${literal(a)} WHEN ${has(b)} THEN ${literal(b)} ELSE 'other' END`;

/** Citations of works at most two years older, within the cube; citations with a shared author are self-citations. */
const citations = (pair: readonly [string, string]): readonly Step[] => [
  { name: "groups", kind: "view", sql: `SELECT w, year, ${groupOf(pair)} AS place FROM works_base` },
  {
    name: "recent_citations",
    kind: "table",
    sql: `SELECT edges.w AS w, edges.r AS r, citing.place AS citing, cited.place AS cited, citing.year AS year, citing.year - cited.year AS lag
    FROM (SELECT w, explode(cited) AS r FROM works_base) AS edges
    JOIN groups AS citing ON citing.w = edges.w JOIN groups AS cited ON cited.w = edges.r
    WHERE citing.year - cited.year BETWEEN 0 AND 2 AND edges.w <> edges.r`,
  },
];

const citationMatrix = `
SELECT citing, cited, year, lag, count(*) AS citations, count(*) FILTER (WHERE arrays_overlap(ours, theirs)) AS self,
  count(*) FILTER (WHERE array_size(ours) = 0 OR array_size(theirs) = 0) AS unknown_authors
FROM (SELECT e.citing, e.cited, e.year, e.lag, x.authors AS ours, y.authors AS theirs
  FROM recent_citations AS e JOIN works_base AS x ON x.w = e.w JOIN works_base AS y ON y.w = e.r) AS known
GROUP BY citing, cited, year, lag`;

const inPair = ([a, b]: readonly [string, string]): string =>
  `count(*) FILTER (WHERE ${has(a)}) AS in_a, count(*) FILTER (WHERE ${has(b)}) AS in_b,
  count(*) FILTER (WHERE ${has(a)} AND ${has(b)}) AS joint, count(*) FILTER (WHERE n > 1) AS international,
  count(*) FILTER (WHERE n > 1 AND ${has(a)}) AS international_a, count(*) FILTER (WHERE n > 1 AND ${has(b)}) AS international_b`;

const venues = (pair: readonly [string, string]): string => `
SELECT source, max(source_type) AS source_type, year, count(*) AS works, count(*) FILTER (WHERE n = 0) AS no_country, ${inPair(pair)}
FROM works_base WHERE source IS NOT NULL GROUP BY source, year`;

export const panelSteps = ({ panel: [first, last] }: CubeSettings): readonly Step[] => [
  {
    name: "panel",
    kind: "table",
    sql: `SELECT source FROM works_base WHERE source IS NOT NULL AND year BETWEEN ${first} AND ${last}
    GROUP BY source HAVING count(DISTINCT year) = ${last - first + 1}`,
  },
  {
    name: "panel_base",
    kind: "view",
    sql: `SELECT * FROM works_base WHERE source IN (SELECT source FROM panel) AND year BETWEEN ${first} AND ${last}`,
  },
];

const leftOut = `
SELECT left_out AS reason, coalesce(type, '') AS type, count(*) AS works FROM all_works WHERE left_out <> '' GROUP BY left_out, type`;

/** Codes that are no countries, and the counted works that have them. */
const unknownCodes = `
SELECT code, count(*) AS works FROM (SELECT explode(unknown_codes) AS code FROM works_base) AS codes GROUP BY code`;

/** The views and tables that the cube's tables are computed from; `records` is provided by the engine. */
export const workSteps = (settings: Pick<CubeSettings, "pair" | "years">): readonly Step[] => [
  ...newest,
  ...works(settings),
  ...citations(settings.pair),
];

/** The tables of the cube. The key columns come first and determine the order of the rows. */
export const cubeTables = (settings: CubeSettings): ReadonlyMap<string, string> =>
  new Map([
    ["countries", countries("works_base")],
    ["pairs", pairs("works_base")],
    ["totals", totals("works_base", settings.pair)],
    ["citations", citationMatrix],
    ["venues", venues(settings.pair)],
    ["panel", "SELECT source FROM panel"],
    ["panel_countries", countries("panel_base")],
    ["panel_pairs", pairs("panel_base")],
    ["panel_totals", totals("panel_base", settings.pair)],
    ["left_out", leftOut],
    ["unknown_codes", unknownCodes],
  ]);

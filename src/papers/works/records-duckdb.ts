/**
 * DuckDB's adapter: converts works as published by OpenAlex to records, flat rows with what the cube needs. Each engine
 * has its own adapter with the same columns; all further SQL is shared (cube-sql.ts).
 */
import { isCountry } from "./country-codes.js";
import { literal } from "./engine.js";

/**
 * The fields read, with explicit types, because types inferred from single files would differ. Fields that an edition
 * lacks are null. The year is read as text, because DuckDB would round 2019.7.
 */
const columns = {
  id: "VARCHAR",
  updated_date: "VARCHAR",
  publication_year: "VARCHAR",
  type: "VARCHAR",
  is_retracted: "BOOLEAN",
  is_paratext: "BOOLEAN",
  is_xpac: "BOOLEAN",
  is_authors_truncated: "BOOLEAN",
  primary_topic: "STRUCT(field STRUCT(id VARCHAR))",
  primary_location: 'STRUCT(source STRUCT(id VARCHAR, "type" VARCHAR))',
  authorships:
    "STRUCT(author STRUCT(id VARCHAR), countries VARCHAR[], institutions STRUCT(country_code VARCHAR)[])[]",
  referenced_works: "VARCHAR[]",
} as const;
/** Without these, nothing could be counted. */
export const neededColumns = ["id", "publication_year", "type", "authorships"] as const;

/** For each thread, DuckDB needs a read buffer of twice this size. */
const minBufferBytes = 1024 * 1024;

export function jsonSource(file: string, longestLine: number): string {
  const typed = Object.entries(columns).map(([name, type]) => `${literal(name)}: ${literal(type)}`);
  const size = Math.max(minBufferBytes, longestLine + 1024);
  return `read_json(${literal(file)}, format='newline_delimited', records='true', compression='uncompressed', hive_partitioning=false,
    maximum_object_size=${size}, columns={${typed.join(", ")}})`;
}

/** `present` contains the file's columns. */
export const parquetSource = (file: string, present: ReadonlySet<string>): string =>
  `(SELECT ${typed(present)} FROM read_parquet(${literal(file)}, hive_partitioning=false))`;

const typed = (present: ReadonlySet<string>): string =>
  Object.entries(columns)
    .map(([name, type]) => `CAST(${present.has(name) ? name : "NULL"} AS ${type}) AS ${name}`)
    .join(", ");

/** The number at the end of `https://openalex.org/W2741809807`. */
const number = (id: string, letter: string): string =>
  `TRY_CAST(CASE WHEN starts_with(${id}, 'https://openalex.org/${letter}') THEN substr(${id}, 23) END AS BIGINT)`;

/** Sorted and distinct, without nulls. */
const sorted = (list: string): string => `list_sort(list_distinct(${list}))`;

/** Finds the fault in the error message with which DuckDB aborts a query at an invalid record. */
export const faultMark = /«(.*)»/;
const fault = (...words: readonly string[]): string => `error(concat('«', ${words.join(", ")}, '»'))`;
export const faultHint =
  "A file of works has one work of OpenAlex a line, as its snapshot and its API give them.";

/** `updated` is the folder's date, for records without one. */
export const recordsOf = (source: string, updated: string | undefined): string => `
SELECT coalesce(${number("id", "W")}, ${fault("'the id of a record is '", "coalesce(id, 'missing')", "', not that of a work.'")}) AS w,
  coalesce(replace(updated_date, ' ', 'T'), ${literal(updated ?? "")}) AS updated,
  CASE WHEN publication_year IS NULL THEN NULL WHEN regexp_full_match(publication_year, '[0-9]{1,4}') THEN CAST(publication_year AS SMALLINT)
    ELSE ${fault("'publication_year of '", "id", "' is '", "publication_year", "', not a year.'")} END AS year,
  type,
  coalesce(is_retracted, false) AS is_retracted,
  coalesce(is_paratext, false) AS is_paratext,
  coalesce(is_xpac, false) AS is_xpac,
  coalesce(TRY_CAST(split_part(primary_topic.field.id, '/', 5) AS SMALLINT), -1) AS field,
  ${number("primary_location.source.id", "S")} AS source,
  primary_location.source."type" AS source_type,
  len(homes) AS author_count,
  coalesce(is_authors_truncated, false) AS is_cut,
  ${sorted("flatten(homes)")} AS countries,
  ${sorted(`flatten(list_transform(list_filter(homes, lambda home: len(home) > 1), lambda home:
    flatten(list_transform(home, lambda a: list_transform(list_filter(home, lambda b: b > a), lambda b: a || '-' || b)))))`)} AS dual_pairs,
  ${sorted(`list_transform(authorships, lambda a: ${number("a.author.id", "A")})`)} AS authors,
  len(list_filter(homes, lambda home: len(home) = 0)) AS unlocated,
  ${sorted(`list_filter(flatten(codes), lambda c: NOT (${isCountry("c")}))`)} AS unknown_codes,
  ${sorted(`list_transform(referenced_works, lambda r: ${number("r", "W")})`)} AS cited
FROM (SELECT *, list_transform(codes, lambda own: list_filter(own, lambda c: ${isCountry("c")})) AS homes
  FROM (SELECT *, list_transform(authorships, lambda a: ${sorted(`list_filter(list_transform(
      list_concat(coalesce(a.countries, []), list_transform(coalesce(a.institutions, []), lambda i: i.country_code)),
      lambda c: upper(c)), lambda c: c <> '')`)}) AS codes
    FROM (SELECT * REPLACE (coalesce(authorships, []) AS authorships, coalesce(referenced_works, []) AS referenced_works)
      FROM ${source})))`;

/** The columns without any rows: if another engine reads the files, DuckDB derives the tables' types from them. */
export const withoutRecords = recordsOf(`(SELECT ${typed(new Set())} WHERE false)`, undefined);

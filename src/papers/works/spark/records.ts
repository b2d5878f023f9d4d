/**
 * Spark's adapter: converts published works to records with the same columns and meaning as in records-duckdb.ts.
 * Pitfalls: "a" is a string in Spark; array_distinct keeps null; flatten and concat return null if any part is null.
 */

import { isCountry } from "../country-codes.js";

/** The year is text, as in DuckDB, so that 2019.7 can be reported together with its work. */
const columns = `id STRING, updated_date STRING, publication_year STRING, type STRING, is_retracted BOOLEAN, is_paratext BOOLEAN,
  is_xpac BOOLEAN, is_authors_truncated BOOLEAN, primary_topic STRUCT<field: STRUCT<id: STRING>>,
  primary_location STRUCT<source: STRUCT<id: STRING, type: STRING>>,
  authorships ARRAY<STRUCT<author: STRUCT<id: STRING>, countries: ARRAY<STRING>, institutions: ARRAY<STRUCT<country_code: STRING>>>>,
  referenced_works ARRAY<STRING>`;

/** File names as Hadoop glob patterns. */
export const packedWorks = "*.jsonl.gz,part_*.gz";

/** The default mode, PERMISSIVE, would turn unreadable records into nulls. */
export const worksView = (uri: string): string =>
  filesView(`works_raw (${columns})`, "json", uri, {
    pathGlobFilter: `{${packedWorks}}`,
    mode: "FAILFAST",
    lineSep: "\n",
  });

/** The number at the end of `https://openalex.org/W2741809807`. */
const number = (id: string, letter: string): string =>
  `TRY_CAST(CASE WHEN startswith(${id}, 'https://openalex.org/${letter}') THEN substr(${id}, 23) END AS BIGINT)`;

/** Sorted and distinct, without nulls. */
const sorted = (list: string): string =>
  `array_sort(array_distinct(filter(${list}, each -> each IS NOT NULL)))`;

/** Finds the file and the fault in the error message with which Spark aborts a query at an invalid record. */
export const faultMark = /«(.*)»«(.*)»/;
const fault = (...words: readonly string[]): string =>
  `raise_error(concat('«', file, '»«', ${words.join(", ")}, '»'))`;

/** `file` is an expression for a record's file, `day` for the date in its folder's name, for records without one. */
export const recordsOf = ({ file, day }: { readonly file: string; readonly day: string }): string => `
SELECT file,
  coalesce(${number("id", "W")}, CAST(${fault("'the id of a record is '", "coalesce(id, 'missing')", "', not that of a work.'")} AS BIGINT)) AS w,
  coalesce(replace(updated_date, ' ', 'T'), ${day}) AS updated,
  CASE WHEN publication_year IS NULL THEN NULL WHEN publication_year RLIKE '^[0-9]{1,4}$' THEN CAST(publication_year AS SMALLINT)
    ELSE CAST(${fault("'publication_year of '", "id", "' is '", "publication_year", "', not a year.'")} AS SMALLINT) END AS year,
  type,
  coalesce(is_retracted, false) AS is_retracted,
  coalesce(is_paratext, false) AS is_paratext,
  coalesce(is_xpac, false) AS is_xpac,
  coalesce(TRY_CAST(split_part(primary_topic.field.id, '/', 5) AS SMALLINT), CAST(-1 AS SMALLINT)) AS field,
  ${number("primary_location.source.id", "S")} AS source,
  primary_location.source.type AS source_type,
  size(homes) AS author_count,
  coalesce(is_authors_truncated, false) AS is_cut,
  ${sorted("flatten(homes)")} AS countries,
  ${sorted(`flatten(transform(filter(homes, home -> size(home) > 1), home ->
    flatten(transform(home, a -> transform(filter(home, b -> b > a), b -> concat(a, '-', b))))))`)} AS dual_pairs,
  ${sorted(`transform(authorships, a -> ${number("a.author.id", "A")})`)} AS authors,
  size(filter(homes, home -> size(home) = 0)) AS unlocated,
  ${sorted(`filter(flatten(codes), c -> NOT (${isCountry("c")}))`)} AS unknown_codes,
  ${sorted(`transform(referenced_works, r -> ${number("r", "W")})`)} AS cited
FROM (SELECT *, transform(codes, own -> filter(own, c -> ${isCountry("c")})) AS homes
  FROM (SELECT *, transform(authorships, a -> array_sort(array_distinct(filter(transform(
    concat(coalesce(a.countries, array()), transform(coalesce(a.institutions, array()), i -> i.country_code)),
    c -> upper(c)), c -> c <> '')))) AS codes
  FROM (SELECT ${file} AS file, id, updated_date, publication_year, type, is_retracted, is_paratext, is_xpac, is_authors_truncated,
    primary_topic, primary_location, coalesce(authorships, array()) AS authorships, coalesce(referenced_works, array()) AS referenced_works
    FROM works_raw) AS whole) AS coded) AS located`;

/** The date in the name of a file's folder; `inFolder` matches the folder of works at the start of the URL. */
export const dayOfFolder = (inFolder: string): string =>
  `regexp_extract(file, ${text(`${inFolder}(?:.*?/)??updated_date=([0-9-]+)/`)}, 1)`;

/** A string literal in Spark's SQL, where a backslash starts an escape sequence. */
const text = (words: string): string => `'${words.replaceAll(/[\\']/g, "\\$&")}'`;

/** A temporary view of the files in a folder. */
export const filesView = (
  name: string,
  source: string,
  uri: string,
  options: Readonly<Record<string, string>>,
): string => {
  const all = { path: uri, recursiveFileLookup: "true", ...options };
  const written = Object.entries(all).map(([option, value]) => `${option} ${text(value)}`);
  return `CREATE OR REPLACE TEMPORARY VIEW ${name} USING ${source} OPTIONS (${written.join(", ")})`;
};

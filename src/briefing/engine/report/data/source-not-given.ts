/** Tables without a source: what the page prints instead, and how to add one. */
import { plural, listed } from "../../../lib/plural.js";
import type { DataSources, DataTable } from "../../../model/data-sources.js";
import { isListOfEditions } from "../../../model/reads.js";

const notGiven = "source not given";

/** Editions that occur in its rows also name the source, as do the rows of a table that lists editions. */
export const hasSource = ({ sources, editions = [], columns = [] }: DataTable): boolean =>
  sources.length + editions.length > 0 || isListOfEditions(columns.map(({ name }) => name));

/** If two tables share a file, a source given for one applies to the file. */
export function tablesWithoutSource(sources: DataSources | undefined): readonly DataTable[] {
  const tables = sources?.tables ?? [];
  const known = new Set(tables.filter(hasSource).map(({ path }) => path));
  return tables.filter(({ path }) => !known.has(path));
}

export const fileName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** Names of sources, and of the tables without one: `World Bank; source not given (visits.csv)`. */
export function sourceWords(
  names: readonly string[],
  without: readonly Pick<DataTable, "path">[],
): readonly string[] {
  if (without.length === 0) return names;
  const files = without.map(({ path }) => fileName(path)).join(", ");
  return [...names, names.length === 0 && without.length === 1 ? notGiven : `${notGiven} (${files})`];
}

/**
 * One sentence about all of them, with the command that fixes it; undefined for an empty list.
 * @param tables names or files, as `briefing data update` takes them
 */
export function sourceNotGivenNote(tables: readonly string[]): string | undefined {
  const [first] = tables;
  if (first === undefined) return undefined;
  const what =
    tables.length === 1
      ? `${first} has no source`
      : `${plural(tables.length, "table")} have no source (${listed(tables, 6)})`;
  const name = /^[\w.-]+$/.test(first) ? first : JSON.stringify(first);
  const how = tables.length === 1 ? "To name it" : "For example";
  return `${what}: the briefing prints "${notGiven}". ${how}: briefing data update ${name} --source "WHO PUBLISHED IT"`;
}

/** More would not fit on a line; the appendix lists all of them. */
export const maxListed = 12;

/**
 * The sources of a whole briefing in a few words: editions, then sources of tables whose rows name none, then tables
 * without a source. If there are too many for a line, those in the middle are counted.
 * @param editions as the page names them
 */
export function sourcesInShort(sources: DataSources, editions: readonly string[]): readonly string[] {
  const plain = sources.tables.filter((table) => table.editions === undefined && table.isLookup !== true);
  const tables = editions.length > 0 ? plain : sources.tables;
  const titles = [...new Set(tables.flatMap((table) => table.sources.map(({ title }) => title)))];
  const without = tablesWithoutSource(sources);
  const all = sourceWords([...editions, ...titles], without);
  if (all.length <= maxListed || editions.length === 0 || titles.length < 2) return all;
  return sourceWords([...editions, `and ${titles.length} others`], without);
}

/** Tables of which nobody said where they come from: what is printed instead, and what a person can do. */
import { plural } from "../../../lib/plural.js";
import type { DataSources, DataTable } from "../../../model/data-sources.js";

const notGiven = "source not given";

/** Editions that occur in its rows name the source as well. */
export const hasSource = ({ sources, editions = [] }: Pick<DataTable, "sources" | "editions">): boolean =>
  sources.length + editions.length > 0;

export const tablesWithoutSource = (sources: DataSources | undefined): readonly DataTable[] =>
  (sources?.tables ?? []).filter((table) => !hasSource(table));

export const fileName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** Names of sources, and of the tables that have none: `World Bank; source not given (visits.csv)`. */
export function sourceWords(
  names: readonly string[],
  without: readonly Pick<DataTable, "path">[],
): readonly string[] {
  if (without.length === 0) return names;
  const files = without.map(({ path }) => fileName(path)).join(", ");
  return [...names, names.length === 0 && without.length === 1 ? notGiven : `${notGiven} (${files})`];
}

const mostNamed = 6;

/**
 * One sentence on all of them, with the command that fixes it; undefined where there are none.
 *
 * @param tables names or files, as `briefing data update` takes them
 */
export function sourceNotGivenNote(tables: readonly string[]): string | undefined {
  const [first] = tables;
  if (first === undefined) return undefined;
  const more = tables.length > mostNamed ? ` and ${tables.length - mostNamed} more` : "";
  const what =
    tables.length === 1
      ? `${first} has no source`
      : `${plural(tables.length, "table")} have no source (${tables.slice(0, mostNamed).join(", ")}${more})`;
  return `${what}: the briefing prints "${notGiven}". Name it: briefing data update ${first} --source "WHO PUBLISHED IT"`;
}

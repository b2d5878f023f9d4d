/** What was read for a value, in the words of its panel: sources with their editions, and rows of tables. */
import type { DataEdition, DataLink, DataTable } from "../../model/data-sources.js";
import type { DataRead, Report, ReportValue } from "../../model/report.js";
import { own } from "../../lib/own.js";
import { hasSource } from "./data/source-not-given.js";

export interface ReadRows {
  readonly path: string;
  /** What the Data Package says of it; missing for a file that it does not list. */
  readonly table?: DataTable;
  /** `60 of 1,020 (reporter US, partner CN)`, `all 31`, `as a whole` of a file that is no table. */
  readonly selections: readonly string[];
}

export interface ReadData {
  /** In the order of the table that lists them. */
  readonly editions: readonly DataEdition[];
  /** Of tables whose rows name no edition, as the Data Package names them. */
  readonly others: readonly DataLink[];
  /** Tables for which neither is named. */
  readonly sourceless: readonly DataTable[];
  readonly rows: readonly ReadRows[];
  /** Paths of tables that say what codes of the others stand for; where nothing else was read, they have rows. */
  readonly lookups: readonly string[];
}

/** By the list of reads: many values share one. */
const known = new WeakMap<readonly DataRead[], ReadData>();

/** Undefined where no kernel recorded what was read; without rows where nothing was. */
export function readFor(
  { reads: key }: Pick<ReportValue, "reads">,
  { reads, sources }: Pick<Report, "reads" | "sources">,
): ReadData | undefined {
  const list = key === undefined || reads === undefined ? undefined : own(reads, key);
  if (list === undefined) return undefined;
  const found = known.get(list) ?? describe(list, sources ?? { tables: [] });
  known.set(list, found);
  return found;
}

type Sources = NonNullable<Report["sources"]>;

function describe(reads: readonly DataRead[], sources: Sources): ReadData {
  const { tables, editions: listed = [] } = sources;
  // Of two tables in one file, the one that says where it comes from.
  const tableOf = (path: string) => {
    const inFile = tables.filter((table) => table.path === path);
    return inFile.find(hasSource) ?? inFile[0];
  };
  const asked = new Set(reads.filter((read) => isAskedFor(read, tableOf(read.path))).map(({ path }) => path));
  const data = asked.size > 0 ? reads.filter(({ path }) => asked.has(path)) : reads;
  const lookups = reads.filter((read) => !data.includes(read)).map(({ path }) => path);
  const ids = new Set<string>();
  const others = new Map<string, DataLink>();
  const sourceless = new Set<DataTable>();
  for (const read of data) {
    const table = tableOf(read.path);
    const named = read.editions ?? table?.editions;
    for (const id of named ?? []) ids.add(id);
    if (named === undefined) for (const link of table?.sources ?? []) others.set(link.title, link);
    if (table !== undefined && !hasSource(table)) sourceless.add(table);
  }
  const editions = listed.filter(({ id }) => ids.has(id));
  const rows = [...new Set(data.map(({ path }) => path))].map((path): ReadRows => {
    const table = tableOf(path);
    const size = table?.rows;
    // A query, or a parser of the person's own, reads a table as a whole.
    const own = data
      .filter((read) => read.path === path)
      .map((read) =>
        read.rows === undefined && size !== undefined ? { ...read, rows: size, of: size } : read,
      );
    return { path, ...(table && { table }), selections: selectionsOf(own, listed) };
  });
  return {
    ...{ editions, others: [...others.values()], sourceless: [...sourceless] },
    ...{ rows, lookups: [...new Set(lookups)] },
  };
}

/** For what it says, and not only for names of codes: others refer to tables of papers, too. */
function isAskedFor({ where }: DataRead, table: DataTable | undefined): boolean {
  if (table?.isLookup !== true || table.editions !== undefined) return true;
  return where !== undefined && table.sources.length > 0;
}

const digits = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");

/** More are counted, not listed. */
const most = 3;

/** Of one table; all of its rows hold whatever else was asked of it. */
function selectionsOf(reads: readonly DataRead[], editions: readonly DataEdition[]): readonly string[] {
  const all = reads.find(({ rows, of }) => rows !== undefined && rows === of);
  if (all?.of !== undefined) return [`all ${digits(all.of)}`];
  const words = reads.map(({ rows, of, where }) =>
    rows === undefined || of === undefined
      ? "as a whole"
      : `${digits(rows)} of ${digits(of)}${conditionWords(where, editions)}`,
  );
  return words.length <= most + 1
    ? words
    : [...words.slice(0, most), `${words.length - most} more selections`];
}

function conditionWords(where: DataRead["where"], editions: readonly DataEdition[]): string {
  if (where === undefined) return "";
  const words = Object.entries(where).map(([column, cells]) => {
    const names = cells.map((cell) => editions.find(({ id }) => id === cell)?.name ?? String(cell));
    return names.length > 2 * most
      ? `one of ${names.length} of ${column}`
      : `${column} ${names.join(" or ")}`;
  });
  return ` (${words.join(", ")})`;
}

/** The data that a place depends on: tables with their sources and editions, and the rows that were requested. */
import type { DataEdition, DataLink, DataTable } from "../../../model/data-sources.js";
import type { DataRead, Place, Report, ReportValue, Block, Prose, Section } from "../../../model/report.js";
import { lineageOf } from "../lineage.js";
import { hasSource, sourceWords } from "./source-not-given.js";
import { grouped } from "../../../lib/grouped.js";
import { escapeMarkdown, linkMarkdown } from "../../../lib/markdown-text.js";

export type UsedData = ReturnType<typeof describe>;
export type UsedTable = UsedData["tables"][number];

type Around = "provenance" | "sources";
type Sources = NonNullable<Report["sources"]>;

/** By the list of reads, which many values share. */
const known = new WeakMap<readonly DataRead[], UsedData>();

/** Tables that only explain codes are left out, unless nothing else was read. */
export function usedData(place: Place, report: Pick<Report, Around>): UsedData {
  const { reads } = lineageOf(place, report);
  const found = known.get(reads) ?? describe(reads, report.sources ?? { tables: [] });
  known.set(reads, found);
  return found;
}

/** The data that reached a value; those that its cell depends on if its code could not be followed. */
export function dataBehind(value: ReportValue, report: Pick<Report, Around | "reads">): UsedData {
  if (value.lineage === undefined) return usedData(value.place, report);
  const sources = report.sources ?? { tables: [] };
  const reads = value.lineage.reads.flatMap((place) => report.reads?.[place] ?? []);
  // A constant of a file does not come from the names of codes that were read with it.
  const tables = reads.filter(
    (read) => read.of !== undefined && isRequested(read, tableAt(read.path, sources)),
  );
  return describe(tables.length > 0 ? tables : reads, sources);
}

/**
 * Whether a number needs no panel: no rows or files reached it and no function of the project computed it, so the
 * author set it; or it is the length of a list.
 */
export function isConstant(
  { lineage, label, source }: ReportValue,
  report: Pick<Report, Around | "reads">,
): boolean {
  if (lineage === undefined || label !== undefined || source !== undefined) return false;
  if (lineage.kind === "length") return true;
  if (lineage.functions.length > 0) return false;
  return lineage.reads.every((place) => {
    const path = report.reads?.[place]?.path;
    return report.sources?.tables.some((table) => table.path === path && table.isLookup === true) === true;
  });
}

/** If two tables share a file, the one that has a source. */
function tableAt(path: string, { tables }: Pick<Sources, "tables">): DataTable | undefined {
  const inFile = tables.filter((table) => table.path === path);
  return inFile.find(hasSource) ?? inFile[0];
}

function describe(reads: readonly DataRead[], { tables, editions = [] }: Sources) {
  const tableOf = (path: string) => tableAt(path, { tables });
  const kept = new Set(reads.filter((read) => isRequested(read, tableOf(read.path))).map(({ path }) => path));
  const data = kept.size > 0 ? reads.filter(({ path }) => kept.has(path)) : reads;
  const ids = new Set<string>();
  const others = new Map<string, DataLink>();
  const sourceless = new Set<DataTable>();
  for (const read of data) {
    const table = tableOf(read.path);
    const named = read.editions ?? table?.editions ?? [];
    for (const id of named) ids.add(id);
    if (named.length === 0) for (const link of table?.sources ?? []) others.set(link.title, link);
    if (table !== undefined && !hasSource(table)) sourceless.add(table);
  }
  const used = [...new Set(data.map(({ path }) => path))].map((path) => {
    const own = data.filter((read) => read.path === path);
    return {
      path,
      /** How the Data Package describes it; undefined for a file that it does not list. */
      table: tableOf(path),
      /** `60 of 1,020 rows (reporter US, partner CN)`; empty if the cells requested all rows. */
      selections: selectionsOf(own, editions),
    };
  });
  return {
    /** In the order of the table that lists them. */
    editions: editions.filter(({ id }) => ids.has(id)),
    /** Sources that the Data Package gives for tables whose rows name no edition. */
    others: [...others.values()],
    /** Tables that have neither. */
    sourceless: [...sourceless],
    tables: used,
  };
}

/** Whether the table was read for its data, not only for names of codes: tables of papers are referred to as well. */
function isRequested({ where }: DataRead, table: DataTable | undefined): boolean {
  if (table?.isLookup !== true || table.editions !== undefined) return true;
  return where !== undefined && table.sources.length > 0;
}

/** Further selections are counted, not listed. */
const maxSelections = 3;

function selectionsOf(reads: readonly DataRead[], editions: readonly DataEdition[]): readonly string[] {
  const words = reads.flatMap(({ rows, of, where }) =>
    where === undefined || rows === undefined || of === undefined || rows === of
      ? []
      : [`${grouped(rows)} of ${grouped(of)} rows${conditionWords(where, editions)}`],
  );
  // One of the reads requested all rows.
  if (words.length < reads.length) return [];
  return words.length <= maxSelections + 1
    ? words
    : [...words.slice(0, maxSelections), `${words.length - maxSelections} more selections`];
}

function conditionWords(where: NonNullable<DataRead["where"]>, editions: readonly DataEdition[]): string {
  const words = Object.entries(where).map(([column, cells]) => {
    const names = cells.map((cell) => editions.find(({ id }) => id === cell)?.name ?? String(cell));
    return names.length > 2 * maxSelections
      ? `one of ${names.length} of ${column}`
      : `${column} ${names.join(" or ")}`;
  });
  return ` (${words.join(", ")})`;
}

export function withDefaultSources(
  sections: readonly Section[],
  report: Pick<Report, Around>,
): readonly Section[] {
  return sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) =>
      lacksSource(block)
        ? { ...block, source: sourceOf({ notebook: section.notebook, cell: block.cell }, report) }
        : block,
    ),
  }));
}

const lacksSource = (block: Block): block is Extract<Block, { readonly kind: "figure" | "table" }> =>
  (block.kind === "table" || (block.kind === "figure" && block.origin === "authored")) &&
  block.source.length === 0;

function sourceOf(place: Place, report: Pick<Report, Around>): Prose {
  const { editions, others, sourceless, tables } = usedData(place, report);
  const named = editions.map(({ name }) => escapeMarkdown(name));
  const links = others.map(({ title, href }) =>
    href === undefined ? escapeMarkdown(title) : linkMarkdown(title, href),
  );
  const without = [...sourceless, ...tables.filter(isUndescribed)];
  const all = sourceWords([...new Set([...named, ...links])], without);
  return all.length === 0 ? [] : [all.join("; ")];
}

/** A file beside the tables that no description lists. */
const isUndescribed = ({ path, table }: UsedTable): boolean =>
  table === undefined && path.startsWith("data/") && !/\.md$/i.test(path);

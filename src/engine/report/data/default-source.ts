/** Figures and tables for which the author names no source: that of the tables which their cells read. */
import type { DataSources, DataTable } from "../../../model/data-sources.js";
import type { Block, Prose, Report, Section } from "../../../model/report.js";
import { escapeMarkdown, linkMarkdown } from "../../../lib/markdown-text.js";
import { lineageOf } from "../lineage.js";
import { sourceWords, tablesWithoutSource } from "./source-not-given.js";

export function withDefaultSources(
  sections: readonly Section[],
  { provenance, sources }: Pick<Report, "provenance" | "sources">,
): readonly Section[] {
  return sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => {
      if (!lacksSource(block)) return block;
      const { files } = lineageOf({ notebook: section.notebook, cell: block.cell }, { provenance });
      return { ...block, source: sourceOf(files, sources ?? { tables: [] }) };
    }),
  }));
}

const lacksSource = (block: Block): block is Extract<Block, { readonly kind: "figure" | "table" }> =>
  (block.kind === "table" || (block.kind === "figure" && block.origin === "authored")) &&
  block.source.length === 0;

/** Of tables that only say what codes stand for nothing is said, unless nothing else was read. */
function sourceOf(files: readonly string[], { tables, editions = [] }: DataSources): Prose {
  const read = tables.filter(({ path }) => files.includes(path));
  const content = read.filter(({ isLookup }) => isLookup !== true);
  const used = content.length > 0 ? content : read;
  const ids = new Set(used.flatMap((table) => table.editions ?? []));
  const named = editions.filter(({ id }) => ids.has(id)).map(({ name }) => escapeMarkdown(name));
  const links = used.filter(withoutEditions).flatMap(({ sources }) => sources);
  const words = links.map(({ title, href }) =>
    href === undefined ? escapeMarkdown(title) : linkMarkdown(title, href),
  );
  const described = new Set(tables.map(({ path }) => path));
  const others = files.filter((file) => isData(file) && !described.has(file)).map((path) => ({ path }));
  const without = [...tablesWithoutSource({ tables: used }), ...others];
  const all = sourceWords([...new Set([...named, ...words])], without);
  return all.length === 0 ? [] : [all.join("; ")];
}

/** A file beside the tables that no description names. */
const isData = (file: string): boolean =>
  file.startsWith("data/") && file !== "data/datapackage.json" && !/\.md$/i.test(file);

const withoutEditions = ({ editions = [] }: DataTable): boolean => editions.length === 0;

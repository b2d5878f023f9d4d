/** Figures and tables for which the author names no source: that of the tables which their cells read. */
import type { DataSources, DataTable } from "../../../model/data-sources.js";
import type { Block, Prose, Report, Section } from "../../../model/report.js";
import { escapeMarkdown, linkMarkdown } from "../../../lib/markdown-text.js";
import { lineageOf } from "../lineage.js";
import { hasSource, sourceWords } from "./source-not-given.js";

export function withDefaultSources(
  sections: readonly Section[],
  { provenance, sources }: Pick<Report, "provenance" | "sources">,
): readonly Section[] {
  if (sources === undefined) return sections;
  return sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => {
      if (!lacksSource(block)) return block;
      const { files } = lineageOf({ notebook: section.notebook, cell: block.cell }, { provenance });
      return { ...block, source: sourceOf(files, sources) };
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
  const without = used.filter((table) => !hasSource(table));
  const all = sourceWords([...new Set([...named, ...words])], without);
  return all.length === 0 ? [] : [all.join("; ")];
}

const withoutEditions = ({ editions = [] }: DataTable): boolean => editions.length === 0;

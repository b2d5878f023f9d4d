/** Figures and tables for which the author names no source: that of the tables which their cells read. */
import type { Block, Place, Prose, Report, Section } from "../../../model/report.js";
import { escapeMarkdown, linkMarkdown } from "../../../lib/markdown-text.js";
import { sourceWords } from "./source-not-given.js";
import { usedData, type UsedTable } from "./used-data.js";

type Around = Pick<Report, "provenance" | "sources">;

export function withDefaultSources(sections: readonly Section[], report: Around): readonly Section[] {
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

function sourceOf(place: Place, report: Around): Prose {
  const { editions, others, sourceless, tables } = usedData(place, report);
  const named = editions.map(({ name }) => escapeMarkdown(name));
  const links = others.map(({ title, href }) =>
    href === undefined ? escapeMarkdown(title) : linkMarkdown(title, href),
  );
  const without = [...sourceless, ...tables.filter(isUndescribed)];
  const all = sourceWords([...new Set([...named, ...links])], without);
  return all.length === 0 ? [] : [all.join("; ")];
}

/** A file beside the tables that no description names. */
const isUndescribed = ({ path, table }: UsedTable): boolean =>
  table === undefined && path.startsWith("data/") && !/\.md$/i.test(path);

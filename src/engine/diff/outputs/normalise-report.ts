import type { StoredReport } from "../../report/stored-report.js";
import type { BlockOf, StoredBlock } from "../match/blocks.js";
import { groupBy } from "../match/pairing.js";
import { readHtml, shownTable } from "./html-tables.js";
import { withoutOverwritten } from "./normalise-text.js";

type Section = StoredReport["sections"][number];
type TextBlock = BlockOf<"text">;

/**
 * A report as it is compared: what cells displayed as HTML is read as tables and words, what a cell printed in pieces
 * stands together. Everything that an author named stays as it is.
 */
export function normaliseReport(report: StoredReport): StoredReport {
  if (!report.sections.some(hasShown)) return report;
  return {
    ...report,
    sections: report.sections.map((section) => (hasShown(section) ? shownSection(section) : section)),
  };
}

function hasShown({ blocks }: Section): boolean {
  return blocks.some(({ kind }) => kind === "html" || kind === "text");
}

function shownSection(section: Section): Section {
  const counts = new Map<string, number>();
  const blocks = streamsJoined(section.blocks).flatMap((block): StoredBlock[] => {
    if (block.kind !== "html") return [block];
    const { tables, lines } = readHtml(block.text);
    if (tables.length === 0) return [{ ...block, text: lines.join("\n") }];
    return tables.map((table, index) => {
      const count = (counts.get(block.cell) ?? 0) + 1;
      counts.set(block.cell, count);
      return shownTable(table, {
        id: `${section.id}-${block.cell}-table-${count}`,
        cell: block.cell,
        caption: index === 0 ? lines.join("\n") : "",
      });
    });
  });
  return { ...section, blocks };
}

/**
 * All that a cell wrote to one stream as one text, where it wrote first to any: in which order the two streams reach a
 * notebook, and in how many pieces, is chance.
 */
function streamsJoined(blocks: Section["blocks"]): Section["blocks"] {
  const isStream = (block: StoredBlock): block is TextBlock =>
    block.kind === "text" && block.stream !== "result";
  const cells = groupBy(blocks.filter(isStream), ({ cell }) => cell);
  return blocks.flatMap((block): readonly StoredBlock[] => {
    if (!isStream(block)) return [block];
    const [first, ...others] = cells.get(block.cell) ?? [];
    if (block !== first) return [];
    return (["stdout", "stderr"] as const).flatMap((stream): readonly TextBlock[] => {
      const own = [first, ...others].filter((each) => each.stream === stream);
      if (own.length === 0) return [];
      return [{ ...block, stream, text: withoutOverwritten(own.map(({ text }) => text).join("")) }];
    });
  });
}

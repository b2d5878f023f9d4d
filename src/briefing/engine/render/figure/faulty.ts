import type { Block, FigureBlock, Report } from "../../../model/report.js";
import { proseText } from "../prose.js";

/** Replaces each figure that cannot be drawn, by its id, by the picture that came with it, or by words. */
export function withoutFaulty(report: Report, faults: ReadonlyMap<string, unknown>): Report {
  const shown = (block: Block): Block =>
    block.kind === "figure" && faults.has(block.id) ? insteadOf(block, report) : block;
  const sections = report.sections.map((section) => ({ ...section, blocks: section.blocks.map(shown) }));
  return { ...report, sections };
}

function insteadOf({ cell, id, alt, picture }: FigureBlock, report: Report): Block {
  const words = proseText(alt, report);
  if (picture !== undefined) return { kind: "image", cell, id, ...picture, alt: words };
  return { kind: "text", cell, stream: "result", text: `[This figure cannot be drawn: ${words}]` };
}

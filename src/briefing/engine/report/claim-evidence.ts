/** Where a claim's card says its evidence is: a chapter, or one of its figures or tables. */
import type { ClaimBlock, FigureBlock, Report, Section, TableBlock } from "../../model/report.js";

type FigureOrTable = FigureBlock | TableBlock;

/** Undefined for a claim without it, or if the briefing does not have it, which a build reports. */
export function evidenceOf(
  { chapter = "" }: Pick<ClaimBlock, "chapter">,
  { sections }: Pick<Report, "sections">,
): { readonly section: Section; readonly display?: FigureOrTable } | undefined {
  const [name = "", id] = chapter.split("#");
  const section = sections.find((each) => each.id === name);
  if (section === undefined) return undefined;
  if (id === undefined) return { section };
  const display = displaysIn(section).find((block) => block.id === id);
  return display && { section, display };
}

/** The figures and tables of a chapter. */
export const displaysIn = ({ blocks }: Pick<Section, "blocks">): readonly FigureOrTable[] =>
  blocks.filter((block) => block.kind === "figure" || block.kind === "table");

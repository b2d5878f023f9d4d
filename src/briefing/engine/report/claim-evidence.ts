/** Where a claim's card says its evidence is: a chapter, or one of its figures or tables. */
import type { ClaimBlock, FigureBlock, Report, Section, TableBlock } from "../../model/report.js";

/** A figure or table that readers can be led to. */
export type Shown = FigureBlock | TableBlock;

/** Undefined for a claim without it, or if the briefing does not have it, which a build reports. */
export function evidenceOf(
  { chapter = "" }: Pick<ClaimBlock, "chapter">,
  { sections }: Pick<Report, "sections">,
): { readonly section: Section; readonly shown?: Shown } | undefined {
  const [name = "", id] = chapter.split("#");
  const section = sections.find((each) => each.id === name);
  if (section === undefined) return undefined;
  if (id === undefined) return { section };
  const shown = shownIn(section).find((block) => block.id === id);
  return shown && { section, shown };
}

/** The figures and tables of a chapter. */
export const shownIn = ({ blocks }: Pick<Section, "blocks">): readonly Shown[] =>
  blocks.filter((block) => block.kind === "figure" || block.kind === "table");

import { isStruck } from "../../model/guard.js";
import type { Report } from "../../model/report.js";

/** A sentence of the page that is no longer true, and the chapter that it comes from. */
export interface StruckOnPage {
  readonly sentence: string;
  /** Id of its section. */
  readonly section: string;
}

/** Chapter by chapter, those of texts before those of tables. */
export function struckOnPage({
  sections,
  values,
}: Pick<Report, "sections" | "values">): readonly StruckOnPage[] {
  const struck = Object.values(values).filter(isStruck);
  return sections.flatMap(({ id, notebook, blocks }) => {
    const inTexts = struck.filter(({ place }) => place.notebook === notebook);
    const inTables = blocks.flatMap((block) =>
      block.kind === "table" ? block.rows.flatMap((row) => row.filter(isStruck)) : [],
    );
    return [...inTexts, ...inTables].map(({ text }) => ({ sentence: text, section: id }));
  });
}

/** What a draft says before everything else; undefined where every sentence holds. */
export function draftNotice(count: number): { readonly title: string; readonly text: string } | undefined {
  if (count === 0) return undefined;
  const [sentences, they] = count === 1 ? ["1 sentence is", "It is"] : [`${count} sentences are`, "They are"];
  return {
    title: `Draft: ${sentences} no longer true.`,
    text: `${they} struck through and marked “no longer true”. Numbers, figures, tables and verdicts are as the data give them now. A person has to rewrite what is struck before this page is published.`,
  };
}

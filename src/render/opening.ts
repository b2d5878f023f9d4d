import type { FigureBlock, Prose, Report, Section } from "../model/report.js";
import { proseText } from "./prose.js";

/** How a page begins: the sentence that answers, what the chapters found, the figures that carry it. */
export interface Opening {
  readonly standfirst?: Prose;
  /** Id of the section whose summary the standfirst is: its chapter need not say it again. */
  readonly told?: string;
  readonly points: readonly { readonly section: Section; readonly text?: Prose }[];
  readonly figures: readonly FigureBlock[];
}

/** As the notebooks offer it; where they offer nothing, the summaries of the chapters, the first one leading. */
export function openingOf({ answer, sections }: Pick<Report, "answer" | "sections">): Opening {
  if (answer === undefined) return summaries(sections);
  const blocks = sections.flatMap((section) => section.blocks);
  const ids = new Set(answer.sentences.map(({ figure }) => figure));
  const points = answer.sentences.flatMap(({ section: id, text }) => {
    const section = sections.find((each) => each.id === id);
    return section === undefined ? [] : [{ section, text }];
  });
  const figures = [...ids].flatMap(
    (id) => blocks.find((block): block is FigureBlock => block.kind === "figure" && block.id === id) ?? [],
  );
  return { ...(answer.headline && { standfirst: answer.headline }), points, figures };
}

/** Whether a chapter is the whole briefing, under the title that the page has said. */
export function bearsTitle(
  section: Section,
  report: Pick<Report, "title" | "sections" | "values" | "citations">,
): boolean {
  return report.sections.length === 1 && proseText(section.title, report) === report.title;
}

function summaries(sections: readonly Section[]): Opening {
  const [first, ...others] = sections;
  return {
    ...(first?.summary && { standfirst: first.summary, told: first.id }),
    points: others.map((section) => ({ section, ...(section.summary && { text: section.summary }) })),
    figures: [],
  };
}

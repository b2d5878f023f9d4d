import type { FigureBlock, Prose, Report, Section } from "../../model/report.js";
import { proseText } from "./prose.js";

/** The opening of a page: everything before its chapters, and the figures shown there instead of in them. */
export type Opening = ReturnType<typeof openingOf>;

interface Finding {
  readonly section: Section;
  readonly text: Prose | undefined;
}

/** As the notebooks provide it; without headline and findings, the summaries of the chapters, the first leading. */
export function openingOf({ firstPage, sections }: Pick<Report, "firstPage" | "sections">) {
  const { subject, headline, dataDate, withYourSettings, unknown, newer, findings = [] } = firstPage ?? {};
  const [lead, claims] = [firstPage?.lead, firstPage?.claims].map((id) => figureOf(id, sections));
  const found = findings.flatMap(({ section: id, text }): readonly Finding[] => {
    const section = sections.find((each) => each.id === id);
    return section === undefined ? [] : [{ section, text }];
  });
  const [first, ...others] = headline === undefined && found.length === 0 ? sections : [];
  return {
    subject,
    dataDate,
    withYourSettings,
    lead,
    unknown,
    newer,
    claims,
    headline: headline ?? first?.summary,
    /** Id of the section whose summary is the headline, which its chapter need not repeat. */
    headlineSection: first?.summary && first.id,
    findings: [...found, ...others.map((section): Finding => ({ section, text: section.summary }))],
    /** Ids of the lead figure and of the figure of the claims. */
    figures: new Set([lead, claims].flatMap((figure) => figure?.id ?? [])) as ReadonlySet<string>,
  };
}

/** Whether a chapter is the whole briefing and has its title, which the page need not repeat. */
export function bearsTitle(
  section: Section,
  report: Pick<Report, "title" | "sections" | "values" | "citations">,
): boolean {
  return report.sections.length === 1 && proseText(section.title, report) === report.title;
}

function figureOf(id: string | undefined, sections: readonly Section[]): FigureBlock | undefined {
  return sections
    .flatMap(({ blocks }) => blocks)
    .find((block): block is FigureBlock => block.kind === "figure" && block.id === id);
}

import type { FigureBlock, Prose, Report, Section } from "../../model/report.js";
import { proseText } from "./prose.js";

/** The opening of a page: everything before its chapters, and the figures shown there instead of in them. */
export interface Opening {
  readonly subject: Prose | undefined;
  readonly headline: Prose | undefined;
  /** Id of the section whose summary is the headline, which its chapter need not repeat. */
  readonly headlineSection?: string | undefined;
  readonly dataDate: Prose | undefined;
  readonly lead: FigureBlock | undefined;
  readonly findings: readonly { readonly section: Section; readonly text: Prose | undefined }[];
  readonly unknown: Prose | undefined;
  readonly claims: FigureBlock | undefined;
  /** Ids of the lead figure and of the figure of the claims. */
  readonly figures: ReadonlySet<string>;
}

/** As the notebooks provide it; without headline and findings, the summaries of the chapters, the first leading. */
export function openingOf({ firstPage, sections }: Pick<Report, "firstPage" | "sections">): Opening {
  const { subject, headline, dataDate, unknown, findings = [] } = firstPage ?? {};
  const [lead, claims] = [firstPage?.lead, firstPage?.claims].map((id) => figureOf(id, sections));
  const found = findings.flatMap(({ section: id, text }) => {
    const section = sections.find((each) => each.id === id);
    return section === undefined ? [] : [{ section, text }];
  });
  return {
    ...(headline === undefined && found.length === 0 ? summaries(sections) : { headline, findings: found }),
    ...{ subject, dataDate, lead, unknown, claims },
    figures: new Set([lead, claims].flatMap((figure) => figure?.id ?? [])),
  };
}

/** Whether a chapter is the whole briefing and has its title, which the page need not repeat. */
export function bearsTitle(
  section: Section,
  report: Pick<Report, "title" | "sections" | "values" | "citations">,
): boolean {
  return report.sections.length === 1 && proseText(section.title, report) === report.title;
}

function summaries(sections: readonly Section[]): Pick<Opening, "headline" | "headlineSection" | "findings"> {
  const [first, ...others] = sections;
  return {
    headline: first?.summary,
    headlineSection: first?.summary && first.id,
    findings: others.map((section) => ({ section, text: section.summary })),
  };
}

function figureOf(id: string | undefined, sections: readonly Section[]): FigureBlock | undefined {
  return sections
    .flatMap(({ blocks }) => blocks)
    .find((block): block is FigureBlock => block.kind === "figure" && block.id === id);
}

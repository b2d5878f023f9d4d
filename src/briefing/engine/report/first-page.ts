import type { BriefingError } from "../../model/errors.js";
import type { FirstPage, Prose, Section } from "../../model/report.js";
import { nameHint } from "../../lib/nearest.js";
import type { FirstPageSettings } from "../project/publication.js";
import { placeName, ReportError } from "./errors.js";
import type { Offer } from "./section.js";

interface OnFault {
  readonly onFault: (error: BriefingError) => void;
  /** For a finding or a figure that briefing.yml names and no chapter has. */
  readonly onMissing: (error: BriefingError) => void;
}

/**
 * The first page: what notebooks offer in their front matter and briefing.yml selects; by default the findings of all
 * chapters that have one. Undefined if there is nothing to show.
 */
export function firstPageOf(
  offers: readonly Offer[],
  sections: readonly Section[],
  settings: FirstPageSettings,
  { onFault, onMissing }: OnFault,
): FirstPage | undefined {
  const texts = ["headline", "subject", "dataDate", "withYourSettings", "unknown", "newer"] as const;
  const present = [
    ...texts.map((name) => [name, theOnly(name, offers, onFault)] as const),
    ...figureNames.map((name) => [name, theFigure(name, settings, sections, onMissing)] as const),
  ].filter(([, part]) => part !== undefined);
  const findings = findingsOf(offers, settings.findings, onMissing);
  if (present.length + findings.length === 0) return undefined;
  return { ...(Object.fromEntries(present) as Partial<FirstPage>), findings };
}

function findingsOf(
  offers: readonly Offer[],
  order: readonly string[] | undefined,
  onFault: (error: BriefingError) => void,
): FirstPage["findings"] {
  const chosen =
    order === undefined
      ? offers.filter(({ finding }) => finding !== undefined)
      : order.flatMap((id) => offers.find(({ section }) => section === id) ?? []);
  return chosen.flatMap(({ section, finding, place }) => {
    if (finding !== undefined) return [{ section, text: finding }];
    onFault(
      new ReportError(`briefing.yml: firstPage.findings names ${section}, which has no finding.`, {
        hint: `Add to its front matter (${placeName(place)}): finding: and one sentence.`,
      }),
    );
    return [];
  });
}

type SingleField =
  "headline" | "subject" | "dataDate" | "withYourSettings" | "unknown" | "newer" | "briefingTitle";

export function theOnly(
  name: SingleField,
  offers: readonly Offer[],
  onFault: (error: BriefingError) => void,
): Prose | undefined {
  const [first, second] = offers.filter((offer) => offer[name] !== undefined);
  if (first !== undefined && second !== undefined) {
    const places = `${placeName(first.place)} and ${placeName(second.place)}`;
    onFault(
      new ReportError(`Two notebooks have ${name} in their front matter: ${places}.`, {
        hint: "The first page has room for one. For the result of a chapter, use finding.",
      }),
    );
  }
  return first?.[name];
}

const figureNames = ["lead", "claims"] as const;

function theFigure(
  name: (typeof figureNames)[number],
  settings: FirstPageSettings,
  sections: readonly Section[],
  onFault: (error: BriefingError) => void,
): string | undefined {
  const id = settings[name];
  const blocks = sections.flatMap((section) => section.blocks);
  const known = blocks.flatMap((block) => (block.kind === "figure" ? block.id : []));
  if (id === undefined || known.includes(id)) return id;
  const message = `briefing.yml: firstPage.${name} names the figure "${id}", which the briefing does not have.`;
  onFault(new ReportError(message, { hint: nameHint(id, known, "There are:") }));
  return undefined;
}

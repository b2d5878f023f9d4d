import type { BriefingError } from "../../model/errors.js";
import type { FirstPage, Prose, Section } from "../../model/report.js";
import { nameHint } from "../../lib/nearest.js";
import type { FirstPageSettings } from "../project/contract.js";
import { placeName, ReportError } from "./errors.js";
import type { Offer } from "./section.js";

/**
 * What the first page says, out of what the notebooks offer in their front matter and what briefing.yml chooses: by
 * default the findings of all chapters that have one. Undefined where there is nothing.
 */
export function firstPageOf(
  offers: readonly Offer[],
  sections: readonly Section[],
  settings: FirstPageSettings,
  onFault: (error: BriefingError) => void,
): FirstPage | undefined {
  const single = (name: SingleField) => theOnly(name, offers, onFault);
  const figure = (name: "lead" | "claims") => theFigure(name, settings, sections, onFault);
  const parts = {
    ...{ subject: single("subject"), headline: single("headline") },
    ...{ dataDate: single("dataDate"), unknown: single("unknown") },
    ...{ lead: figure("lead"), claims: figure("claims") },
  };
  const said = Object.entries(parts).filter(([, part]) => part !== undefined);
  const findings = findingsOf(offers, settings.findings, onFault);
  if (said.length + findings.length === 0) return undefined;
  return { ...(Object.fromEntries(said) as Partial<FirstPage>), findings };
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

type SingleField = "subject" | "headline" | "dataDate" | "unknown" | "briefingTitle";

/** What the page says once. */
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
        hint: "The first page has room for one. What a chapter found is its finding.",
      }),
    );
  }
  return first?.[name];
}

function theFigure(
  name: "lead" | "claims",
  settings: FirstPageSettings,
  sections: readonly Section[],
  onFault: (error: BriefingError) => void,
): string | undefined {
  const id = settings[name];
  const known = sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === "figure" ? [block.id] : []));
  if (id === undefined || known.includes(id)) return id;
  onFault(
    new ReportError(
      `briefing.yml: firstPage.${name} names the figure "${id}", which the briefing does not have.`,
      { hint: nameHint(id, known, "There are:") },
    ),
  );
  return undefined;
}

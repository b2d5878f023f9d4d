import type { BriefingError } from "../model/errors.js";
import type { Answer, Section } from "../model/report.js";
import { nearest } from "../notebook/nearest.js";
import { placeName, ReportError } from "./errors.js";
import type { Offer } from "./section.js";

/**
 * What the first page says, out of what the notebooks offer in their front matter: the one headline, and the answers of
 * the chapters in `order`, by default of all that have one. Undefined where none offers anything.
 */
export function answerOf(
  offers: readonly Offer[],
  sections: readonly Section[],
  order: readonly string[] | undefined,
  onFault: (error: BriefingError) => void,
): Answer | undefined {
  const headline = theHeadline(offers, onFault);
  const answering =
    order === undefined
      ? offers.filter(({ answer }) => answer !== undefined)
      : order.flatMap((id) => offers.find(({ section }) => section === id) ?? []);
  const sentences = answering.flatMap((offer) => {
    const { section, answer, place } = offer;
    if (answer === undefined) {
      onFault(
        new ReportError(`briefing.yml: answer names ${section}, which has none.`, {
          hint: `Add to its front matter (${placeName(place)}): answer: and one sentence.`,
        }),
      );
      return [];
    }
    const figure = theFigure(offer, sections, onFault);
    return [{ section, text: answer, ...(figure !== undefined && { figure }) }];
  });
  if (headline === undefined && sentences.length === 0) return undefined;
  return { ...(headline && { headline }), sentences };
}

function theHeadline(offers: readonly Offer[], onFault: (error: BriefingError) => void) {
  const [first, second] = offers.filter(({ headline }) => headline !== undefined);
  if (first !== undefined && second !== undefined) {
    onFault(
      new ReportError(
        `Two notebooks have a headline in their front matter: ${placeName(first.place)} and ${placeName(second.place)}.`,
        { hint: "The page has one; what else a chapter found is its answer:" },
      ),
    );
  }
  return first?.headline;
}

function theFigure(
  { figure, place }: Offer,
  sections: readonly Section[],
  onFault: (error: BriefingError) => void,
): string | undefined {
  if (figure === undefined) return undefined;
  const known = sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === "figure" ? [block.id] : []));
  if (known.includes(figure)) return figure;
  const meant = nearest(figure, known);
  onFault(
    new ReportError(
      `${placeName(place)}: the answer names the figure "${figure}", which the briefing does not have.`,
      { hint: meant === undefined ? `There are: ${known.join(", ") || "none"}.` : `Did you mean ${meant}?` },
    ),
  );
  return undefined;
}

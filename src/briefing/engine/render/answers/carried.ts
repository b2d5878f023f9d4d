/** The answers that a page carries, and the definitions of its controls. */
import { packed } from "../../../lib/packed.js";
import type { Report } from "../../../model/report.js";
import { omit } from "../../../lib/omit.js";
import { packedJson } from "../html/browser-script.js";
import { markup, trusted, type Html } from "../template.js";
import type { CarriedAnswers, CarriedAssumption } from "./carried-units.js";
import type { LiveUnits } from "./live-units.js";

interface Answered {
  readonly report: Report;
  readonly live: LiveUnits;
}

const controlsOf = ({ assumptions = {} }: Report): readonly CarriedAssumption[] =>
  Object.entries(assumptions).flatMap(([id, { answers, ...assumption }]) =>
    answers === "carried" ? [{ id, ...omit(assumption, "places") }] : [],
  );

/** For a page that is one file. */
export function answersHtml(content: Html, { report, live }: Answered): Html | undefined {
  const answers = live.carried(content);
  if (answers === undefined) return undefined;
  return markup`${packedJson("assumptions", controlsOf(report))}${packedJson("answers", answers)}`;
}

/** For a page whose answers are in a file of their own. */
export function linkedAnswersHtml(content: Html, { report, live }: Answered, file: string): Html | undefined {
  if (live.carried(content) === undefined) return undefined;
  return markup`${packedJson("assumptions", controlsOf(report))}<script type="text/plain" class="answers" data-src="${file}"></script>\n`;
}

/** With the links of a page of the site. */
export const answersOnPage = ({ units }: CarriedAnswers, relinked: (html: Html) => Html): CarriedAnswers => ({
  units: units.map((unit) => ({
    ...unit,
    variants: unit.variants.map((variant) =>
      variant.html === undefined ? variant : { ...variant, html: relinked(trusted(variant.html)).text },
    ),
  })),
});

export const packedAnswers = (answers: CarriedAnswers): string => packed(JSON.stringify(answers));

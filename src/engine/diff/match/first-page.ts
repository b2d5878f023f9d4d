import type { Prose } from "../../../model/report.js";
import type { StoredReport } from "../../report/stored-report.js";
import type { Matching } from "./matching.js";
import { pairByMarks, type Pairing } from "./pairing.js";

/** A part of the first page: a text of the briefing's own, what a chapter found, or a figure. */
export interface FirstPagePart {
  readonly name: "headline" | "data-date" | "lead" | "finding" | "unknown" | "claims";
  /** Id of the chapter, of a finding. */
  readonly section?: string;
  readonly text: Prose;
  /** Id of the figure, of `lead` and `claims`. */
  readonly figure?: string;
  /** From 0, as they stand on the page. */
  readonly index: number;
}

/** Its name in a difference. */
export const partId = ({ name, section }: FirstPagePart): string => section ?? name;

export function firstPageParts({ firstPage }: Pick<StoredReport, "firstPage">): readonly FirstPagePart[] {
  if (firstPage === undefined) return [];
  const { headline, dataDate, lead, findings, unknown, claims } = firstPage;
  const text = (name: FirstPagePart["name"], prose: Prose | undefined) =>
    prose === undefined ? [] : [{ name, text: prose }];
  const figure = (name: FirstPagePart["name"], id: string | undefined) =>
    id === undefined ? [] : [{ name, text: [], figure: id }];
  return [
    ...text("data-date", dataDate),
    ...text("headline", headline),
    ...figure("lead", lead),
    ...findings.map((finding) => ({ name: "finding" as const, ...finding })),
    ...text("unknown", unknown),
    ...figure("claims", claims),
  ].map((part, index) => ({ ...part, index }));
}

/** Parts of one name together, findings by their chapter. */
export function firstPagePairs(
  before: StoredReport,
  after: StoredReport,
  { laterSection }: Pick<Matching, "laterSection">,
): Pairing<FirstPagePart> {
  const mark = ({ name, section }: FirstPagePart, later = section) => `${name} ${later ?? ""}`;
  return pairByMarks(firstPageParts(before), firstPageParts(after), [
    { before: (part) => mark(part, part.section && laterSection(part.section)), after: (part) => mark(part) },
  ]);
}

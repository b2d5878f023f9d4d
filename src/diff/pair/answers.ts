import type { StoredReport } from "../../report/stored-report.js";
import type { StoredProse } from "../words/tokens.js";
import type { Matching } from "./matching.js";
import { pairByMarks, type Pairing } from "./pairing.js";

/** A sentence of the first page: the headline, which belongs to no chapter, or what a chapter answers. */
export interface PlacedAnswer {
  readonly section?: string;
  readonly text: StoredProse;
  readonly figure?: string;
  /** From 0; the headline stands first. */
  readonly index: number;
}

/** Headline with headline, answers by their chapter. */
export function answerPairs(
  was: StoredReport,
  is: StoredReport,
  { sections }: Pick<Matching, "sections">,
): Pairing<PlacedAnswer> {
  const later = new Map(sections.pairs.map((pair) => [pair.was.id, pair.is.id]));
  const taken = new Set(later.values());
  return pairByMarks(answersOf(was), answersOf(is), [
    {
      was: ({ section }) =>
        section === undefined
          ? ""
          : (later.get(section) ?? (taken.has(section) ? `earlier ${section}` : section)),
      is: ({ section }) => section ?? "",
    },
  ]);
}

function answersOf({ answer }: StoredReport): readonly PlacedAnswer[] {
  if (answer === undefined) return [];
  const { headline, sentences } = answer;
  return [
    ...(headline === undefined ? [] : [{ text: headline, index: 0 }]),
    ...sentences.map(({ section, text, figure }, index) => ({
      section,
      text,
      ...(figure === undefined ? {} : { figure }),
      index: index + 1,
    })),
  ];
}

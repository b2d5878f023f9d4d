import * as z from "zod";
import type { StoredReport } from "../../report/stored-report.js";
import { byMark, pairByMarks } from "../match/pairing.js";
import { compareFields } from "../words/compare-texts.js";
import { blockFields, partFields, sectionFields, type TextField } from "../words/fields.js";
import { textDetails } from "./description.js";
import {
  countedPhrase,
  eachOf,
  locateSection,
  places,
  shorten,
  statusOf,
  type Draft,
  type Kind,
} from "./kind.js";
import { lastingFirst, lastingSections, once, type LastingSections } from "./lasting.js";
import { base, texts, type Immutable, type Location } from "./shapes.js";

type Entry = StoredReport["bibliography"][number];

const schema = z.strictObject({ ...base, kind: z.literal("citation"), texts });
/** An entry of the bibliography. */
export type CitationChange = Immutable<z.infer<typeof schema>>;

export const citation: Kind<CitationChange> = {
  schema,
  nouns: ["citation", "citations"],
  compare: (context) => {
    const lasting = lastingSections(context);
    const cited = {
      before: once(() => citingPlaces(context.before, lasting)),
      after: once(() => citingPlaces(context.after, lasting)),
    };
    const entries = pairByMarks(context.before.bibliography, context.after.bibliography, [
      byMark<Entry>(({ key }) => key),
    ]);
    return eachOf(entries).flatMap(({ before, after }): readonly Draft<CitationChange>[] => {
      const later = after ?? before;
      if (later === undefined) return [];
      const texts = before && after ? compareFields(fieldsOf(before), fieldsOf(after), context).texts : [];
      if (before && after && texts.length === 0) return [];
      return [
        {
          kind: "citation",
          key: `citation:${later.key}`,
          id: later.key,
          title: shorten(wordsOf(later)),
          status: statusOf(before, after),
          ...places(before && cited.before().get(later.key), after && cited.after().get(later.key)),
          texts,
        },
      ];
    });
  },
  describe: ({ texts }) => ({ details: textDetails(texts) }),
  weigh: () => ({ rank: 8, size: 0 }),
  weightOfPresence: 2,
  headline: "counts",
  tally: (changes) => ({
    phrases: countedPhrase(
      changes.filter(({ status }) => status === "changed").length,
      "changed",
      "citation",
    ),
  }),
  role: "other",
  isWritten: () => true,
  isText: true,
};

const wordsOf = ({ runs }: Entry): string => runs.map(({ text }) => text).join("");

function fieldsOf(entry: Entry): readonly TextField[] {
  return [{ field: "entry", prose: [wordsOf(entry)] }];
}

/** Where a work is cited, by its key: first in a chapter that both sides have, else anywhere. */
function citingPlaces(report: StoredReport, lasting: LastingSections): ReadonlyMap<string, Location> {
  const found = new Map<string, Location>();
  for (const section of lastingFirst(report, lasting)) {
    const note = (fields: readonly TextField[], at: Location) => {
      for (const part of fields.flatMap(({ prose }) => prose)) {
        if (typeof part === "string" || !("citations" in part)) continue;
        for (const id of part.citations) {
          const key = report.citations[id]?.key ?? id;
          if (!found.has(key)) found.set(key, at);
        }
      }
    };
    const at = locateSection(section, report);
    note(sectionFields(section), at);
    for (const [index, block] of section.blocks.entries()) {
      const parts = block.kind === "claim" ? block.parts.flatMap(partFields) : [];
      note([...blockFields(block), ...parts], { ...at, cell: block.cell, index });
    }
  }
  return found;
}

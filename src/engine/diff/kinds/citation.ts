import * as z from "zod";
import type { StoredReport } from "../../report/stored-report.js";
import { shorten } from "../words/phrases.js";
import { blockFields, partFields, sectionFields, type TextField } from "../words/tokens.js";
import { entryChanges, lastingFirst, locateSection, type LastingSections } from "./changes.js";
import { textDetails } from "./description.js";
import type { Kind } from "./kind.js";
import { base, texts, type Immutable, type Location } from "./shapes.js";

type Entry = StoredReport["bibliography"][number];

const schema = z.strictObject({ ...base, kind: z.literal("citation"), texts });
/** An entry of the bibliography. */
export type CitationChange = Immutable<z.infer<typeof schema>>;

export const citation: Kind<CitationChange> = {
  schema,
  nouns: ["citation", "citations"],
  compare: (context) =>
    entryChanges(context, {
      kind: "citation",
      entries: ({ bibliography }) => bibliography,
      id: ({ key }) => key,
      title: (entry) => shorten(wordsOf(entry)),
      fields: (entry) => [{ field: "entry", prose: [wordsOf(entry)] }],
      finder: (report, lasting) => {
        const places = citingPlaces(report, lasting);
        return ({ key }) => places.get(key);
      },
    }),
  describe: ({ texts }) => ({ details: textDetails(texts) }),
  weigh: () => ({ rank: 8, size: 0 }),
  presence: 2,
  headline: "changed",
  role: "other",
  isText: true,
};

const wordsOf = ({ runs }: Entry): string => runs.map(({ text }) => text).join("");

/** Where a work is cited first, by its key. */
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

import * as z from "zod";
import type { StoredReport } from "../../report/stored-report.js";
import { byMark, pairByMarks } from "../match/pairing.js";
import { compareFields } from "../words/compare-texts.js";
import type { TextField } from "../words/fields.js";
import { textDetails } from "./description.js";
import { countedPhrase, eachOf, locateSection, places, statusOf, type Draft, type Kind } from "./kind.js";
import { lastingFirst, lastingSections, once, type LastingSections } from "./lasting.js";
import { base, texts, type Immutable, type Location } from "./shapes.js";

type Table = NonNullable<StoredReport["sources"]>["tables"][number];

const schema = z.strictObject({ ...base, kind: z.literal("source"), texts });
/** A data table as the Data Package describes it: title, description, sources, licences. */
export type SourceChange = Immutable<z.infer<typeof schema>>;

export const source: Kind<SourceChange> = {
  schema,
  nouns: ["source", "sources"],
  compare: (context) => {
    const lasting = lastingSections(context);
    const read = {
      before: once(() => readingPlaces(context.before, lasting)),
      after: once(() => readingPlaces(context.after, lasting)),
    };
    const tables = pairByMarks(context.before.sources?.tables ?? [], context.after.sources?.tables ?? [], [
      byMark<Table>(({ path }) => path),
    ]);
    return eachOf(tables).flatMap(({ before, after }): readonly Draft<SourceChange>[] => {
      const later = after ?? before;
      if (later === undefined) return [];
      const texts = before && after ? compareFields(fieldsOf(before), fieldsOf(after), context).texts : [];
      if (before && after && texts.length === 0) return [];
      return [
        {
          kind: "source",
          key: `source:${later.path}`,
          id: later.path,
          title: later.title,
          status: statusOf(before, after),
          ...places(before && read.before().get(later.path), after && read.after().get(later.path)),
          texts,
        },
      ];
    });
  },
  describe: ({ texts }) => ({ details: textDetails(texts) }),
  weigh: () => ({ rank: 8, size: 0 }),
  weightOfPresence: 3,
  headline: "counts",
  tally: (changes) => ({
    phrases: countedPhrase(changes.filter(({ status }) => status === "changed").length, "changed", "source"),
  }),
  role: "other",
  isWritten: () => false,
};

function fieldsOf({ title, description = "", sources, licences }: Table): readonly TextField[] {
  const links = (all: Table["sources"]) =>
    all.map(({ title, href }) => (href === undefined ? title : `${title} (${href})`)).join("; ");
  return [
    { field: "title", prose: [title] },
    { field: "description", prose: [description] },
    { field: "sources", prose: [links(sources)] },
    { field: "licences", prose: [links(licences)] },
  ];
}

/** Where a data file is read, by its path: first in a chapter that both sides have, else anywhere. */
function readingPlaces(report: StoredReport, lasting: LastingSections): ReadonlyMap<string, Location> {
  const found = new Map<string, Location>();
  const records = new Map<string, { readonly cell: string; readonly files: readonly string[] }[]>();
  for (const [key, { files }] of Object.entries(report.provenance)) {
    const at = key.lastIndexOf("#");
    const list = records.get(key.slice(0, at)) ?? [];
    records.set(key.slice(0, at), list);
    list.push({ cell: key.slice(at + 1), files });
  }
  for (const section of lastingFirst(report, lasting)) {
    for (const { cell, files } of records.get(section.notebook) ?? []) {
      for (const file of files) {
        if (found.has(file)) continue;
        const index = section.blocks.findIndex((block) => block.cell === cell);
        found.set(file, { ...locateSection(section, report), cell, index: Math.max(0, index) });
      }
    }
  }
  return found;
}

import * as z from "zod";
import type { StoredReport } from "../../report/stored-report.js";
import type { TextField } from "../words/tokens.js";
import { entryChanges, lastingFirst, locateCell, type LastingSections } from "./changes.js";
import { textDetails } from "./description.js";
import type { Kind } from "./kind.js";
import { base, texts, type Immutable, type Location } from "./shapes.js";

type Table = NonNullable<StoredReport["sources"]>["tables"][number];

const schema = z.strictObject({ ...base, kind: z.literal("source"), texts });
/** A data table as the Data Package describes it: title, description, sources, licences. */
export type SourceChange = Immutable<z.infer<typeof schema>>;

export const source: Kind<SourceChange> = {
  schema,
  nouns: ["source", "sources"],
  compare: (context) =>
    entryChanges(context, {
      kind: "source",
      entries: ({ sources }): readonly Table[] => sources?.tables ?? [],
      id: ({ path }) => path,
      title: ({ title }) => title,
      fields: fieldsOf,
      finder: (report, lasting) => {
        const places = readingPlaces(report, lasting);
        return ({ path }) => places.get(path);
      },
    }),
  describe: ({ texts }) => ({ details: textDetails(texts) }),
  weigh: () => ({ rank: 8, size: 0 }),
  presence: 3,
  headline: "changed",
  role: "other",
};

function fieldsOf({ title, description = "", sources, licences }: Table): readonly TextField[] {
  const links = (all: Table["sources"]) =>
    all.map(({ title, href }) => (href === undefined ? title : `${title} (${href})`)).join("; ");
  const texts = { title, description, sources: links(sources), licences: links(licences) };
  return Object.entries(texts).map(([field, text]) => ({ field, prose: [text] }));
}

/** Where a data file is read first, by its path. */
function readingPlaces(report: StoredReport, lasting: LastingSections): ReadonlyMap<string, Location> {
  const found = new Map<string, Location>();
  const records = Object.entries(report.provenance);
  for (const section of lastingFirst(report, lasting)) {
    for (const [key, { files }] of records) {
      if (!key.startsWith(`${section.notebook}#`)) continue;
      const cell = key.slice(section.notebook.length + 1);
      for (const file of files) if (!found.has(file)) found.set(file, locateCell(section, report, cell));
    }
  }
  return found;
}

/** What stands in lists at the end of the briefing: works and data tables. They differ in their words alone. */
import * as z from "zod";
import type { StoredReport } from "../../report/stored-report.js";
import type { SideName } from "../briefing.js";
import type { TextField } from "../match/blocks.js";
import { byMark, pairByMarks, statesOf } from "../match/pairing.js";
import { shorten } from "../words/tokens.js";
import { compareFields } from "../words/compare-texts.js";
import { textDetails } from "./description.js";
import type { Draft, Kind, KindContext } from "./kind.js";
import { base, texts, type DeepReadonly } from "./shapes.js";

const shapeOf = <K extends string>(kind: K) => z.strictObject({ ...base, kind: z.literal(kind), texts });
type EntryChange<K extends string> = DeepReadonly<z.infer<ReturnType<typeof shapeOf<K>>>>;

interface EntryList<T> {
  readonly noun: string;
  /** How much it matters that one was added or removed. */
  readonly presence: number;
  readonly entries: (report: StoredReport) => readonly T[];
  readonly id: (entry: T) => string;
  readonly title: (entry: T) => string;
  readonly fields: (entry: T, side: SideName, context: KindContext) => Readonly<Record<string, string>>;
}

function entryKind<K extends string, T>(
  kind: K,
  { noun, presence, entries, id, title, fields }: EntryList<T>,
): Kind<EntryChange<K>> {
  return {
    schema: shapeOf(kind),
    nouns: [noun, `${noun}s`],
    compare: (context) => {
      const paired = pairByMarks(entries(context.before), entries(context.after), [byMark<T>(id)]);
      const textsOf = (entry: T, side: SideName): readonly TextField[] =>
        Object.entries(fields(entry, side, context)).map(([field, text]) => ({ field, prose: [text] }));
      return statesOf(paired).flatMap(({ before, after, later, status }) => {
        const texts =
          before && after
            ? compareFields(textsOf(before, "before"), textsOf(after, "after"), context).texts
            : [];
        if (status === "changed" && texts.length === 0) return [];
        const draft = { kind, id: id(later), title: title(later), status, texts };
        return [draft as unknown as Draft<EntryChange<K>>];
      });
    },
    describe: ({ texts }) => ({ details: textDetails(texts) }),
    weigh: () => ({ rank: 8, size: 0 }),
    presence,
    headline: "changed",
    role: "other",
    isText: true,
  };
}

type Work = StoredReport["bibliography"][number];
const wordsOf = ({ runs }: Work): string => runs.map(({ text }) => text).join("");

export const citation = entryKind<"citation", Work>("citation", {
  noun: "citation",
  presence: 2,
  entries: ({ bibliography }) => bibliography,
  id: ({ key }) => key,
  title: (entry) => shorten(wordsOf(entry)),
  fields: (entry) => ({ entry: wordsOf(entry) }),
});

type Table = NonNullable<StoredReport["sources"]>["tables"][number];

/** A data table as the Data Package describes it: title, description, sources, licences. */
export const source = entryKind<"source", Table>("source", {
  noun: "source",
  presence: 3,
  entries: ({ sources }) => sources?.tables ?? [],
  id: ({ path }) => path,
  title: ({ title }) => title,
  fields: ({ title, description = "", sources, licences }) => {
    const links = (all: Table["sources"]) =>
      all.map(({ title, href }) => (href === undefined ? title : `${title} (${href})`)).join("; ");
    return { title, description, sources: links(sources), licences: links(licences) };
  },
});

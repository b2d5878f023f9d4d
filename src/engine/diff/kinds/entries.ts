/** What stands in lists at the end of the briefing: works, data tables, indicators. They differ in their words alone. */
import * as z from "zod";
import type { StoredReport } from "../../report/stored-report.js";
import type { StoredSection } from "../match/blocks.js";
import { byMark, pairByMarks } from "../match/pairing.js";
import { compareFields } from "../words/compare-texts.js";
import { shorten } from "../words/phrases.js";
import {
  blockFields,
  partFields,
  plainWords,
  sectionFields,
  type StoredProse,
  type TextField,
} from "../words/tokens.js";
import { eachOf, locateCell, locateSection, places, statusOf } from "./changes.js";
import { textDetails } from "./description.js";
import type { Draft, Kind, KindContext } from "./kind.js";
import { base, texts, type Immutable, type Location } from "./shapes.js";
import { own } from "../../../lib/own.js";

const shapeOf = <K extends string>(kind: K) => z.strictObject({ ...base, kind: z.literal(kind), texts });
type EntryChange<K extends string> = Immutable<z.infer<ReturnType<typeof shapeOf<K>>>>;

type Finder<T> = (entry: T) => Location | undefined;

interface EntryList<T> {
  readonly noun: string;
  /** How much it matters that one was added or removed. */
  readonly presence: number;
  readonly entries: (report: StoredReport) => readonly T[];
  readonly id: (entry: T) => string;
  readonly title: (entry: T) => string;
  readonly fields: (entry: T, side: "before" | "after", context: KindContext) => readonly TextField[];
  /**
   * Finds where entries are used first, given the report's chapters, those that both sides have first: what one of them
   * uses was not added or removed with a chapter.
   */
  readonly finder: (report: StoredReport, sections: readonly StoredSection[]) => Finder<T>;
}

function entryKind<K extends string, T>(
  kind: K,
  { noun, presence, entries, id, title, fields, finder }: EntryList<T>,
): Kind<EntryChange<K>> {
  return {
    schema: shapeOf(kind),
    nouns: [noun, `${noun}s`],
    compare: (context) => {
      const paired = pairByMarks(entries(context.before), entries(context.after), [byMark<T>(id)]);
      const lasting = new Set(
        context.matching.sections.pairs.flatMap(({ before, after }) => [before, after]),
      );
      // Looked for where a difference asks for it: a report has many texts and few differences of this kind.
      const finders = new Map<StoredReport, Finder<T>>();
      const find = (entry: T | undefined, report: StoredReport) => {
        if (entry === undefined) return undefined;
        const lastingFirst = () =>
          [...report.sections].sort((a, b) => Number(lasting.has(b)) - Number(lasting.has(a)));
        const known = finders.get(report) ?? finder(report, lastingFirst());
        finders.set(report, known);
        return known(entry);
      };
      return eachOf(paired).flatMap(({ before, after }) => {
        const later = after ?? before;
        if (later === undefined) return [];
        const texts =
          before && after
            ? compareFields(fields(before, "before", context), fields(after, "after", context), context).texts
            : [];
        if (before && after && texts.length === 0) return [];
        const draft = {
          kind,
          key: `${kind}:${id(later)}`,
          id: id(later),
          title: title(later),
          status: statusOf(before, after),
          ...places(find(before, context.before), find(after, context.after)),
          texts,
        };
        return [draft as unknown as Draft<EntryChange<K>>];
      });
    },
    describe: ({ texts }) => ({ details: textDetails(texts) }),
    weigh: () => ({ rank: 8, size: 0 }),
    presence,
    headline: "changed",
    role: "other",
  };
}

/** The first of what is noted under a key. */
function firstPlaces() {
  const found = new Map<string, Location>();
  return {
    find: (key: string) => found.get(key),
    note: (key: string, at: Location) => {
      if (!found.has(key)) found.set(key, at);
    },
  };
}

type Work = StoredReport["bibliography"][number];
const wordsOf = ({ runs }: Work): string => runs.map(({ text }) => text).join("");

/** An entry of the bibliography. */
export const citation: Kind<EntryChange<"citation">> = {
  ...entryKind<"citation", Work>("citation", {
    noun: "citation",
    presence: 2,
    entries: ({ bibliography }) => bibliography,
    id: ({ key }) => key,
    title: (entry) => shorten(wordsOf(entry)),
    fields: (entry) => [{ field: "entry", prose: [wordsOf(entry)] }],
    finder: (report, sections) => {
      const { find, note } = firstPlaces();
      const noteAll = (fields: readonly TextField[], at: Location) => {
        for (const part of fields.flatMap(({ prose }): StoredProse => prose))
          if (typeof part === "object" && "citations" in part)
            for (const id of part.citations) note(own(report.citations, id)?.key ?? id, at);
      };
      for (const section of sections) {
        const at = locateSection(section, report);
        noteAll(sectionFields(section), at);
        for (const [index, block] of section.blocks.entries()) {
          const parts = block.kind === "claim" ? block.parts.flatMap(partFields) : [];
          noteAll([...blockFields(block), ...parts], { ...at, cell: block.cell, index });
        }
      }
      return ({ key }) => find(key);
    },
  }),
  isText: true,
};

type Table = NonNullable<StoredReport["sources"]>["tables"][number];

/** A data table as the Data Package describes it: title, description, sources, licences. */
export const source: Kind<EntryChange<"source">> = entryKind<"source", Table>("source", {
  noun: "source",
  presence: 3,
  entries: ({ sources }) => sources?.tables ?? [],
  id: ({ path }) => path,
  title: ({ title }) => title,
  fields: ({ title, description = "", sources, licences }) => {
    const links = (all: Table["sources"]) =>
      all.map(({ title, href }) => (href === undefined ? title : `${title} (${href})`)).join("; ");
    return textFields({ title, description, sources: links(sources), licences: links(licences) });
  },
  finder: (report, sections) => {
    const { find, note } = firstPlaces();
    const records = Object.entries(report.provenance);
    for (const section of sections)
      for (const [key, { files }] of records) {
        if (!key.startsWith(`${section.notebook}#`)) continue;
        const at = locateCell(section, report, key.slice(section.notebook.length + 1));
        for (const file of files) note(file, at);
      }
    return ({ path }) => find(path);
  },
});

function textFields(texts: Readonly<Record<string, string | undefined>>): readonly TextField[] {
  return Object.entries(texts).map(([field, text = ""]) => ({ field, prose: [text] }));
}

type Indicator = NonNullable<StoredReport["indicators"]>[number];
const usedIn = "used in";

/** An indicator that the notebooks ran: what the appendix says of it, and the chapters that use it. */
export const indicator: Kind<EntryChange<"indicator">> = {
  ...entryKind<"indicator", Indicator>("indicator", {
    noun: "indicator",
    presence: 4,
    entries: ({ indicators }) => indicators ?? [],
    id: ({ name }) => name,
    title: ({ definition }) => definition,
    fields: (each, side, { matching, after }) => {
      const { definition, formula, unit, range, undefined: none, interval, note, source } = each;
      // A chapter that was added or removed says so itself; one that was renamed uses what it used.
      const users = matching.sections.pairs.filter((pair) => each.sections.includes(pair[side].id));
      return textFields({
        definition,
        formula,
        unit,
        range,
        undefined: none,
        interval,
        note,
        source,
        [usedIn]: users.map((pair) => plainWords(pair.after.title, after)).join("; "),
      });
    },
    // The first cell that ran it.
    finder: (report, sections) => (each) => {
      const section = sections.find(({ id }) => each.sections.includes(id));
      if (section === undefined) return undefined;
      const called = `#${each.name.slice(each.name.lastIndexOf(".") + 1)}`;
      const record = Object.entries(report.provenance).find(
        ([key, { functions }]) =>
          key.startsWith(`${section.notebook}#`) &&
          functions.some((name) => name.endsWith(called) && name.includes("analysis/")),
      );
      return locateCell(section, report, record?.[0].slice(section.notebook.length + 1) ?? "");
    },
  }),
  isWritten: ({ status, texts }) => status === "changed" && texts.every(({ field }) => field !== usedIn),
};

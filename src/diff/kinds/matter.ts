import type { CitationChange, FrontMatterChange, SourceChange } from "../contract.js";
import type { StoredReport } from "../../report/stored-report.js";
import { byMark, pairByMarks } from "../pair/pairing.js";
import { compareFields, type TextContext } from "../words/compare-fields.js";
import type { TextField } from "../words/fields.js";
import { type KindContext, shorten, statusOf } from "./context.js";
import { citingPlaces, lastingSections, placesOf, readingPlaces } from "./matter-places.js";

/** Title, authors, date, language of the briefing. */
export function compareFrontMatter({ was, is }: TextContext): readonly Omit<FrontMatterChange, "why">[] {
  const fields = ["title", "authors", "date", "language"] as const;
  const text = (report: StoredReport, field: (typeof fields)[number]) => {
    const value = report[field];
    return typeof value === "object" ? value.join("; ") : value;
  };
  return fields.flatMap((field) => {
    const [before, after] = [text(was, field), text(is, field)];
    if (before === after) return [];
    return [
      {
        kind: "front-matter" as const,
        key: `front-matter:${field}`,
        id: field,
        title: `The briefing's ${field}`,
        status: statusOf(before, after),
        field,
        ...(before === undefined ? {} : { was: before }),
        ...(after === undefined ? {} : { is: after }),
      },
    ];
  });
}

/** Entries of the bibliography. */
export function compareCitations(context: KindContext): readonly Omit<CitationChange, "why">[] {
  const { was, is } = context;
  const entries = pairByMarks(was.bibliography, is.bibliography, [byMark(({ key }) => key)]);
  type Entry = StoredReport["bibliography"][number];
  const fields = ({ runs }: Entry): readonly TextField[] => [
    { field: "entry", prose: [runs.map(({ text }) => text).join("")] },
  ];
  const lasting = lastingSections(context);
  const cited = { was: once(() => citingPlaces(was, lasting)), is: once(() => citingPlaces(is, lasting)) };
  const draft = (before: Entry | undefined, after: Entry | undefined) => {
    const later = after ?? before;
    if (later === undefined) return [];
    const texts = before && after ? compareFields(fields(before), fields(after), context).texts : [];
    if (before && after && texts.length === 0) return [];
    const title = shorten(later.runs.map(({ text }) => text).join(""));
    return [
      {
        kind: "citation" as const,
        key: `citation:${later.key}`,
        id: later.key,
        title,
        status: statusOf(before, after),
        ...placesOf(before && cited.was().get(later.key), after && cited.is().get(later.key)),
        texts,
      },
    ];
  };
  return [
    ...entries.pairs.flatMap((pair) => draft(pair.was, pair.is)),
    ...entries.removed.flatMap((entry) => draft(entry, undefined)),
    ...entries.added.flatMap((entry) => draft(undefined, entry)),
  ];
}

/** Data tables, as the Data Package describes them. */
export function compareSources(context: KindContext): readonly Omit<SourceChange, "why">[] {
  type Table = NonNullable<StoredReport["sources"]>["tables"][number];
  const tables = pairByMarks(context.was.sources?.tables ?? [], context.is.sources?.tables ?? [], [
    byMark<Table>(({ path }) => path),
  ]);
  const links = (all: Table["sources"]) =>
    all.map(({ title, href }) => (href === undefined ? title : `${title} (${href})`)).join("; ");
  const fields = ({ title, description = "", sources, licences }: Table): readonly TextField[] => [
    { field: "title", prose: [title] },
    { field: "description", prose: [description] },
    { field: "sources", prose: [links(sources)] },
    { field: "licences", prose: [links(licences)] },
  ];
  const lasting = lastingSections(context);
  const readers = {
    was: once(() => readingPlaces(context.was, lasting)),
    is: once(() => readingPlaces(context.is, lasting)),
  };
  const draft = (before: Table | undefined, after: Table | undefined) => {
    const later = after ?? before;
    if (later === undefined) return [];
    const texts = before && after ? compareFields(fields(before), fields(after), context).texts : [];
    if (before && after && texts.length === 0) return [];
    const status = statusOf(before, after);
    return [
      {
        kind: "source" as const,
        key: `source:${later.path}`,
        id: later.path,
        title: later.title,
        status,
        ...placesOf(before && readers.was().get(later.path), after && readers.is().get(later.path)),
        texts,
      },
    ];
  };
  return [
    ...tables.pairs.flatMap((pair) => draft(pair.was, pair.is)),
    ...tables.removed.flatMap((table) => draft(table, undefined)),
    ...tables.added.flatMap((table) => draft(undefined, table)),
  ];
}

/** Looked for where a difference asks for it: a report has many texts and few differences of this kind. */
function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => (found ??= { value: find() }).value;
}

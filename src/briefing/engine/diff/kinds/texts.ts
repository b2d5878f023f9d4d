/** Kinds of change that consist of text: passages, chapters, page head and foot, entries of appendices. */
import * as z from "zod";
import type { Author, Publication } from "../../../model/publication.js";
import { labels } from "../../render/labels.js";
import type { StoredReport } from "../../report/stored-report.js";
import type { SideName } from "../briefing.js";
import { sectionFields, type Placed, type TextField } from "../match/blocks.js";
import { pairByMarks, statesOf } from "../match/pairing.js";
import { withoutMark } from "../match/blocks.js";
import { compareFields, compareTexts } from "../match/compare-texts.js";
import { plainWords, shorten } from "../words/tokens.js";
import { blockChanges, changedTexts, frameOf, locateCell, locateSection, sides } from "./block-changes.js";
import { arrow, capital, lineDetail, nameDetails, textDetails, wordsDetails } from "./description.js";
import { counting, onlyPlaced, type Draft, type Kind, type KindContext } from "./kind.js";
import { base, runs, strings, texts, wasAndIs, type DeepReadonly, type TextChange } from "../shapes.js";

const proseSchema = z.strictObject({
  ...base,
  kind: z.literal("prose"),
  runs,
  reordered: strings.optional().describe("sentences and list items in another order, if no word differs"),
  steps: z.literal(true).optional().describe("those are steps of a numbered list"),
  sentence: z.string().optional().describe("a sentence that moved here from another passage"),
});
/** A Markdown cell whose text changed, or the text on editions, which has no cell. */
type ProseChange = DeepReadonly<z.infer<typeof proseSchema>>;

export const prose: Kind<ProseChange> = {
  schema: proseSchema,
  nouns: ["passage", "passages"],
  nounsOf: ({ sentence }) => (sentence === undefined ? ["passage", "passages"] : ["sentence", "sentences"]),
  compare: (context) => {
    const changes = blockChanges(context, ["prose"], ({ before, after, later, report }) => {
      const { differs, runs, reordered, areSteps } = compareTexts(
        before?.text ?? [],
        after?.text ?? [],
        context,
      );
      const title = () => shorten(plainWords(later.text, report).replace(/^#+ /, ""));
      const facts = () => ({
        kind: "prose" as const,
        title: title(),
        runs: differs && reordered === undefined ? runs : [],
        ...(reordered && { reordered }),
        ...(areSteps && { steps: areSteps }),
      });
      return { differs, facts };
    });
    return [...changes, ...movedSentences(context), ...editions(context)];
  },
  describe: ({ status, runs, after, reordered = [], steps, sentence }) => ({
    ...(sentence !== undefined && { label: "Sentence" }),
    ...(status === "changed" && runs.length > 0 && after !== undefined && { title: "" }),
    details: [
      ...wordsDetails(runs),
      ...nameDetails(steps === true ? "steps in another order" : "in another order", reordered),
    ],
  }),
  weigh: ({ runs, reordered, steps }) => {
    if (runs.length > 0 || steps === true) return { rank: 7, size: 0 };
    return reordered === undefined ? onlyPlaced : { rank: 10, size: 0 };
  },
  presence: 7,
  headline: counting(
    ["edited", "passage", ({ runs }) => runs.length > 0],
    ["with steps in another order", "passage", ({ steps }) => steps === true],
  ),
  role: "block",
  isText: true,
};

function movedSentences({ alignment, ...reports }: KindContext): readonly Draft<ProseChange>[] {
  return (alignment.movedSentences ?? []).map(({ words, before, after }): Draft<ProseChange> => {
    const place = ({ section, block, index }: Placed, side: SideName) =>
      locateCell(section, reports[side], block.cell, index);
    return {
      kind: "prose",
      id: `${after.section.id}/${after.block.cell}`,
      title: shorten(words),
      status: "changed",
      before: place(before, "before"),
      after: place(after, "after"),
      moved: true,
      runs: [],
      sentence: words,
    };
  });
}

/** The page's text on earlier editions: notebooks/changes.md. */
function editions(context: KindContext): readonly Draft<ProseChange>[] {
  const {
    before: { changes: was = "" },
    after: { changes: is = "" },
  } = context;
  const { differs, runs } = compareTexts([was], [is], context);
  if (!differs) return [];
  const status = was === "" ? "added" : is === "" ? "removed" : "changed";
  const isChanged = status === "changed";
  return [{ kind: "prose", id: "changes", title: labels.editions, status, runs: isChanged ? runs : [] }];
}

const sectionSchema = z.strictObject({
  ...base,
  kind: z.literal("section"),
  order: z.strictObject(wasAndIs(z.int())),
  texts,
});
/** A chapter: added, removed, renamed, moved (`order` is its index, from 0), or with another title or summary. */
type SectionChange = DeepReadonly<z.infer<typeof sectionSchema>>;

export const section: Kind<SectionChange> = {
  schema: sectionSchema,
  nouns: ["chapter", "chapters"],
  compare: (context) => {
    const { sections, moved, formerPlace } = context.alignment;
    return statesOf(sections).flatMap((states): readonly Draft<SectionChange>[] => {
      const { before, after, later, side, status } = states;
      const from = before && formerPlace(locateSection(before, context.before)).section;
      const isRenamed = from !== undefined && after !== undefined && from !== after.id;
      const hasMoved = moved.has(later);
      const texts = changedTexts(states, sectionFields, context);
      if (status === "changed" && !isRenamed && !hasMoved && texts.length === 0) return [];
      return [
        {
          kind: "section",
          id: withoutMark(later.id),
          title: plainWords(later.title, context[side]),
          ...frameOf(states, (each, side) => locateSection(each, context[side])),
          ...(isRenamed && { renamed: { from, to: after.id } }),
          ...(hasMoved && { moved: true as const }),
          order: sides(
            before && context.before.sections.indexOf(before),
            after && context.after.sections.indexOf(after),
          ),
          texts,
        },
      ];
    });
  },
  describe: ({ status, order: { was = 0, is = 0 }, texts }) => ({
    details: [
      ...(status === "changed" && was !== is
        ? [lineDetail(arrow(String(was + 1), String(is + 1)), "place among the chapters")]
        : []),
      ...textDetails(texts),
    ],
  }),
  weigh: ({ texts }) => ({ rank: texts.length > 0 ? 7 : 10, size: 0 }),
  presence: 13,
  headline: counting(
    ["edited in title or summary", "chapter", ({ texts }) => texts.length > 0],
    ["renamed", "chapter", ({ renamed }) => renamed !== undefined],
  ),
  role: "chapter",
  isText: true,
};

const ofPublication = ["contact", "license", "doi", "url", "publisher", "edition"] as const;
const fields = ["title", "authors", "date", "language", ...ofPublication] as const;
type Field = (typeof fields)[number];
const frontMatterSchema = z.strictObject({
  ...base,
  kind: z.literal("front-matter"),
  field: z.enum(fields),
  ...wasAndIs(z.string()),
});
const named: Partial<Record<Field, string>> = { license: "licence", doi: "DOI", url: "web address" };
const wordsFor = (field: Field): string => `${capital(named[field] ?? field)} of the page`;
type FrontMatterChange = DeepReadonly<z.infer<typeof frontMatterSchema>>;

export const frontMatter: Kind<FrontMatterChange> = {
  schema: frontMatterSchema,
  nouns: ["change to the page’s head or foot", "changes to the page’s head or foot"],
  compare: (context) =>
    fields.flatMap((field): readonly Draft<FrontMatterChange>[] => {
      const before = fieldText(field, context.before);
      const after = fieldText(field, context.after);
      if (before === after) return [];
      const status = before === undefined ? "added" : after === undefined ? "removed" : "changed";
      const title = wordsFor(field);
      return [{ kind: "front-matter", id: field, title, status, field, ...sides(before, after) }];
    }),
  describe: ({ field, status, was, is }) => ({
    label: status === "changed" ? wordsFor(field) : `${wordsFor(field)} ${status}`,
    title: "",
    head: arrow(was, is),
  }),
  weigh: () => ({ rank: 8, size: 0 }),
  presence: 5,
  headline: "edited",
  isText: true,
};

function fieldText(field: Field, report: StoredReport): string | undefined {
  const { title, date, language, publication } = report;
  const authors = report.authors.map(fullText).join("; ");
  const said = { ...publication, title, date, language, authors }[field];
  return said === undefined ? undefined : fullText(said);
}

/** Everything about an author, the contact or the licence: `Wei Li (family: Li, orcid: 0000-…)`. */
function fullText(said: Author | NonNullable<Publication[keyof Publication]>): string {
  if (typeof said === "string") return said;
  const { name = "", ...others } = said;
  const facts = Object.entries(others).map(([fact, text]) => `${fact}: ${text}`);
  if (facts.length === 0 || name === "") return name + facts.join(", ");
  return `${name} (${facts.join(", ")})`;
}

/** An entry of a list at the end of the briefing: a work or a data table. Only its texts can differ. */
interface Entry {
  readonly id: string;
  readonly title: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Kinds of entries differ in what an entry is. */
const ofEntries = {
  describe: ({ texts }: { readonly texts: readonly TextChange[] }) => ({ details: textDetails(texts) }),
  weigh: () => ({ rank: 8, size: 0 }),
  headline: "changed",
  isText: true,
} as const;

function compareEntries(context: KindContext, entriesOf: (report: StoredReport) => readonly Entry[]) {
  const entries = { before: entriesOf(context.before), after: entriesOf(context.after) };
  const paired = pairByMarks(entries, [({ id }) => id]);
  const textsOf = ({ fields }: Entry): readonly TextField[] =>
    Object.entries(fields).map(([field, text]) => ({ field, prose: [text] }));
  return statesOf(paired).flatMap(({ before, after, later: { id, title }, status }) => {
    const texts = before && after ? compareFields(textsOf(before), textsOf(after), context).texts : [];
    return status === "changed" && texts.length === 0 ? [] : [{ id, title, status, texts }];
  });
}

const citationSchema = z.strictObject({ ...base, kind: z.literal("citation"), texts });
type CitationChange = DeepReadonly<z.infer<typeof citationSchema>>;

export const citation: Kind<CitationChange> = {
  ...ofEntries,
  schema: citationSchema,
  nouns: ["citation", "citations"],
  compare: (context) =>
    compareEntries(context, worksOf).map((change) => ({ kind: "citation" as const, ...change })),
  presence: 2,
};

const worksOf = ({ bibliography }: StoredReport): readonly Entry[] =>
  bibliography.map(({ key, runs }) => {
    const entry = runs.map(({ text }) => text).join("");
    return { id: key, title: shorten(entry), fields: { entry } };
  });

const sourceSchema = z.strictObject({ ...base, kind: z.literal("source"), texts });
type SourceChange = DeepReadonly<z.infer<typeof sourceSchema>>;

export const source: Kind<SourceChange> = {
  ...ofEntries,
  schema: sourceSchema,
  nouns: ["source", "sources"],
  compare: (context) =>
    compareEntries(context, tablesOf).map((change) => ({ kind: "source" as const, ...change })),
  presence: 3,
};

/** Data tables as described by the Data Package: title, description, sources, licences. */
const tablesOf = ({ sources }: StoredReport): readonly Entry[] =>
  (sources?.tables ?? []).map(({ path, title, description = "", sources, licences }) => ({
    id: path,
    title,
    fields: { title, description, sources: linkWords(sources), licences: linkWords(licences) },
  }));

type Links = NonNullable<StoredReport["sources"]>["tables"][number]["sources"];
const linkWords = (links: Links): string =>
  links.map(({ title, href }) => (href === undefined ? title : `${title} (${href})`)).join("; ");

import { parseJson } from "../../../lib/parse-json.js";
import { plural } from "../../../lib/plural.js";
import { undescribed } from "../../../model/report.js";
import type { Sides } from "../briefing.js";
import type { BlockOf } from "../match/blocks.js";
import { groupBy } from "../match/pairing.js";
import { greatestSize } from "../numbers.js";
import { plainWords, shorten } from "../words/tokens.js";
import { blockChanges, type BlockStates } from "./block-changes.js";
import { figureSchema, type FigureChange } from "./figure-change.js";
import { arrow, muted, plain, sentenceDetail, textDetails, type Detail, type Span } from "./description.js";
import { compareDrawn, dataDetails, hasOtherPoints, readRows } from "./figure-data.js";
import { compareSpecs, encodedColumns, plainSpec, type Json } from "./figure-spec.js";
import { compareDerived, compareDerivedSpecs, hasDerivedTables } from "./derived-tables.js";
import {
  isDrawnDifferently,
  isInData,
  isInMeaning,
  isUnprinted,
  respectOf,
  respects,
} from "./figure-respects.js";
import { relabelled } from "./renamed-labels.js";
import { onlyPlaced, type Kind, type KindContext } from "./kind.js";
import { compareFiles, comparePictures, type FileComparison } from "./pictures.js";

type Figure = BlockOf<"figure">;

type FigureDifference = Pick<FigureChange, "data" | "spec" | "texts" | "picture" | "unread">;

export const figure: Kind<FigureChange> = {
  schema: figureSchema,
  nouns: ["figure", "figures"],
  compare: (context) =>
    blockChanges(context, ["figure"], (states) => {
      const { before, after, later } = states;
      const difference = differenceOf(states, context);
      return {
        differs: isInData(difference) || isDrawnDifferently(difference) || difference.texts.length > 0,
        facts: () => ({
          kind: "figure" as const,
          title: titleOf(states) || later.id,
          ...difference,
          ...(before && { wasFiles: before.files }),
          ...(after && { isFiles: after.files }),
        }),
      };
    }),
  describe: (change) => ({ details: figureDetails(change) }),
  weigh: (change) => {
    if (isUnprinted(change)) return { rank: 8, size: 0 };
    if (isInData(change)) return { rank: 3, size: greatestSize(change.data?.pointsMoved ?? []) };
    if (isInMeaning(change)) return { rank: 4, size: change.spec.length };
    if (change.texts.length > 0 || change.picture === "unknown") return { rank: 7, size: 0 };
    return isDrawnDifferently(change) ? { rank: 6, size: change.spec.length } : onlyPlaced;
  },
  presence: 11,
  headline: (all) => {
    const found = groupBy(all, (change) => (change.status === "changed" ? respectOf(change) : undefined));
    // The names of these figures precede: the number suffices.
    return respects.flatMap((respect, index) => {
      const { length } = found.get(respect) ?? [];
      const isNamed = respects.slice(0, index).some((each) => found.has(each));
      const count = isNamed ? String(length) : `${plural(length, "figure")} changed`;
      return length === 0 ? [] : `${count} ${respect}`;
    });
  },
  role: "block",
  isUnprinted: (change) => change.status === "changed" && isUnprinted(change),
  numbers: ({ data, unread }) => ({
    deltas: data?.pointsMoved.map(({ delta }) => delta) ?? [],
    hasOthers: unread !== undefined || (data !== undefined && hasOtherPoints(data)),
  }),
  gates: {
    "figure-data": (change) => change.status !== "changed" || (isInData(change) && !isUnprinted(change)),
    "figure-meaning": (change) => change.status === "changed" && isInMeaning(change),
    "figure-style": (change) => change.status === "changed" && !isInData(change) && !isInMeaning(change),
  },
  files: ({ wasFiles, isFiles, picture }) => {
    const files = (side: FigureChange["wasFiles"]) =>
      side && { picture: side.svg, data: side.data, spec: side.spec };
    return { before: files(wasFiles), after: files(isFiles), differs: picture !== "same", drawn: true };
  },
};

function titleOf({ later, report }: BlockStates<Figure>): string {
  if (later.origin === "authored") return shorten(plainWords(later.title ?? later.caption, report));
  const words = plainWords(later.alt, report);
  return words === undescribed.chart ? `Chart of cell ${later.cell}` : shorten(words);
}

/** Its data, then the rest of its specification, then its texts, then what is drawn from all of these. */
function differenceOf(states: BlockStates<Figure>, context: KindContext): FigureDifference {
  const { before, after } = states;
  if (before === undefined || after === undefined) return { spec: [], texts: [], picture: "same" };
  const files = (name: keyof Figure["files"]) => compareFiles(before.files[name], after.files[name], context);
  const specs = readBoth(files("spec"), (text) => {
    const spec = JSON.parse(text) as Json;
    return after.origin === "bare" ? plainSpec(spec) : spec;
  });
  const rows = readBoth(files("data"), readRows);
  const { data, labels, words, within } = compareDrawn(rows, specs, {
    tolerance: states.tolerance,
    ...columnsOf(after, specs?.after, context),
  });
  const spec = specs === undefined ? [] : specChanges(specs, words, data);
  const texts = [...states.texts, ...[...labels].map(labelChange)];
  const unread = (["data", "spec"] as const).filter((name) => files(name).status === "unread");
  // Within the tolerance, the drawing may differ slightly.
  const isTolerated = within > 0 && data === undefined && spec.length + texts.length === 0;
  return {
    ...(data && { data }),
    spec,
    texts,
    picture: isTolerated ? "same" : pictureOf(before, after, data, context),
    ...(unread.length > 0 && { unread }),
  };
}

/** Changed rows explain the tables that are derived from them. */
function specChanges(
  { before, after }: Sides<Json>,
  labels: ReadonlyMap<string, string>,
  data: FigureDifference["data"],
): FigureDifference["spec"] {
  const specs = { before: relabelled(before, labels), after };
  if (!hasDerivedTables(after)) return compareSpecs(specs.before, specs.after);
  const settings = compareDerivedSpecs(specs, { isOtherData: data !== undefined });
  const derived = data === undefined ? compareDerived(specs, labels) : [];
  // Whatever changed moves labels.
  const isElse = settings.length + labels.size > 0;
  return [...settings, ...derived.filter(({ aspect }) => !(isElse && aspect === "layout"))];
}

const labelChange = ([was, is]: readonly [string, string]): FigureChange["texts"][number] => ({
  field: "label",
  runs: [
    { kind: "removed", text: was },
    { kind: "added", text: is },
  ],
});

/** If the data moved, the drawing is not compared in detail: any new drawing is attributed to the data. */
function pictureOf(before: Figure, after: Figure, data: unknown, context: KindContext) {
  const former = before.files.svg;
  const later = after.files.svg;
  if (data !== undefined && compareFiles(former, later, context).status === "differ") return "differs";
  return comparePictures(former, later, context).picture;
}

/** Differences between two files that can be read. */
function readBoth<T>(files: FileComparison, read: (text: string) => T): Sides<T> | undefined {
  if (files.status !== "differ") return undefined;
  try {
    return { before: read(files.before), after: read(files.after) };
  } catch {
    return undefined;
  }
}

/** If a figure's spec did not change, its columns are unknown unless the spec was read. */
function columnsOf(after: Figure, spec: Json | undefined, { briefings }: KindContext) {
  const columnTitles = Object.fromEntries((after.columns ?? []).map(({ field, title }) => [field, title]));
  const stored = parseJson(briefings.after.files.get(after.files.spec) ?? "") ?? null;
  return { ...encodedColumns(spec ?? (stored as Json)), ...(after.columns && { columnTitles }) };
}

/** Data first, then the specification, then texts, then the drawing. */
function figureDetails({ data, spec, texts, picture, unread = [] }: FigureDifference): readonly Detail[] {
  const isExplained = data !== undefined || spec.length + texts.length > 0;
  return [
    ...(data === undefined ? [] : dataDetails(data)),
    ...(spec.length === 0 ? [] : [specGrid(spec)]),
    ...textDetails(texts),
    ...unread.map((file) => sentenceDetail(`Its ${fileWords[file]} differs, but could not be read.`)),
    ...(picture === "differs" && !isExplained ? [sentenceDetail("Only the drawing differs.")] : []),
    ...(picture === "unknown" ? [sentenceDetail("The drawings could not be compared.")] : []),
  ];
}

const fileWords = { data: "data file", spec: "specification" } as const;

/** The settings, each with how often it changed in the same way: a colour occurs in each layer of a line. */
function specGrid(spec: FigureDifference["spec"]): Detail {
  const alike = groupBy(spec, ({ aspect, was, is }) => JSON.stringify([aspect, was, is]));
  return {
    kind: "grid",
    noun: "setting",
    columns: ["Specification", "Where", "Before → after"].map((title) => ({ title, align: "left" })),
    rows: [...alike.values()].flatMap((settings) =>
      settings.slice(0, 1).map(({ aspect, path, was, is }): readonly (readonly Span[])[] => {
        const others = settings.length - 1;
        const more = others === 0 ? [] : [muted(` and ${plural(others, "other place")}`)];
        const states = aspect === "layout" ? [plain("moved")] : arrow(was, is, "nothing");
        return [[plain(aspect)], [{ text: path, mark: "code" }, ...more], states];
      }),
    ),
  };
}

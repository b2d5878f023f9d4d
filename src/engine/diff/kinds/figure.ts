import * as z from "zod";
import { undescribed } from "../../report/own-blocks.js";
import { omit } from "../../report/omit.js";
import type { BlockOf, Placed } from "../match/blocks.js";
import type { PlainRow } from "../match/key-columns.js";
import { compareFields } from "../words/compare-texts.js";
import { blockFields } from "../words/fields.js";
import { plainWords } from "../words/tokens.js";
import { drawnTables, plainSpec } from "./bare-spec.js";
import { arrow, lineDetail, plain, textDetails, type Detail } from "./description.js";
import {
  compareData,
  dataDetails,
  figureData,
  hasOtherPoints,
  readRows,
  type DrawnData,
} from "./figure-data.js";
import { compareSpecs, encodedColumns, inlineRows, specChange, type Json } from "./figure-spec.js";
import {
  blockBase,
  blockPairs,
  counted,
  greatestSize,
  shorten,
  toleranceOf,
  type BlockPair,
  type Draft,
  type Kind,
  type KindContext,
} from "./kind.js";
import { compareFiles, comparePictures, type FileComparison } from "./pictures.js";
import { base, picture, texts, type Immutable } from "./shapes.js";

type Figure = BlockOf<"figure">;

const paths = z.strictObject({ svg: z.string(), spec: z.string(), data: z.string() });
const schema = z.strictObject({
  ...base,
  kind: z.literal("figure"),
  data: figureData.optional(),
  spec: z.array(specChange),
  texts,
  picture,
  unread: z.array(z.enum(["data", "spec"])).optional(),
  wasFiles: paths.optional(),
  isFiles: paths.optional(),
});
/** `unread` are files that differ by their hashes and could not be read; paths are those in `Briefing.files`. */
export type FigureChange = Immutable<z.infer<typeof schema>>;
type FigureDifference = Pick<FigureChange, "data" | "spec" | "texts" | "picture" | "unread">;

export const figure: Kind<FigureChange> = {
  schema,
  nouns: ["figure", "figures"],
  compare: (context) => blockPairs(context, "figure").flatMap((pair) => compareFigure(pair, context) ?? []),
  describe: (change) => ({ details: figureDetails(change) }),
  weigh: (change) => {
    if (isInData(change)) return { rank: 3, size: greatestSize(change.data?.pointsMoved ?? []) };
    if (change.spec.length > 0 || change.picture === "differs") return { rank: 6, size: change.spec.length };
    return { rank: change.texts.length > 0 ? 7 : 11, size: 0 };
  },
  weightOfPresence: 11,
  headline: "counts",
  tally: (all) => {
    const changes = all.filter(({ status }) => status === "changed");
    const inData = changes.filter(({ data, unread }) => data !== undefined || unread?.includes("data"));
    const others = changes.filter((change) => !inData.includes(change));
    const inStyle = others.filter(
      ({ spec, picture, texts }) => spec.length > 0 || (picture === "differs" && texts.length === 0),
    );
    const inWords = others.filter((change) => !inStyle.includes(change) && change.texts.length > 0);
    const [data, style, words] = [inData.length, inStyle.length, inWords.length];
    // Where figures were named before, the number alone.
    const phrase = (count: number, before: number, how: string) =>
      count === 0 ? [] : [`${before > 0 ? String(count) : `${counted(count, "figure")} changed`} ${how}`];
    return {
      counts: { figuresInData: data, figuresInStyle: style, figuresInWords: words },
      phrases: [
        ...phrase(data, 0, "in data"),
        ...phrase(style, data, "only in style"),
        ...phrase(words, data + style, "only in words"),
      ],
    };
  },
  role: "block",
  isWritten: ({ status, data, spec, texts, picture, unread }) =>
    status === "changed" &&
    data === undefined &&
    spec.length + texts.length === 0 &&
    picture === "same" &&
    unread === undefined,
  numbers: ({ data, unread }) => ({
    deltas: data?.pointsMoved.map(({ delta }) => delta) ?? [],
    hasOthers: unread !== undefined || (data !== undefined && hasOtherPoints(data)),
  }),
  gates: {
    "figure-data": (change) => change.status !== "changed" || isInData(change),
    "figure-style": (change) => change.status === "changed" && !isInData(change),
  },
  pictures: ({ wasFiles, isFiles, picture }) => ({
    before: wasFiles?.svg,
    after: isFiles?.svg,
    differs: picture !== "same",
    drawn: true,
  }),
};

function isInData({ data, unread }: FigureChange): boolean {
  return data !== undefined || unread !== undefined;
}

function compareFigure(
  pair: BlockPair<Placed<Figure>>,
  context: KindContext,
): Draft<FigureChange> | undefined {
  const [before, after] = [pair.before?.block, pair.after?.block];
  const later = (pair.after ?? pair.before).block;
  const full = blockBase(pair, context, ({ block }) => (block as Figure).id);
  const isBare = later.origin === "bare";
  // Ids of charts that nobody named are made from their place.
  const base: typeof full = isBare ? omit(full, "renamed") : full;
  const within = () => {
    context.withinTolerance(full.before, full.after);
  };
  const difference: FigureDifference =
    before && after ? differenceOf(before, after, context, within) : { spec: [], texts: [], picture: "same" };
  const { data, spec, texts, picture, unread = [] } = difference;
  const differs =
    data !== undefined || spec.length + texts.length + unread.length > 0 || picture === "differs";
  if (before && after && !differs && base.renamed === undefined && base.moved === undefined) return undefined;
  const side = after === undefined ? context.before : context.after;
  const words = plainWords(isBare ? later.alt : (later.title ?? later.caption), side);
  const title = shorten(isBare && words === undescribed.chart ? `Chart of cell ${later.cell}` : words);
  return {
    ...base,
    kind: "figure",
    title: title === "" ? later.id : title,
    ...difference,
    ...(before && { wasFiles: before.files }),
    ...(after && { isFiles: after.files }),
  };
}

function differenceOf(
  before: Figure,
  after: Figure,
  context: KindContext,
  onWithin: () => void,
): FigureDifference {
  const texts = compareFields(blockFields(before), blockFields(after), context).texts;
  const files = (name: keyof Figure["files"]) => compareFiles(before.files[name], after.files[name], context);
  const specFiles = files("spec");
  const specs = specFiles.status === "differ" ? parsed(specFiles, after.origin) : undefined;
  const spec = specs === undefined ? [] : compareSpecs(specs.before, specs.after);
  const columns = columnsOf(after, specs?.after, context);
  const drawn =
    after.origin === "bare" && before.origin === "bare" ? specData(specs) : fileData(files("data"));
  const tolerance = toleranceOf(context, after.id, before.id);
  let within = 0;
  const data =
    drawn &&
    compareData(drawn.before, drawn.after, { tolerance, ...columns }, () => {
      within += 1;
      onWithin();
    });
  // Rows that an author draws beside the data: labels, reference lines. Where the data moved they follow it.
  const drawsOthers =
    data === undefined &&
    within === 0 &&
    specs !== undefined &&
    inlineRows(specs.before).join("\n") !== inlineRows(specs.after).join("\n");
  const unread = (["data", "spec"] as const).filter((name) => files(name).status === "unread");
  const picture = comparePictures(before.files.svg, after.files.svg, context);
  return {
    ...(data && { data }),
    spec: drawsOthers ? [...spec, { aspect: "drawn-data", path: "data.values" }] : spec,
    texts,
    // Within the tolerance the drawing may differ by a hair; that is what the tolerance is for.
    picture: within > 0 && data === undefined && spec.length === 0 && texts.length === 0 ? "same" : picture,
    ...(unread.length > 0 && { unread }),
  };
}

interface Both<T> {
  readonly before: T;
  readonly after: T;
}

function parsed(files: Both<string>, origin: Figure["origin"]): Both<Json> | undefined {
  const read = (text: string) => {
    const spec = JSON.parse(text) as Json;
    return origin === "bare" ? plainSpec(spec) : spec;
  };
  try {
    return { before: read(files.before), after: read(files.after) };
  } catch {
    return undefined;
  }
}

function fileData(files: FileComparison): Both<DrawnData> | undefined {
  return files.status === "differ"
    ? { before: readRows(files.before), after: readRows(files.after) }
    : undefined;
}

/** The rows of a chart that nobody made by figure() stand in its specification: the one table of them that differs. */
function specData(specs: Both<Json> | undefined): Both<DrawnData> | undefined {
  if (specs === undefined) return undefined;
  const [before, after] = [drawnTables(specs.before), drawnTables(specs.after)];
  const differing = before.flatMap((rows, index) => {
    const later = after[index] ?? [];
    return JSON.stringify(rows) === JSON.stringify(later) ? [] : [{ before: rows, after: later }];
  });
  const [only, ...others] = differing;
  if (before.length !== after.length || only === undefined || others.length > 0) return undefined;
  const drawn = (rows: readonly PlainRow[]): DrawnData => ({
    columns: [...new Set(rows.flatMap((row) => Object.keys(row)))],
    rows,
  });
  return { before: drawn(only.before), after: drawn(only.after) };
}

/** Of a figure whose spec did not change its columns are not known unless the spec was read. */
function columnsOf(after: Figure, spec: Json | undefined, { briefings }: KindContext) {
  if (spec !== undefined) return encodedColumns(spec);
  const text = briefings.after.files.get(after.files.spec);
  try {
    return text === undefined ? { series: [], positions: [] } : encodedColumns(JSON.parse(text) as Json);
  } catch {
    return { series: [], positions: [] };
  }
}

/** Data first, then the specification, then words, then what is drawn. */
function figureDetails({ data, spec, texts, picture, unread = [] }: FigureDifference): readonly Detail[] {
  const isExplained = data !== undefined || spec.length > 0 || texts.length > 0;
  const said = (text: string) => lineDetail([plain(text)]);
  return [
    ...(data === undefined ? [] : dataDetails(data)),
    ...(spec.length === 0 ? [] : [specGrid(spec)]),
    ...textDetails(texts),
    ...unread.map((file) => said(`Its ${file} differs, but could not be read.`)),
    ...(picture === "differs" && !isExplained ? [said("Only what is drawn differs.")] : []),
    ...(picture === "unknown" ? [said("The drawings could not be compared.")] : []),
  ];
}

function specGrid(spec: FigureDifference["spec"]): Detail {
  return {
    kind: "grid",
    noun: "setting",
    columns: [
      { title: "Specification", align: "left" },
      { title: "Where", align: "left" },
      { title: "Before → after", align: "left" },
    ],
    rows: spec.map(({ aspect, path, was, is }) => [
      [plain(aspect)],
      [{ text: path, mark: "code" }],
      was === undefined && is === undefined ? [plain("differs")] : arrow(was, is, "nothing"),
    ]),
  };
}

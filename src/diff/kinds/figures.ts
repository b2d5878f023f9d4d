import type { FigureChange } from "../contract.js";
import type { FigureDifference, FigurePaths } from "../contract/figure.js";
import type { BlockOf, Placed } from "../pair/blocks.js";
import { compareFields } from "../words/compare-fields.js";
import { blockFields } from "../words/fields.js";
import { plainWords } from "../words/tokens.js";
import { omit } from "../../report/omit.js";
import { undescribed } from "../../report/blocks.js";
import { blockBase, type BlockPair, type KindContext, shorten, toleranceOf } from "./context.js";
import type { PlainRow } from "../rows/key-columns.js";
import { drawnTables, plainSpec } from "./bare-spec.js";
import { compareData, readRows, type DrawnData } from "./figure-data.js";
import { compareSpecs, encodedColumns, inlineRows, type Json } from "./figure-spec.js";
import { compareFiles, comparePictures } from "./files.js";

type Figure = BlockOf<"figure">;

export function compareFigure(
  pair: BlockPair<Placed<Figure>>,
  context: KindContext,
): Omit<FigureChange, "why"> | undefined {
  const [was, is] = [pair.was?.block, pair.is?.block];
  const later = is ?? was;
  if (later === undefined) return undefined;
  const full = blockBase(pair, context, ({ block }) => (block as Figure).id);
  const isBare = later.origin === "bare";
  // Ids of charts that nobody named are made from their place.
  const base = isBare ? omit(full, "renamed") : full;
  const renamed = isBare ? undefined : full.renamed;
  const within = () => {
    context.withinTolerance(base.before, base.after);
  };
  const difference: FigureDifference =
    was && is ? differenceOf(was, is, context, within) : { spec: [], texts: [], picture: "same" };
  const { data, spec, texts, picture, unread = [] } = difference;
  const differs =
    data !== undefined || spec.length + texts.length + unread.length > 0 || picture === "differs";
  if (was && is && !differs && renamed === undefined && base.moved === undefined) return undefined;
  const side = is === undefined ? context.was : context.is;
  const words = plainWords(isBare ? later.alt : (later.title ?? later.caption), side);
  const title = shorten(isBare && words === undescribed.chart ? `Chart of cell ${later.cell}` : words);
  return {
    ...base,
    kind: "figure",
    title: title === "" ? later.id : title,
    ...difference,
    ...(was && { wasFiles: was.files }),
    ...(is && { isFiles: is.files }),
  };
}

function differenceOf(was: Figure, is: Figure, context: KindContext, onWithin: () => void): FigureDifference {
  const texts = compareFields(blockFields(was), blockFields(is), context).texts;
  const files = (name: keyof FigurePaths) => compareFiles(was.files[name], is.files[name], context);
  const specFiles = files("spec");
  const specs = specFiles.status === "differ" ? parsed(specFiles, is.origin) : undefined;
  const spec = specs === undefined ? [] : compareSpecs(specs.was, specs.is);
  const columns = columnsOf(is, specs?.is, context);
  const drawn = is.origin === "bare" && was.origin === "bare" ? specData(specs) : fileData(files("data"));
  let within = 0;
  const data =
    drawn &&
    compareData(drawn.was, drawn.is, { tolerance: toleranceOf(context, is.id, was.id), ...columns }, () => {
      within += 1;
      onWithin();
    });
  // Rows that an author draws beside the data: labels, reference lines. Where the data moved they follow it.
  const drawsOthers =
    data === undefined &&
    within === 0 &&
    specs !== undefined &&
    inlineRows(specs.was).join("\n") !== inlineRows(specs.is).join("\n");
  const unread = (["data", "spec"] as const).filter((name) => files(name).status === "unread");
  const picture = comparePictures(was.files.svg, is.files.svg, context);
  return {
    ...(data && { data }),
    spec: drawsOthers ? [...spec, { aspect: "drawn-data", path: "data.values" }] : spec,
    texts,
    // Within the tolerance the drawing may differ by a hair; that is what the tolerance is for.
    picture: within > 0 && data === undefined && spec.length === 0 && texts.length === 0 ? "same" : picture,
    ...(unread.length > 0 && { unread }),
  };
}

function parsed(files: { readonly was: string; readonly is: string }, origin: Figure["origin"]) {
  const read = (text: string) => {
    const spec = JSON.parse(text) as Json;
    return origin === "bare" ? plainSpec(spec) : spec;
  };
  try {
    return { was: read(files.was), is: read(files.is) };
  } catch {
    return undefined;
  }
}

interface Drawn {
  readonly was: DrawnData;
  readonly is: DrawnData;
}

function fileData(files: ReturnType<typeof compareFiles>): Drawn | undefined {
  return files.status === "differ" ? { was: readRows(files.was), is: readRows(files.is) } : undefined;
}

/** The rows of a chart that nobody made by figure() stand in its specification: the one table of them that differs. */
function specData(specs: { readonly was: Json; readonly is: Json } | undefined): Drawn | undefined {
  if (specs === undefined) return undefined;
  const [was, is] = [drawnTables(specs.was), drawnTables(specs.is)];
  const differing = was.flatMap((rows, index) => {
    const later = is[index] ?? [];
    return JSON.stringify(rows) === JSON.stringify(later) ? [] : [{ was: rows, is: later }];
  });
  const [only, ...others] = differing;
  if (was.length !== is.length || only === undefined || others.length > 0) return undefined;
  const columns = (rows: readonly PlainRow[]) => [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    was: { columns: columns(only.was), rows: only.was },
    is: { columns: columns(only.is), rows: only.is },
  };
}

/** Of a figure whose spec did not change its columns are not known unless the spec was read. */
function columnsOf(is: Figure, spec: Json | undefined, { after }: KindContext) {
  if (spec !== undefined) return encodedColumns(spec);
  const text = after.files.get(is.files.spec);
  try {
    return text === undefined ? { series: [], positions: [] } : encodedColumns(JSON.parse(text) as Json);
  } catch {
    return { series: [], positions: [] };
  }
}

import type { FigureChange } from "../contract.js";
import type { FigureDifference, FigurePaths } from "../contract/figure.js";
import type { BlockOf, Placed } from "../pair/blocks.js";
import { compareFields } from "../words/compare-fields.js";
import { blockFields } from "../words/fields.js";
import { plainWords } from "../words/tokens.js";
import { blockBase, type BlockPair, type KindContext, shorten, toleranceOf } from "./context.js";
import { compareData } from "./figure-data.js";
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
  const base = blockBase(pair, context, ({ block }) => (block as Figure).id);
  const within = () => {
    context.withinTolerance(base.before, base.after);
  };
  const difference: FigureDifference =
    was && is ? differenceOf(was, is, context, within) : { spec: [], texts: [], picture: "same" };
  const { data, spec, texts, picture, unread = [] } = difference;
  const differs =
    data !== undefined || spec.length + texts.length + unread.length > 0 || picture === "differs";
  if (was && is && !differs && base.renamed === undefined && base.moved === undefined) return undefined;
  const title = shorten(
    plainWords(later.title ?? later.caption, is === undefined ? context.was : context.is),
  );
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
  const [dataFiles, specFiles] = [files("data"), files("spec")];
  const specs = specFiles.status === "differ" ? parsed(specFiles) : undefined;
  const spec = specs === undefined ? [] : compareSpecs(specs.was, specs.is);
  const columns = columnsOf(is, specs?.is, context);
  let within = 0;
  const data =
    dataFiles.status === "differ"
      ? compareData(
          dataFiles.was,
          dataFiles.is,
          { tolerance: toleranceOf(context, is.id, was.id), ...columns },
          () => {
            within += 1;
            onWithin();
          },
        )
      : undefined;
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

function parsed(files: { readonly was: string; readonly is: string }) {
  try {
    return { was: JSON.parse(files.was) as Json, is: JSON.parse(files.is) as Json };
  } catch {
    return undefined;
  }
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

import type { ImageChange } from "../contract.js";
import type { BlockOf, Placed } from "../pair/blocks.js";
import { compareFields } from "../words/compare-fields.js";
import { blockFields } from "../words/fields.js";
import { omit } from "../../report/omit.js";
import { undescribed } from "../../report/blocks.js";
import { blockBase, type BlockPair, type KindContext, shorten } from "./context.js";
import { compareFiles, comparePictures } from "./files.js";
import { comparePixels } from "./pixels.js";

type Image = BlockOf<"image">;

export function compareImage(
  pair: BlockPair<Placed<Image>>,
  context: KindContext,
): Omit<ImageChange, "why"> | undefined {
  const [was, is] = [pair.was?.block, pair.is?.block];
  const later = is ?? was;
  if (later === undefined) return undefined;
  // Ids of pictures are made from their place: nobody refers to them.
  const base = omit(
    blockBase(pair, context, ({ block }) => (block as Image).id),
    "renamed",
  );
  const picture = was && is ? comparePictures(was.file, is.file, context) : "same";
  const files = was && is && picture === "differs" ? compareFiles(was.file, is.file, context) : undefined;
  const pixels = files?.status === "differ" ? comparePixels(files.was, files.is) : undefined;
  const texts = was && is ? compareFields(blockFields(was), blockFields(is), context).texts : [];
  const differs = picture !== "same" || texts.length > 0 || base.moved !== undefined;
  if (was && is && !differs) return undefined;
  return {
    ...base,
    kind: "image",
    title: later.alt === undescribed.picture ? `Picture of cell ${later.cell}` : shorten(later.alt),
    ...(was && { wasFile: was.file }),
    ...(is && { isFile: is.file }),
    picture,
    ...(pixels && { pixels }),
    texts,
  };
}

import path from "node:path";
import { format } from "d3-format";
import * as z from "zod";
import { undescribed } from "../../report/own-blocks.js";
import { omit } from "../../report/omit.js";
import type { BlockOf, Placed } from "../match/blocks.js";
import { compareFields } from "../words/compare-texts.js";
import { blockFields } from "../words/fields.js";
import { lineDetail, plain, textDetails } from "./description.js";
import {
  blockBase,
  blockPairs,
  countedPhrase,
  shorten,
  type BlockPair,
  type Draft,
  type Kind,
  type KindContext,
} from "./kind.js";
import { compareFiles, comparePictures, comparePixels } from "./pictures.js";
import { base, optionalText, picture, texts, type Immutable } from "./shapes.js";

type Image = BlockOf<"image">;

const size = z.tuple([z.int(), z.int()]);
const schema = z.strictObject({
  ...base,
  kind: z.literal("image"),
  wasFile: optionalText,
  isFile: optionalText,
  picture,
  pixels: z
    .strictObject({ was: size, is: size, differing: z.int().optional() })
    .describe("sizes, and how many pixels differ where both have one size")
    .optional(),
  texts,
});
/** `wasFile` and `isFile` are paths in `Briefing.files`; `pixels` is there where both are PNG that can be read. */
export type ImageChange = Immutable<z.infer<typeof schema>>;

export const image: Kind<ImageChange> = {
  schema,
  nouns: ["picture", "pictures"],
  compare: (context) => blockPairs(context, "image").flatMap((pair) => compareImage(pair, context) ?? []),
  describe: (change) => ({
    details: [
      ...(change.picture === "differs" ? [lineDetail([plain(pictureWords(change))])] : []),
      ...(change.picture === "unknown"
        ? [lineDetail([plain("Its file differs, but could not be read.")])]
        : []),
      ...textDetails(change.texts),
    ],
  }),
  weigh: ({ picture }) => ({ rank: picture === "differs" ? 6 : 8, size: 0 }),
  weightOfPresence: 6,
  headline: "counts",
  tally: (changes) => ({
    phrases: countedPhrase(
      changes.filter(({ picture }) => picture === "differs").length,
      "changed",
      "picture",
    ),
  }),
  role: "other",
  isWritten: ({ status, picture, texts }) => status === "changed" && picture === "same" && texts.length === 0,
  pictures: ({ wasFile, isFile, picture }) => ({
    before: wasFile,
    after: isFile,
    differs: picture !== "same",
    drawn: false,
  }),
};

function compareImage(pair: BlockPair<Placed<Image>>, context: KindContext): Draft<ImageChange> | undefined {
  const [before, after] = [pair.before?.block, pair.after?.block];
  const later = (pair.after ?? pair.before).block;
  // Ids of pictures are made from their place: nobody refers to them.
  const base = omit(
    blockBase(pair, context, ({ block }) => (block as Image).id),
    "renamed",
  );
  const picture = before && after ? comparePictures(before.file, after.file, context) : "same";
  const files =
    before && after && picture === "differs" ? compareFiles(before.file, after.file, context) : undefined;
  const pixels = files?.status === "differ" ? comparePixels(files.before, files.after) : undefined;
  const texts = before && after ? compareFields(blockFields(before), blockFields(after), context).texts : [];
  if (before && after && picture === "same" && texts.length === 0 && base.moved === undefined)
    return undefined;
  return {
    ...base,
    kind: "image",
    title: later.alt === undescribed.picture ? `Picture of cell ${later.cell}` : shorten(later.alt),
    ...(before && { wasFile: before.file }),
    ...(after && { isFile: after.file }),
    picture,
    ...(pixels && { pixels }),
    texts,
  };
}

/** What differs between two pictures, in a sentence. */
export function pictureWords({
  pixels,
  wasFile = "",
  isFile = wasFile,
}: Pick<ImageChange, "pixels" | "wasFile" | "isFile">): string {
  if (pixels === undefined) {
    const [before, after] = [path.extname(wasFile), path.extname(isFile)];
    if (before !== after) return `It is another kind of picture: ${before} → ${after}.`;
    if (before === ".svg") return "What it shows differs.";
    return before === ".png"
      ? "Its bytes differ; its pixels could not be read."
      : "Its bytes differ; only PNG and SVG are compared by what they show.";
  }
  const { was, is, differing } = pixels;
  const size = ([width, height]: readonly [number, number]) => `${width} × ${height}`;
  if (size(was) !== size(is)) return `What it shows differs: ${size(was)} → ${size(is)} pixels.`;
  if (differing === undefined) return "What it shows differs.";
  const share = (100 * differing) / (is[0] * is[1]);
  const written = share < 0.1 ? "less than 0.1" : format(share < 10 ? ".1f" : ".0f")(share);
  return `What it shows differs in ${written}\u202f% of its pixels.`;
}

/** Pictures, and files that do not match their report. */
import path from "node:path";
import * as z from "zod";
import { own } from "../../../lib/own.js";
import { undescribed } from "../../../model/report.js";
import type { StoredReport } from "../../report/stored-report.js";
import { sideNames, type SideName } from "../briefing.js";
import { shorten } from "../words/tokens.js";
import { blockChanges } from "./block-changes.js";
import { sentenceDetail, textDetails } from "./description.js";
import { counting, onlyPlaced, type Draft, type Kind } from "./kind.js";
import { comparePictures, pixelShare, type PictureComparison } from "./pictures.js";
import { base, picture, texts, type DeepReadonly } from "../shapes.js";

const size = z.tuple([z.int(), z.int()]);
const schema = z.strictObject({
  ...base,
  kind: z.literal("image"),
  wasFile: z.string().optional(),
  isFile: z.string().optional(),
  picture,
  pixels: z
    .strictObject({ was: size, is: size, differing: z.int().optional() })
    .describe("sizes, and how many pixels differ if both have the same size")
    .optional(),
  texts,
  attached: z.literal(true).optional().describe("attached to the text of a cell by hand"),
});
/** `wasFile` and `isFile` are paths in `Briefing.files`; `pixels` is set if both are readable PNG files. */
type ImageChange = DeepReadonly<z.infer<typeof schema>>;

export const image: Kind<ImageChange> = {
  schema,
  nouns: ["picture", "pictures"],
  compare: (context) =>
    blockChanges(context, ["image"], ({ before, after, later, report, texts }) => {
      const compared: PictureComparison =
        before && after ? comparePictures(before.file, after.file, context) : { picture: "same" };
      return {
        differs: compared.picture !== "same" || texts.length > 0,
        facts: () => ({
          kind: "image" as const,
          title: later.alt === undescribed.picture ? `Picture of cell ${later.cell}` : shorten(later.alt),
          ...(before && { wasFile: before.file }),
          ...(after && { isFile: after.file }),
          ...compared,
          texts,
          ...(isAttached(later.file, report) && { attached: true as const }),
        }),
      };
    }),
  describe: (change) => ({
    details: [
      ...(change.picture === "same" ? [] : [sentenceDetail(pictureWords(change))]),
      ...textDetails(change.texts),
    ],
  }),
  weigh: ({ picture, texts }) => {
    if ((picture === "same" || picture === "alike") && texts.length === 0) return onlyPlaced;
    return { rank: picture === "differs" ? 6 : 8, size: 0 };
  },
  presence: 6,
  headline: counting(
    ["changed", "picture", ({ picture }) => picture === "differs"],
    ["changed invisibly", "picture", ({ picture }) => picture === "alike"],
    ["in another format", "picture", (change) => isReformatted(change)],
    ["not compared", "picture", (change) => change.picture === "unknown" && !isReformatted(change)],
  ),
  files: ({ wasFile, isFile, picture }) => ({
    before: wasFile === undefined ? undefined : { picture: wasFile },
    after: isFile === undefined ? undefined : { picture: isFile },
    differs: picture !== "same",
    drawn: false,
  }),
};

const isAttached = (name: string, { sections }: StoredReport): boolean =>
  sections.some(({ blocks }) =>
    blocks.some((block) => block.kind === "prose" && block.attachments?.some(({ file }) => file === name)),
  );

const formatOf = (file: string): string => path.extname(file).slice(1).toUpperCase();

/** Whether a cell shows a picture as SVG that was a PNG, or the like. */
function isReformatted({ wasFile, isFile }: Pick<ImageChange, "wasFile" | "isFile">): boolean {
  return wasFile !== undefined && isFile !== undefined && formatOf(wasFile) !== formatOf(isFile);
}

export function pictureWords({
  picture,
  pixels,
  wasFile,
  isFile = "",
}: Pick<ImageChange, "picture" | "pixels" | "wasFile" | "isFile">): string {
  if (wasFile !== undefined && isReformatted({ wasFile, isFile }))
    return `Its format changed: ${formatOf(wasFile)} → ${formatOf(isFile)}. What the two files show was not compared.`;
  if (picture === "unknown") {
    return [".png", ".svg"].includes(path.extname(isFile))
      ? "Its file differs, but could not be read."
      : "Its file differs; only PNG and SVG are compared by what they show.";
  }
  if (picture === "alike") return "Its pixels differ invisibly.";
  if (pixels === undefined) return "What it shows differs.";
  const { was, is, differing } = pixels;
  if (differing === undefined) return `What it shows differs: ${was.join(" × ")} → ${is.join(" × ")} pixels.`;
  return `What it shows differs in ${pixelShare(differing / (is[0] * is[1]))} of its pixels.`;
}

const fileSchema = z.strictObject({
  ...base,
  kind: z.literal("file"),
  sides: z.array(z.enum(sideNames)).describe("those whose file does not match their report.json"),
});
/** An output file that was edited by hand, or that belongs to another build than report.json. */
type FileChange = DeepReadonly<z.infer<typeof fileSchema>>;

export const file: Kind<FileChange> = {
  schema: fileSchema,
  nouns: ["edited file", "edited files"],
  compare: ({ briefings }) => {
    const editedOf = (side: SideName) => briefings[side].edited ?? new Map<string, string>();
    const paths = new Set(sideNames.flatMap((side) => [...editedOf(side).keys()]));
    return [...paths].sort().flatMap((id): readonly Draft<FileChange>[] => {
      const [one, two] = sideNames.map(
        (side) => editedOf(side).get(id) ?? own(briefings[side].report.files, id),
      );
      const sides = sideNames.filter((side) => editedOf(side).has(id));
      return one === two ? [] : [{ kind: "file", id, title: id, status: "changed", sides }];
    });
  },
  describe: ({ sides }) => ({
    label: "File edited by hand or missing",
    details: [
      sentenceDetail(
        `Not compared: ${sides.join(" and ")}, the file is missing or was changed after report.json was written. Build again to replace it.`,
      ),
    ],
  }),
  weigh: () => ({ rank: 1, size: 0 }),
  presence: 6,
  headline: "not compared",
  isText: true,
};

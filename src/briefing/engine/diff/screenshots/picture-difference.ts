/** What `briefing diff --pictures` finds: figures and parts of the page that look different. */
import * as z from "zod";
import type { DeepReadonly } from "../../../model/emitted.js";
import { status } from "../shapes.js";

const count = z.int().nonnegative();

const pictureDifference = z.strictObject({
  what: z.enum(["figure", "part"]).describe("part: the head of the page, its first page, or a chapter"),
  id: z.string(),
  title: z.string(),
  status,
  share: z.number().min(0).max(1).optional().describe("of the pixels that differ, if both sides have it"),
  drawnDifferently: z
    .literal(true)
    .optional()
    .describe("for a figure: its data, specification and texts are the same"),
});
export type PictureDifference = DeepReadonly<z.infer<typeof pictureDifference>>;

export const pictureDifferences = z
  .strictObject({
    figures: count.describe("how many both sides show"),
    parts: count.describe("how many both sides have"),
    differing: z.array(pictureDifference).describe("figures, then parts, in the order of the page"),
  })
  .describe("figures and parts of the page compared as pictures; only with --pictures");
export type PictureDifferences = DeepReadonly<z.infer<typeof pictureDifferences>>;

import * as z from "zod";
import { base, picture, texts, type DeepReadonly } from "../shapes.js";
import { figureData } from "./figure-data.js";
import { specChange } from "./figure-spec.js";

const paths = z.strictObject({ svg: z.string(), spec: z.string(), data: z.string() });
/** How a figure changed. */
export const figureSchema = z.strictObject({
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
/** `unread` are files whose hashes differ and that could not be read; paths are those in `Briefing.files`. */
export type FigureChange = DeepReadonly<z.infer<typeof figureSchema>>;

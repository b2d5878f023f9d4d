/** What changes are made of. Their JSON is published: `was` and `is` are the names of the two sides there. */
import * as z from "zod";
import { scalar, strings, type DeepReadonly } from "../../../model/emitted.js";

export { scalar, strings, type DeepReadonly };
export const status = z.enum(["added", "removed", "changed"]);
export type Status = z.infer<typeof status>;

/** Two states of something, each where it is there. */
export const wasAndIs = <Shape extends z.ZodType>(shape: Shape) => ({
  was: shape.optional(),
  is: shape.optional(),
});
export const textStates = z.strictObject(wasAndIs(z.string()));

/** A change of a number, in its own units and in the words of its format: `+1,204 (+1.9 %)`, `−3.2 points`. */
export const delta = z
  .strictObject({
    absolute: z.number(),
    relative: z.number().nullable(),
    text: z.string(),
  })
  .describe("absolute: after minus before, in raw units; relative: of the size before, null where that is 0");
export type NumberDelta = DeepReadonly<z.infer<typeof delta>>;

/** A run of words; a computed value that both sides have is a run of its own. */
const textRun = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["same", "removed", "added"]), text: z.string() }),
  z.strictObject({ kind: z.literal("value"), id: z.string(), was: z.string(), is: z.string() }),
]);
export const runs = z.array(textRun);
export type TextRun = DeepReadonly<z.infer<typeof textRun>>;

/** Changed words by field: `caption`, `title`, `evidence` … */
export const texts = z.array(z.strictObject({ field: z.string(), runs }));
export type TextChange = DeepReadonly<z.infer<typeof texts>>[number];

export const lines = z.array(z.strictObject({ kind: z.enum(["same", "removed", "added"]), lines: strings }));
export type LineRun = DeepReadonly<z.infer<typeof lines>>[number];

/** Whether what is drawn differs: `alike` to the eye, `unknown` where a file could not be read. */
export const picture = z.enum(["same", "alike", "differs", "unknown"]);

/** Where something stands; `index` from 0 among the blocks of its section. */
const location = z.strictObject({
  section: z.string(),
  sectionTitle: z.string(),
  notebook: z.string(),
  cell: z.string(),
  index: z.int(),
});
export type Location = DeepReadonly<z.infer<typeof location>>;

export const cause = z.strictObject({
  input: z.string().describe("key in `inputs`"),
  strength: z.enum(["direct", "possible"]),
  functions: strings.optional(),
});
export type Cause = DeepReadonly<z.infer<typeof cause>>;

/**
 * `inputs`: inputs on its lineage differ. `edited`: its own words, order or name were edited, which no input records.
 * `unknown`: report.json does not record its dependencies. A cause is `direct` where it was read, executed or ran for
 * what changed, `possible` where it was only loaded.
 */
export const why = z.strictObject({
  status: z
    .enum(["inputs", "edited", "unknown", "non-deterministic"])
    .describe("non-deterministic: all its dependencies are the same on both sides"),
  causes: z.array(cause),
  note: z.string().optional(),
});
export type Why = DeepReadonly<z.infer<typeof why>>;

export const base = {
  key: z.string().describe("unique in the comparison, the same in every run"),
  fingerprint: z
    .string()
    .describe(
      "the same in every comparison in which this changed from and to the same; its first 8 digits are its address in page and comment",
    ),
  status,
  id: z.string(),
  title: z.string(),
  before: location.optional(),
  after: location.optional(),
  renamed: z.strictObject({ from: z.string(), to: z.string() }).optional(),
  moved: z.literal(true).optional(),
  onFirstPage: z.literal(true).optional().describe("it stands on the first page, of either side"),
  accepted: z.literal(true).optional().describe("a person accepted it, with these causes"),
  partOf: z.string().optional().describe("key of the change that it was added or removed with"),
  why,
};
export type ChangeBase = DeepReadonly<z.infer<z.ZodObject<typeof base>>> & { readonly kind: string };

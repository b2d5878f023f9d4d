/** The building blocks of changes. Their JSON is published; there, the two sides are called `was` and `is`. */
import * as z from "zod";
import { scalar, strings, type DeepReadonly } from "../../model/emitted.js";

export { scalar, strings, type DeepReadonly };
export const status = z.enum(["added", "removed", "changed"]);
export type Status = z.infer<typeof status>;

/** Two states of an item; either may be missing. */
export const wasAndIs = <Shape extends z.ZodType>(shape: Shape) => ({
  was: shape.optional(),
  is: shape.optional(),
});
export const textStates = z.strictObject(wasAndIs(z.string()));

/** A change of a number, in its own units and worded in its format: `+1,204 (+1.9 %)`, `−3.2 points`. */
export const delta = z
  .strictObject({ absolute: z.number(), relative: z.number().nullable(), text: z.string() })
  .describe("absolute: after minus before, in raw units; relative to the size before, null if that is 0");
export type NumberDelta = DeepReadonly<z.infer<typeof delta>>;

/** A run of words; a computed value that both sides have is a separate run. */
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

/** Whether the drawing differs: `alike` if the difference is invisible, `unknown` if a file could not be read. */
export const picture = z.enum(["same", "alike", "differs", "unknown"]);

/** The place of an item; `index` counts from 0 among the blocks of its section. */
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
 * `inputs`: inputs on its lineage differ. `edited`: its own text, order or name was edited, which no input records.
 * `unknown`: report.json does not record its dependencies. A cause is `direct` if it was read, executed or run for the
 * changed item, `possible` if it was only loaded.
 */
export const why = z.strictObject({
  status: z
    .enum(["inputs", "edited", "unknown", "non-deterministic"])
    .describe("non-deterministic: its dependencies are the same on both sides"),
  causes: z.array(cause),
  note: z.string().optional(),
});
export type Why = DeepReadonly<z.infer<typeof why>>;

export const base = {
  key: z.string().describe("unique within the comparison, stable across runs"),
  fingerprint: z
    .string()
    .describe(
      "the same in every comparison with the same change between the same states; its first 8 digits are its address in page and comment",
    ),
  status,
  id: z.string(),
  title: z.string(),
  before: location.optional(),
  after: location.optional(),
  renamed: z.strictObject({ from: z.string(), to: z.string() }).optional(),
  moved: z.literal(true).optional(),
  onFirstPage: z.literal(true).optional().describe("on the first page of either side"),
  accepted: z.literal(true).optional().describe("accepted by a reviewer, with these causes"),
  partOf: z.string().optional().describe("key of the change with which it was added or removed"),
  why,
};
export type ChangeBase = DeepReadonly<z.infer<z.ZodObject<typeof base>>> & { readonly kind: string };

/** What changes are made of. Their JSON is published: `was` and `is` are the names of the two sides there. */
import * as z from "zod";

/** A shape's data, which nobody writes to. */
export type Immutable<T> = T extends object ? { readonly [Name in keyof T]: Immutable<T[Name]> } : T;

export const strings = z.array(z.string());
export const status = z.enum(["added", "removed", "changed"]);
export type Status = z.infer<typeof status>;
export const optionalText = z.string().optional();
export const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const raw = z.union([scalar, z.tuple([z.number(), z.number()])]);

/** A change of a number, in its own units and in the words of its format: `+1,204 (+1.9 %)`, `−3.2 points`. */
export const delta = z
  .strictObject({
    absolute: z.number(),
    relative: z.number().nullable(),
    text: z.string(),
  })
  .describe("absolute: after minus before, in raw units; relative: of the size before, null where that is 0");
export type NumberDelta = Immutable<z.infer<typeof delta>>;

/** A run of words; a computed value that both sides have is a run of its own. */
export const textRun = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["same", "removed", "added"]), text: z.string() }),
  z.strictObject({ kind: z.literal("value"), id: z.string(), was: z.string(), is: z.string() }),
]);
export type TextRun = Immutable<z.infer<typeof textRun>>;

/** Changed words by field: `caption`, `title`, `evidence` … */
export const texts = z.array(z.strictObject({ field: z.string(), runs: z.array(textRun) }));
export type TextChange = Immutable<z.infer<typeof texts>>[number];

/** Lines of code or output, without line ends. */
export const lines = z.array(z.strictObject({ kind: z.enum(["same", "removed", "added"]), lines: strings }));
export type LineRun = Immutable<z.infer<typeof lines>>[number];

/** Whether what is drawn differs; `unknown` where a file could not be read. */
export const picture = z.enum(["same", "differs", "unknown"]);

/** Where something stands; `index` from 0 among the blocks of its section. */
const location = z.strictObject({
  section: z.string(),
  sectionTitle: z.string(),
  notebook: z.string(),
  cell: z.string(),
  index: z.int(),
});
export type Location = Immutable<z.infer<typeof location>>;

/**
 * `inputs`: inputs on its lineage differ. `edited`: its own words, order or name were edited, which no input records.
 * `unknown`: report.json does not say what it rests on. A cause is `direct` where it was read, executed or ran for
 * what changed, `possible` where it was only loaded.
 */
const why = z.strictObject({
  status: z
    .enum(["inputs", "edited", "unknown", "non-deterministic"])
    .describe("non-deterministic: all that it rests on is the same on both sides"),
  causes: z.array(
    z.strictObject({
      input: z.string().describe("key in `inputs`"),
      strength: z.enum(["direct", "possible"]),
      functions: strings.optional(),
    }),
  ),
  note: z.string().optional(),
});
export type Why = Immutable<z.infer<typeof why>>;
export type Cause = Why["causes"][number];

/** What every change has. `id` is the later one; `title` is what a reader calls it. */
export const base = {
  key: z.string().describe("unique in the comparison, the same in every run"),
  status,
  id: z.string(),
  title: z.string(),
  before: location.optional(),
  after: location.optional(),
  renamed: z.strictObject({ from: z.string(), to: z.string() }).optional(),
  moved: z.literal(true).optional(),
  partOf: z.string().optional().describe("key of the change that it was added or removed with"),
  why,
};
export type ChangeBase = Immutable<z.infer<z.ZodObject<typeof base>>> & { readonly kind: string };

/** What the changes of `--format json` are made of; what each field means stands in the contract (src/diff/contract.ts). */
import * as z from "zod";

export const strings = z.array(z.string());
export const status = z.enum(["added", "removed", "changed"]);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const amount = z.union([z.number(), z.tuple([z.number(), z.number()])]);
export const raw = z.union([scalar, z.tuple([z.number(), z.number()])]);
export const delta = z
  .strictObject({
    was: amount,
    is: amount,
    absolute: z.number(),
    relative: z.number().nullable(),
    text: z.string(),
  })
  .describe("absolute: after minus before, in raw units; relative: of the size before, null where that is 0");

export const textRun = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["same", "removed", "added"]), text: z.string() }),
  z.strictObject({ kind: z.literal("value"), id: z.string(), was: z.string(), is: z.string() }),
]);
export const texts = z.array(z.strictObject({ field: z.string(), runs: z.array(textRun) }));
export const lines = z.array(z.strictObject({ kind: z.enum(["same", "removed", "added"]), lines: strings }));

const location = z.strictObject({
  section: z.string(),
  sectionTitle: z.string(),
  notebook: z.string(),
  cell: z.string(),
  index: z.int(),
});
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
export const base = {
  key: z.string().describe("unique in the comparison, the same in every run"),
  status,
  id: z.string(),
  title: z.string(),
  before: location.optional(),
  after: location.optional(),
  renamed: z.strictObject({ from: z.string(), to: z.string() }).optional(),
  moved: z.literal(true).optional(),
  partOf: z.string().optional().describe("key of the change that it came or went with"),
  why,
};

/** Words, and ids of the values, citations and targets among them. */
const prose = z.array(
  z.union([
    z.string(),
    z.strictObject({ value: z.string() }),
    z.strictObject({ citations: strings }),
    z.strictObject({ target: z.string() }),
  ]),
);
export const value = z.strictObject({
  raw,
  text: z.string(),
  format: z.string(),
  unit: z.string().optional(),
  precision: z.enum(["exact", "bounds", "approximate"]).optional(),
  source: z.string().optional(),
  place: z.strictObject({ notebook: z.string(), cell: z.string() }),
  expression: z.string().optional(),
  parts: prose.optional(),
  since: z.union([z.enum(["unchanged", "new"]), z.strictObject({ raw, text: z.string() })]).optional(),
});
export const verdict = z.enum(["supported", "contradicted", "partly", "not-testable", "no-verdict"]);
export const partStatus = z.enum(["holds", "fails", "not-testable", "not-computed"]);
export const before = z.string().optional();

export const tableCell = z.strictObject({ raw, text: z.string(), format: z.literal("holds").optional() });
export const tableColumn = z.strictObject({
  field: z.string(),
  title: z.string(),
  unit: z.string().optional(),
  align: z.enum(["left", "right", "center"]),
});
export const rows = z.array(z.strictObject({ name: z.string(), key: z.array(raw) }));

const point = z.strictObject({ name: z.string(), key: z.record(z.string(), scalar), series: z.string() });
const pointChange = z.strictObject({
  point,
  column: z.string(),
  was: scalar,
  is: scalar,
  delta: delta.optional(),
});
export const figureData = z.strictObject({
  keyColumns: strings,
  seriesColumns: strings,
  seriesAdded: strings,
  seriesRemoved: strings,
  pointsAdded: z.array(point),
  pointsRemoved: z.array(point),
  pointsMoved: z.array(pointChange).describe("greatest relative change first"),
  columnsAdded: strings,
  columnsRemoved: strings,
  greatestAbsolute: pointChange.optional(),
  greatestRelative: pointChange.optional(),
});
const size = z.tuple([z.int(), z.int()]);
export const pixels = z
  .strictObject({ was: size, is: size, differing: z.int().optional() })
  .describe("sizes, and how many pixels differ where both have one size");
export const paths = z.strictObject({ svg: z.string(), spec: z.string(), data: z.string() });
export const picture = z.enum(["same", "differs", "unknown"]);
export const specAspects = [
  "encoding",
  "domain",
  "scale",
  "axis",
  "mark",
  "title",
  "colour",
  "size",
  "layers",
  "transform",
  "drawn-data",
  "other",
] as const;

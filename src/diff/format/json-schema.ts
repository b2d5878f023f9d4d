import * as z from "zod";
import { changeKinds } from "../summary.js";
import { comparisonSchemaId } from "./json.js";

/** The shape of `--format json`; what each field means stands in the contract (src/diff/contract.ts). */
const strings = z.array(z.string());
const status = z.enum(["added", "removed", "changed"]);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const amount = z.union([z.number(), z.tuple([z.number(), z.number()])]);
const raw = z.union([scalar, z.tuple([z.number(), z.number()])]);
const delta = z
  .strictObject({
    was: amount,
    is: amount,
    absolute: z.number(),
    relative: z.number().nullable(),
    text: z.string(),
  })
  .describe("absolute: after minus before, in raw units; relative: of the size before, null where that is 0");

const textRun = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["same", "removed", "added"]), text: z.string() }),
  z.strictObject({ kind: z.literal("value"), id: z.string(), was: z.string(), is: z.string() }),
]);
const texts = z.array(z.strictObject({ field: z.string(), runs: z.array(textRun) }));
const lines = z.array(z.strictObject({ kind: z.enum(["same", "removed", "added"]), lines: strings }));

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
const base = {
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

const value = z.strictObject({
  raw,
  text: z.string(),
  format: z.string(),
  unit: z.string().optional(),
  precision: z.enum(["exact", "bounds", "approximate"]).optional(),
  source: z.string().optional(),
  place: z.strictObject({ notebook: z.string(), cell: z.string() }),
  expression: z.string().optional(),
  since: z.union([z.enum(["unchanged", "new"]), z.strictObject({ raw, text: z.string() })]).optional(),
});
const verdict = z.enum(["supported", "contradicted", "partly", "not-testable", "no-verdict"]);
const partStatus = z.enum(["holds", "fails", "not-testable", "not-computed"]);
const before = z.string().optional();

const tableCell = z.strictObject({ raw, text: z.string() });
const tableColumn = z.strictObject({
  field: z.string(),
  title: z.string(),
  unit: z.string().optional(),
  align: z.enum(["left", "right", "center"]),
});
const rows = z.array(z.strictObject({ name: z.string(), key: z.array(raw) }));

const point = z.strictObject({ name: z.string(), key: z.record(z.string(), scalar), series: z.string() });
const pointChange = z.strictObject({
  point,
  column: z.string(),
  was: scalar,
  is: scalar,
  delta: delta.optional(),
});
const figureData = z.strictObject({
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
const pixels = z
  .strictObject({ was: size, is: size, differing: z.int().optional() })
  .describe("sizes, and how many pixels differ where both have one size");
const paths = z.strictObject({ svg: z.string(), spec: z.string(), data: z.string() });
const picture = z.enum(["same", "differs", "unknown"]);
const specAspects = [
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

const change = z.discriminatedUnion("kind", [
  z.strictObject({
    ...base,
    kind: z.literal("claim"),
    verdict: z.strictObject({ was: verdict.optional(), is: verdict.optional() }).optional(),
    parts: z.array(
      z.strictObject({
        status,
        reads: z.string(),
        was: partStatus.optional(),
        is: partStatus.optional(),
        texts,
      }),
    ),
    texts,
    chapter: z.strictObject({ was: before, is: before }).optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("value"),
    was: value.optional(),
    is: value.optional(),
    aspects: z.array(
      z.enum(["number", "words", "text", "format", "unit", "precision", "source", "expression"]),
    ),
    sameText: z
      .literal(true)
      .optional()
      .describe("it came or went in a text that reads the same, or in none"),
    delta: delta.optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("table"),
    rowsAdded: rows,
    rowsRemoved: rows,
    rowsMoved: rows,
    columnsAdded: z.array(tableColumn),
    columnsRemoved: z.array(tableColumn),
    columnsChanged: z.array(z.strictObject({ was: tableColumn, is: tableColumn })),
    columnsMoved: strings,
    keyChanged: z.strictObject({ was: strings, is: strings }).optional(),
    cells: z
      .array(
        z.strictObject({
          row: z.strictObject({ name: z.string(), key: z.array(raw) }),
          field: z.string(),
          column: z.string(),
          was: tableCell,
          is: tableCell,
          delta: delta.optional(),
        }),
      )
      .describe("greatest relative change first"),
    texts,
  }),
  z.strictObject({
    ...base,
    kind: z.literal("figure"),
    data: figureData.optional(),
    spec: z.array(z.strictObject({ aspect: z.enum(specAspects), path: z.string(), was: before, is: before })),
    texts,
    picture,
    unread: z.array(z.enum(["data", "spec"])).optional(),
    wasFiles: paths.optional(),
    isFiles: paths.optional(),
  }),
  z.strictObject({ ...base, kind: z.literal("prose"), runs: z.array(textRun) }),
  z.strictObject({
    ...base,
    kind: z.literal("answer"),
    runs: z.array(textRun),
    figure: z.strictObject({ was: before, is: before }).optional(),
  }),
  z.strictObject({ ...base, kind: z.literal("code"), lines }),
  z.strictObject({
    ...base,
    kind: z.literal("output"),
    form: z.enum(["text", "html", "markdown", "error"]),
    lines,
  }),
  z.strictObject({
    ...base,
    kind: z.literal("image"),
    wasFile: before,
    isFile: before,
    picture,
    pixels: pixels.optional(),
    texts,
  }),
  z.strictObject({
    ...base,
    kind: z.literal("section"),
    order: z.strictObject({ was: z.int().optional(), is: z.int().optional() }),
    texts,
  }),
  z.strictObject({ ...base, kind: z.literal("citation"), texts }),
  z.strictObject({
    ...base,
    kind: z.literal("front-matter"),
    field: z.enum(["title", "authors", "date", "language"]),
    was: before,
    is: before,
  }),
  z.strictObject({ ...base, kind: z.literal("source"), texts }),
  z.strictObject({ ...base, kind: z.literal("indicator"), texts }),
]);

const input = z.discriminatedUnion("kind", [
  z.strictObject({
    status,
    kind: z.literal("data"),
    path: z.string(),
    rows: z
      .array(
        z.strictObject({
          status,
          name: z.string(),
          line: z.int(),
          cells: z.array(z.strictObject({ column: z.string(), was: z.string(), is: z.string() })),
        }),
      )
      .optional(),
    rowCount: z.int().optional().describe("number of rows that differ; `rows` lists the first of them"),
    columnsAdded: strings.optional(),
    columnsRemoved: strings.optional(),
    unread: z
      .array(z.enum(["before", "after"]))
      .optional()
      .describe("sides whose file, as the report was built from it, was not found: its rows are not known"),
    restates: z.literal(true).optional(),
    resources: strings.optional().describe("of a data package: the data files that it describes otherwise"),
  }),
  z.strictObject({ status, kind: z.literal("module"), path: z.string() }),
  z.strictObject({ status, kind: z.literal("cell"), notebook: z.string(), cell: z.string() }),
  z.strictObject({ status, kind: z.literal("parameters") }),
  z.strictObject({ status, kind: z.literal("package"), name: z.string(), was: before, is: before }),
]);

const side = z.strictObject({ name: z.string(), title: z.string(), date: z.string().optional() });
const count = z.int().nonnegative();

/** Reads what `formatJson` writes. */
export const comparisonSchema = z.strictObject({
  $schema: z.literal(comparisonSchemaId),
  version: z.literal(1),
  before: side,
  after: side,
  summary: z.strictObject({
    line: z.string(),
    verdictsFlipped: count,
    valuesMoved: count,
    valuesMovedMuch: count.describe("of those, by more than 1 %"),
    figuresInData: count,
    figuresInStyle: count,
    figuresInWords: count,
    nonDeterministic: count,
    byKind: z.record(z.enum(changeKinds as [string, ...string[]]), count),
    withinTolerance: count,
  }),
  changes: z.array(change).describe("by effect, greatest first"),
  inputs: z.record(z.string(), input).describe("every input that differs"),
  withoutEffect: strings.describe("keys of inputs that differ and are no cause of any change"),
  notes: strings.describe("what could not be compared or said"),
});

/** The published JSON Schema; `comparison.schema.json` beside this file holds it. */
export function comparisonJsonSchema(): object {
  return {
    $id: comparisonSchemaId,
    ...z.toJSONSchema(comparisonSchema),
    title: "briefing diff --format json",
  };
}

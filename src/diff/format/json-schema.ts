import * as z from "zod";
import { changeKinds } from "../summary.js";
import { comparisonSchemaId } from "./json.js";
import {
  base,
  before,
  delta,
  figureData,
  lines,
  partStatus,
  paths,
  picture,
  pixels,
  raw,
  rows,
  specAspects,
  status,
  strings,
  tableCell,
  tableColumn,
  textRun,
  texts,
  value,
  verdict,
} from "./json-shapes.js";

/** The shape of `--format json`; what each field means stands in the contract (src/diff/contract.ts). */
const change = z.discriminatedUnion("kind", [
  z.strictObject({
    ...base,
    kind: z.literal("claim"),
    verdict: z.strictObject({ was: verdict.optional(), is: verdict.optional() }).optional(),
    verdictWords: z.strictObject({ was: z.string().optional(), is: z.string().optional() }).optional(),
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
    kind: z.literal("first-page"),
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

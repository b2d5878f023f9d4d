import * as z from "zod";
import { visibleJson } from "../../lib/visible.js";
import type { Tolerances } from "./briefing.js";
import { inputChange } from "./causes/input-change.js";
import { firstPageParts } from "./kinds/first-page.js";
import { changeSchema, type Change, type ChangeKind } from "./kinds/index.js";
import { strings, type DeepReadonly } from "./kinds/shapes.js";

export type { Change, ChangeKind } from "./kinds/index.js";

export const comparisonSchemaId = "urn:decoupling-briefing:comparison:2";

const side = z.strictObject({ name: z.string(), title: z.string(), date: z.string().optional() });
const count = z.int().nonnegative();
const summary = z.strictObject({
  line: z.string(),
  nonDeterministic: count.describe("changes of which all dependencies are the same"),
  withinTolerance: count.describe("numbers that differ by less than was asked for"),
});

/** What comparing two briefings gives, as `--format json` writes it. */
export const comparisonSchema = z.strictObject({
  $schema: z.literal(comparisonSchemaId),
  version: z.literal(2),
  before: side,
  after: side,
  summary,
  firstPage: firstPageParts.describe(
    "both first pages, also where they read the same; empty where neither side has one",
  ),
  changes: z.array(changeSchema).describe("by effect, greatest first"),
  inputs: z.record(z.string(), inputChange).describe("every input that differs"),
  withoutEffect: strings.describe("keys of inputs that differ and are no cause of any change"),
  notes: strings.describe("what could not be compared or said"),
});

/** The same as JSON Schema, as the package carries it: dist/engine/diff/format/comparison.schema.json. */
export function comparisonJsonSchema(): object {
  return {
    $id: comparisonSchemaId,
    ...z.toJSONSchema(comparisonSchema),
    title: "briefing diff --format json",
  };
}

/** A side as the formats print it. */
export type Side = DeepReadonly<z.infer<typeof side>>;
/** What there is to say about all changes in one sentence (`line`), and what is not among them. */
export type Summary = DeepReadonly<z.infer<typeof summary>>;
/** Plain JSON, so that every format says the same. */
export type Comparison = Omit<DeepReadonly<z.infer<typeof comparisonSchema>>, "$schema" | "changes"> & {
  readonly changes: readonly Change[];
};

export interface CompareOptions extends Tolerances {
  readonly only?: readonly ChangeKind[];
  /** Fingerprints of changes that a person has accepted. */
  readonly accepted?: { readonly has: (fingerprint: string) => boolean };
}

/** A comparison for programs: one JSON document of the shape that the schema describes. */
export function formatJson(comparison: Comparison): string {
  return `${visibleJson(JSON.stringify({ $schema: comparisonSchemaId, ...comparison }, undefined, 2))}\n`;
}

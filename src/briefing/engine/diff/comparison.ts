import * as z from "zod";
import { visibleJson } from "../../lib/visible.js";
import type { Tolerances } from "./briefing.js";
import { inputChange } from "./causes/input-change.js";
import { firstPageParts } from "./kinds/first-page.js";
import { memoized } from "../../lib/once.js";
import { kindNamed, type Change } from "./kinds/index.js";
import { changeKinds, type ChangeKind } from "./kinds/names.js";
import type { Accepted } from "./reviewed.js";
import { pictureDifferences } from "./screenshots/picture-difference.js";
import { cause, strings, why, type Cause, type DeepReadonly, type Why } from "./shapes.js";

export type { Change } from "./kinds/index.js";
export type { ChangeKind } from "./kinds/names.js";

export const comparisonSchemaId = "urn:briefing:comparison:4";

const side = z.strictObject({ name: z.string(), title: z.string(), date: z.string().optional() });
const count = z.int().nonnegative();
const summary = z.strictObject({
  line: z.string(),
  nonDeterministic: count.describe("changes whose dependencies are all unchanged"),
  withinTolerance: count.describe("numbers that differ by less than the tolerance"),
});

const place = (list: string) => z.int().nonnegative().describe(`place in \`${list}\`, from 0`);
const writtenChange = (kind: ChangeKind) => kindNamed(kind).schema.extend({ why: place("reasons") });
const [firstKind, ...otherKinds] = changeKinds;
const writtenChanges = [writtenChange(firstKind), ...otherKinds.map(writtenChange)] as const;

/** The result of comparing two briefings, as written by `--format json`. */
export const comparisonSchema = z.strictObject({
  $schema: z.literal(comparisonSchemaId),
  version: z.literal(4),
  before: side,
  after: side,
  summary,
  firstPage: firstPageParts.describe("both first pages, even if identical; empty if neither side has one"),
  changes: z.array(z.discriminatedUnion("kind", writtenChanges)).describe("by effect, greatest first"),
  reasons: z.array(why.extend({ causes: z.array(place("causes")) })).describe("distinct reasons for changes"),
  causes: z.array(cause).describe("distinct inputs behind changes"),
  inputs: z.record(z.string(), inputChange).describe("every input that differs"),
  withoutEffect: strings.describe("keys of inputs that differ without causing a change"),
  pictures: pictureDifferences.optional(),
  notes: strings.describe(
    "what could not be compared or explained, what differs under other settings of assumptions, and what changed beside the contents: how the page looks, the kernel, the state of widgets",
  ),
});

/** The same as JSON Schema, shipped as dist/engine/diff/format/comparison.schema.json. */
export function comparisonJsonSchema(): object {
  return {
    $id: comparisonSchemaId,
    ...z.toJSONSchema(comparisonSchema),
    title: "briefing diff --format json",
  };
}

/** A side as the formats print it. */
export type Side = DeepReadonly<z.infer<typeof side>>;
/** A summary of all changes in one sentence (`line`), and what it leaves out. */
export type Summary = DeepReadonly<z.infer<typeof summary>>;
type Written = DeepReadonly<z.infer<typeof comparisonSchema>>;
/** Plain data, so that every format reports the same; each change with its cause. */
export type Comparison = Omit<Written, "$schema" | "changes" | "reasons" | "causes"> & {
  readonly changes: readonly Change[];
};

export interface CompareOptions extends Tolerances {
  readonly only?: readonly ChangeKind[];
  /** Leaves out changes of any kind, also from the summary. */
  readonly leavesOut?: (change: Change) => boolean;
  readonly accepted?: Accepted;
}

/**
 * A comparison for programs: one JSON document that follows the schema, with one line per list entry. Many changes
 * share the same long list of causes, so reasons and causes are written once and referenced by index.
 */
export function formatJson({ changes, ...rest }: Comparison): string {
  const reasons = new Listed<object>();
  const causes = new Listed<Cause>();
  const placesOf = memoized((list: Why["causes"]) => list.map((each) => causes.placeOf(each)));
  const written = changes.map((change) => ({
    ...change,
    why: reasons.placeOf({ ...change.why, causes: placesOf(change.why.causes) }),
  }));
  const content = {
    $schema: comparisonSchemaId,
    ...rest,
    changes: written,
    reasons: reasons.items,
    causes: causes.items,
  };
  const fields = Object.entries(content).map(([name, item]) => {
    const lines = Array.isArray(item) ? item.map((each) => `\n${JSON.stringify(each)}`) : undefined;
    return `${JSON.stringify(name)}: ${lines === undefined ? JSON.stringify(item) : `[${lines.join(",")}]`}`;
  });
  return visibleJson(`{\n${fields.join(",\n")}\n}\n`);
}

/** Distinct items, compared by their JSON. */
class Listed<T> {
  readonly items: T[] = [];
  readonly #places = new Map<string, number>();

  placeOf(item: T): number {
    const key = JSON.stringify(item);
    const place = this.#places.get(key) ?? this.items.push(item) - 1;
    this.#places.set(key, place);
    return place;
  }
}

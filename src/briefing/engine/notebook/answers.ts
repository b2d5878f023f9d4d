/**
 * What the cells that depend on assumptions give under other settings than the published one. An executed notebook
 * carries them in its metadata, compressed, so that it can be rendered without a kernel.
 */
import { gunzipSync } from "node:zlib";
import * as z from "zod";
import { omit } from "../../lib/omit.js";
import { packed } from "../../lib/packed.js";
import { parseJson } from "../../lib/parse-json.js";
import type { Assumption, Setting } from "../../model/assumption.js";
import { assumption as assumptionSchema } from "../../model/emitted-assumption.js";
import { inlineResult } from "../../model/emitted.js";
import { metadataKey } from "../../model/mime.js";
import type { InlineResult } from "../../model/trace.js";
import type { JsonObject, Notebook, Output } from "./contract.js";
import { objectOf } from "./json.js";

/** The outputs of a code cell, the results of the expressions in a text, or the error that prevented them. */
export type CellAnswer =
  | { readonly outputs: readonly Output[] }
  | { readonly inline: readonly InlineResult[] }
  | { readonly failed: string };

export interface CellAnswers {
  readonly cell: string;
  /** Ids of the assumptions that its result depends on. */
  readonly on: readonly string[];
  /** Settings of these assumptions under which it gives something else than what is published. */
  readonly under: readonly { readonly setting: Setting; readonly answer: CellAnswer }[];
}

export interface NotebookAnswers {
  readonly assumptions: readonly Assumption[];
  readonly cells: readonly CellAnswers[];
}

const json = z.record(z.string(), z.json());
const output = z.discriminatedUnion("output_type", [
  z.object({ output_type: z.literal("stream"), name: z.enum(["stdout", "stderr"]), text: z.string() }),
  z.object({ output_type: z.literal("display_data"), data: json, metadata: json }),
  z.object({
    output_type: z.literal("execute_result"),
    data: json,
    metadata: json,
    execution_count: z.int().nullable(),
  }),
  z.object({
    output_type: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);
const value = assumptionSchema.shape.value;
const answer = z.union([
  z.strictObject({ outputs: z.array(output) }),
  z.strictObject({ inline: z.array(inlineResult) }),
  z.strictObject({ failed: z.string() }),
]);
const answers = z.strictObject({
  assumptions: z.array(assumptionSchema),
  cells: z.array(
    z.strictObject({
      cell: z.string(),
      on: z.array(z.string()),
      under: z.array(z.strictObject({ setting: z.record(z.string(), value), answer })),
    }),
  ),
});

/** No briefing has answers of this size; a small file could otherwise fill the memory. */
const mostBytes = 512_000_000;

/** Field of the notebook's metadata. */
const field = "answers";

/** As a notebook and the cache carry them: JSON, gzip, base64. Packing takes longer than all else of an unchanged build. */
export type PackedAnswers = string;

export const packAnswers = (found: NotebookAnswers): PackedAnswers => packed(JSON.stringify(found));

export function withAnswers(metadata: JsonObject, carried: PackedAnswers | undefined): JsonObject {
  const others = omit(objectOf(metadata[metadataKey]), field);
  const own = carried === undefined ? others : { ...others, [field]: carried };
  if (Object.keys(own).length > 0) return { ...metadata, [metadataKey]: own };
  return omit(metadata, metadataKey);
}

const known = new WeakMap<Notebook["metadata"], NotebookAnswers | undefined>();

/** Undefined if the notebook has none, or none that can be read. */
export function answersOf({ metadata }: Pick<Notebook, "metadata">): NotebookAnswers | undefined {
  if (known.has(metadata)) return known.get(metadata);
  const text = objectOf(metadata[metadataKey])[field];
  const found = typeof text === "string" ? unpackAnswers(text) : undefined;
  known.set(metadata, found);
  return found;
}

/** Whether an earlier version wrote them, or the file is damaged. */
export const hasUnreadableAnswers = (notebook: Pick<Notebook, "metadata">): boolean =>
  objectOf(notebook.metadata[metadataKey])[field] !== undefined && answersOf(notebook) === undefined;

/** Undefined if they cannot be read. */
export function unpackAnswers(carried: PackedAnswers): NotebookAnswers | undefined {
  try {
    const text = gunzipSync(Buffer.from(carried, "base64"), { maxOutputLength: mostBytes }).toString("utf8");
    return answers.safeParse(parseJson(text)).data;
  } catch {
    return undefined;
  }
}

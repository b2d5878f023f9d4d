/** What nbformat 4.5 wants of a notebook, as far as its published schema says it. */
import { z } from "zod";

const text = z.union([z.string(), z.array(z.string())]);
const object = z.record(z.string(), z.unknown());
const count = z.int().nonnegative().nullable();

const metadata = z.looseObject({
  tags: z
    .array(z.string().regex(/^[^,]+$/, "a tag holds no comma"))
    .refine((tags) => new Set(tags).size === tags.length, "a tag stands twice")
    .optional(),
  name: z.string().min(1).optional(),
});
const id = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, "an id has 1 to 64 letters, digits, - and _");

const output = z.discriminatedUnion("output_type", [
  z.strictObject({ output_type: z.literal("stream"), name: z.string(), text }),
  z.strictObject({ output_type: z.literal("display_data"), data: object, metadata: object }),
  z.strictObject({
    output_type: z.literal("execute_result"),
    data: object,
    metadata: object,
    execution_count: count,
  }),
  z.strictObject({
    output_type: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);

const base = { id, metadata, source: text };
const attachments = z.record(z.string(), object).optional();
const cell = z.discriminatedUnion("cell_type", [
  z.strictObject({
    ...base,
    cell_type: z.literal("code"),
    outputs: z.array(output),
    execution_count: count,
  }),
  z.strictObject({ ...base, cell_type: z.literal("markdown"), attachments }),
  z.strictObject({ ...base, cell_type: z.literal("raw"), attachments }),
]);

/** Without the version: notebooks of another major one are refused before. */
export const nbformatNotebook = z.strictObject({
  nbformat: z.literal(4),
  nbformat_minor: z.int().min(5, "cells have ids since nbformat 4.5"),
  metadata: z.looseObject({
    kernelspec: z.looseObject({ name: z.string(), display_name: z.string() }).optional(),
    language_info: z.looseObject({ name: z.string() }).optional(),
  }),
  cells: z.array(cell),
});

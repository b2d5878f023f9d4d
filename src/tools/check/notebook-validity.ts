import { z } from "zod";
import type { JsonObject } from "../../engine/notebook/contract.js";
import { isJsonObject } from "../../engine/notebook/json.js";
import type { Found } from "./contract.js";

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
const nbformatNotebook = z.strictObject({
  nbformat: z.literal(4),
  nbformat_minor: z.int().min(5, "cells have ids since nbformat 4.5"),
  metadata: z.looseObject({
    kernelspec: z.looseObject({ name: z.string(), display_name: z.string() }).optional(),
    language_info: z.looseObject({ name: z.string() }).optional(),
  }),
  cells: z.array(cell),
});

type Json = JsonObject[string];

/**
 * Everything in a file that nbformat 4.5 does not allow, ids of cells that stand twice included; the file is JSON.
 * Tools of the Jupyter world refuse such a notebook, or rewrite it.
 */
export function invalidParts(stored: Json, path: string): readonly Found[] {
  const result = nbformatNotebook.safeParse(stored);
  const issues = result.success ? [] : result.error.issues;
  return [...issues.map((issue) => finding(issue, stored, path)), ...repeatedIds(stored, path)];
}

function finding(issue: z.core.$ZodIssue, stored: Json, path: string): Found {
  const [first, index, ...rest] = issue.path;
  const isCell = first === "cells" && typeof index === "number";
  const field = (isCell ? rest : issue.path).join(".");
  return {
    path,
    ...(isCell && { cell: { index, id: idOf(cellsOf(stored)[index]) } }),
    message: `not nbformat 4.5: ${field === "" ? "" : `${field}: `}${lower(issue)}`,
    hint: "Run: briefing clean. What it cannot put right, put right in the file.",
  };
}

function lower(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") return `there is no field ${issue.keys.join(", ")} in the format`;
  if (issue.code === "invalid_union")
    return /_type$/.test(String(issue.path.at(-1)))
      ? "the notebook format does not know this type"
      : "it is missing, or not what the notebook format asks for";
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
}

function repeatedIds(stored: Json, path: string): readonly Found[] {
  const owners = new Map<string, number>();
  return cellsOf(stored).flatMap((cell, index): Found[] => {
    const id = idOf(cell);
    const owner = owners.get(id);
    if (id === "") return [];
    if (owner === undefined) {
      owners.set(id, index);
      return [];
    }
    return [
      {
        path,
        cell: { index, id },
        message: `cell ${owner + 1} has the same id`,
        hint: "Ids are unique in a notebook: change one of them in the file.",
      },
    ];
  });
}

function cellsOf(stored: Json): readonly Json[] {
  return isJsonObject(stored) && Array.isArray(stored.cells) ? (stored.cells as readonly Json[]) : [];
}

function idOf(cell: Json | undefined): string {
  return isJsonObject(cell) && typeof cell.id === "string" ? cell.id : "";
}

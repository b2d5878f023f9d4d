import * as z from "zod";
import type { Claim } from "../../model/claim.js";
import type { Figure, Table } from "../../model/display.js";
import { guardFormat } from "../../model/guard.js";
import { bundleVersion, metadataKey } from "../../model/mime.js";
import type { Place } from "../../model/report.js";
import type { CellFacts } from "../../model/trace.js";
import type { RichText, Value } from "../../model/value.js";
import type { Cell } from "../notebook/contract.js";
import { placeName, ReportError } from "./errors.js";

/** The shapes of src/model, checked where they cross from a kernel into the engine. */
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const raw = z.union([scalar, z.tuple([z.number(), z.number()])]);
const plainValue = z.object({
  version: z.literal(1),
  raw,
  text: z.string(),
  format: z.string(),
  unit: z.string().exactOptional(),
  precision: z.enum(["exact", "bounds", "approximate"]).exactOptional(),
  id: z.string().min(1).exactOptional(),
  source: z.string().exactOptional(),
}) satisfies z.ZodType<Value>;
const parts: z.ZodType<(string | Value)[]> = z.array(z.union([z.string(), z.lazy(() => value)]));
const value: z.ZodType<Value> = plainValue.extend({ parts: parts.exactOptional() });
export const valueBundle = value;
const richText = z.object({ parts }) satisfies z.ZodType<RichText>;
const id = z.string().min(1);

export const figureBundle = z.object({
  version: z.literal(1),
  id,
  title: richText.exactOptional(),
  subtitle: richText.exactOptional(),
  caption: richText,
  alt: richText,
  source: richText,
  data: z.array(z.record(z.string(), scalar)),
}) satisfies z.ZodType<Figure>;

const cell = z.object({ raw, text: z.string(), format: z.literal(guardFormat).exactOptional() });
export const tableBundle = z
  .object({
    version: z.literal(1),
    id,
    title: richText.exactOptional(),
    caption: richText,
    source: richText,
    key: z.array(z.string()),
    columns: z.array(
      z.object({
        field: z.string(),
        title: z.string(),
        unit: z.string().exactOptional(),
        align: z.enum(["left", "right", "center"]),
      }),
    ),
    rows: z.array(z.array(cell)),
  })
  .superRefine((table, context) => {
    table.rows.forEach((row, index) => {
      if (row.length === table.columns.length) return;
      context.addIssue({
        code: "custom",
        path: ["rows", index],
        message: `has ${row.length} cells for ${table.columns.length} columns`,
      });
    });
  }) satisfies z.ZodType<Table>;

export const claimBundle = z.object({
  version: z.literal(1),
  id,
  statement: richText,
  by: richText,
  parts: z.array(
    z.object({
      reads: richText,
      status: z.enum(["holds", "fails", "not-testable", "not-computed"]),
      evidence: richText.exactOptional(),
      needs: z.string().exactOptional(),
    }),
  ),
  verdict: z.enum(["supported", "contradicted", "partly", "not-testable", "no-verdict"]),
  chapter: z.string().exactOptional(),
}) satisfies z.ZodType<Claim>;

/** Any Vega-Lite specification; what is inside is for Vega-Lite to judge. */
export const vegaLiteBundle = z.record(z.string(), z.unknown());

const trace = z.object({
  files: z.array(z.string()),
  modules: z.array(z.string()),
  environment: z.array(z.string()),
  functions: z.array(z.object({ module: z.string(), name: z.string() })),
});
const inlinePosition = {
  id: z.string(),
  expression: z.string(),
  line: z.number().int(),
  column: z.number().int(),
};
const inlineResult = z.discriminatedUnion("status", [
  z.object({ ...inlinePosition, status: z.literal("ok"), value }),
  z.object({
    ...inlinePosition,
    status: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);
export const cellFacts = z.object({
  status: z.enum(["executed", "skipped", "not-executed", "failed"]),
  trace: trace.exactOptional(),
  inline: z.array(inlineResult).exactOptional(),
}) satisfies z.ZodType<CellFacts>;

/** A notebook that did not change is the same object in the next build of a preview, and read already. */
const known = new WeakMap<object, Map<unknown, unknown>>();

function parsed<T>(schema: z.ZodType<T>, data: unknown): z.ZodSafeParseResult<T> {
  if (typeof data !== "object" || data === null) return schema.safeParse(data);
  const results = known.get(data) ?? new Map<unknown, unknown>();
  known.set(data, results);
  const before = results.get(schema) as z.ZodSafeParseResult<T> | undefined;
  if (before !== undefined) return before;
  const result = schema.safeParse(data);
  results.set(schema, result);
  return result;
}

/** What the engine recorded of a cell, if it is a record of an execution. */
export function recordedFacts(cell: Cell): CellFacts | undefined {
  return parsed(cellFacts, cell.metadata[metadataKey]).data;
}

/** Reads one bundle or says which notebook and cell emitted what is wrong with it. */
export function readBundle<T>(schema: z.ZodType<T>, what: string, data: unknown, place: Place): T {
  const version = (data as { version?: unknown } | null)?.version;
  if (typeof version === "number" && version > bundleVersion) {
    throw new ReportError(
      `${placeName(place)}: the ${what} has version ${version}; this program reads up to ${bundleVersion}.`,
      { hint: "Update decoupling-briefing, or execute the notebook with the version installed here." },
    );
  }
  const read = parsed(schema, data);
  if (read.success) return read.data;
  const faults = read.error.issues
    .slice(0, 5)
    .map((issue) => `  ${issue.path.map(String).join(".") || "(whole)"}: ${issue.message}`);
  throw new ReportError(`${placeName(place)}: the ${what} is malformed:\n${faults.join("\n")}`, {
    hint: "Emit it with figure(), table(), claim() or fmt.* of decoupling-briefing rather than by hand.",
  });
}

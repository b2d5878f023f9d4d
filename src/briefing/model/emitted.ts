/**
 * The bundles that cells emit, validated where they enter the engine. The types belong to the notebook side, which must
 * not load zod; `Fields` ensures that no field is missing here.
 */
import * as z from "zod";
import type { Claim, ClaimPart } from "./claim.js";
import type { DataColumn, Figure, Table, TableCell, TableColumn } from "./display.js";
import { guardFormat } from "./guard.js";
import { codeCondition, judgement } from "./margin-schema.js";
import { bundleVersion } from "./mime.js";
import type { RichText, Value } from "./value.js";

/** The type inferred from a schema, made read-only. */
export type DeepReadonly<T> = unknown extends T
  ? T
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

type Fields<T> = { readonly [Field in keyof T]-?: z.ZodType<T[Field]> };

export const strings = z.array(z.string());
export const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const raw = z.union([scalar, z.tuple([z.number(), z.number()])]);
const version = z.literal(bundleVersion);
const id = z.string().min(1);

const parts: z.ZodType<(string | Value)[]> = z.array(z.union([z.string(), z.lazy(() => value)]));
export const value = z.object({
  version,
  raw,
  text: z.string(),
  format: z.string(),
  unit: z.string().exactOptional(),
  label: z.string().exactOptional(),
  precision: z.enum(["exact", "bounds", "approximate"]).exactOptional(),
  early: z.string().exactOptional(),
  id: id.exactOptional(),
  source: z.string().exactOptional(),
  made: z.string().exactOptional(),
  parts: parts.exactOptional(),
} satisfies Fields<Value>);
const richText = z.object({ parts } satisfies Fields<RichText>);

export const row = z.record(z.string(), scalar);
export const dataColumn = z.object({
  field: z.string(),
  title: z.string(),
  unit: z.string().exactOptional(),
} satisfies Fields<DataColumn>);
export const figure = z.object({
  version,
  id: id.exactOptional(),
  title: richText.exactOptional(),
  subtitle: richText.exactOptional(),
  caption: richText.exactOptional(),
  alt: richText.exactOptional(),
  source: richText.exactOptional(),
  data: z.array(row),
  columns: z.array(dataColumn).exactOptional(),
} satisfies Fields<Figure>);
/** Any Vega-Lite specification; its contents are validated by Vega-Lite. */
export const vegaLite = z.record(z.string(), z.unknown());

export const tableColumn = z.object({
  field: z.string(),
  title: z.string(),
  unit: z.string().exactOptional(),
  align: z.enum(["left", "right", "center"]),
} satisfies Fields<TableColumn>);
export const tableCell = z.object({
  raw,
  text: z.string(),
  format: z.literal(guardFormat).exactOptional(),
} satisfies Fields<TableCell>);
export const table = z
  .object({
    version,
    id: id.exactOptional(),
    title: richText.exactOptional(),
    caption: richText.exactOptional(),
    source: richText.exactOptional(),
    key: strings,
    columns: z.array(tableColumn),
    rows: z.array(z.array(tableCell)),
  } satisfies Fields<Table>)
  .superRefine(({ rows, columns }, context) => {
    rows.forEach((cells, index) => {
      if (cells.length === columns.length) return;
      const message = `has ${cells.length} cells for ${columns.length} columns`;
      context.addIssue({ code: "custom", path: ["rows", index], message });
    });
  });

export const claimPart = z.object({
  reads: richText,
  status: z.enum(["holds", "fails", "not-testable", "not-computed"]),
  evidence: richText.exactOptional(),
  needs: z.string().exactOptional(),
} satisfies Fields<ClaimPart>);
export const claim = z.object({
  version,
  id,
  statement: richText,
  by: richText,
  parts: z.array(claimPart),
  every: z.literal(true).exactOptional(),
  verdict: z.enum(["supported", "contradicted", "partly", "not-testable", "no-verdict"]),
  chapter: z.string().exactOptional(),
} satisfies Fields<Claim>);

const read = {
  where: z.record(z.string(), z.array(scalar)).exactOptional(),
  rows: z.int().exactOptional(),
  of: z.int().exactOptional(),
  editions: strings.exactOptional(),
};
/** What gives something else each time, and was called: the clock, random numbers. */
export const varies = z.array(z.enum(["clock", "chance"]));
/** Rows of a table, or a file, as stored in a report. */
export const dataRead = z.strictObject({ path: z.string(), ...read });
const trace = z.object({
  /** Files read that are not modules (data), sorted. */
  files: strings,
  /** Modules loaded while the cell ran (files of packages and of the project), sorted. */
  modules: strings,
  /** Names of environment variables read, sorted. */
  environment: strings,
  /** Functions of modules outside node_modules (project or linked package) that ran, by module then name, sorted. */
  functions: z.array(z.object({ module: z.string(), name: z.string() })),
  /** Rows and files that were read, cached or not; missing in notebooks executed before this was recorded. */
  reads: z.array(z.object({ file: z.string(), ...read, at: strings.exactOptional() })).exactOptional(),
  /** Missing if it called neither. */
  varies: varies.exactOptional(),
});
/** `id` is stable across builds; line and column are 1-based, in the Markdown cell's source. */
const inlinePlace = { id: z.string(), expression: z.string(), line: z.int(), column: z.int() };
export const inlineResult = z.discriminatedUnion("status", [
  z.object({
    ...inlinePlace,
    status: z.literal("ok"),
    value,
    /** Of a condition that a kernel has measured. */
    judgement: judgement.exactOptional(),
  }),
  z.object({
    ...inlinePlace,
    status: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    traceback: strings,
  }),
]);
export const cellFacts = z.object({
  status: z.enum(["executed", "skipped", "not-executed", "failed"]),
  trace: trace.exactOptional(),
  inline: z.array(inlineResult).exactOptional(),
  /** The conditions that a code cell gives to figures, tables and claims. */
  conditions: z.array(codeCondition).exactOptional(),
});

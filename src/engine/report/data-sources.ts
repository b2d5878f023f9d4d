import path from "node:path";
import * as z from "zod";
import type { DataColumn, DataLink, DataTable } from "../../model/data-sources.js";
import { ReportError } from "./errors.js";

const link = z.looseObject({
  name: z.string().optional(),
  title: z.string().optional(),
  path: z.string().optional(),
});
const names = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const tableSchema = z.looseObject({
  fields: z
    .array(
      z.looseObject({
        name: z.string(),
        unit: z.string().optional().catch(undefined),
        description: z.string().optional().catch(undefined),
      }),
    )
    .default([]),
  foreignKeys: z
    .array(
      z.looseObject({
        fields: names,
        reference: z.looseObject({ resource: z.string().default(""), fields: names }),
      }),
    )
    .default([]),
});
const descriptor = z.looseObject({
  title: z.string().optional(),
  sources: z.array(link).optional(),
  licenses: z.array(link).optional(),
  resources: z.array(
    z.looseObject({
      name: z.string(),
      title: z.string().optional(),
      description: z.string().optional(),
      path: z.string().optional(),
      sources: z.array(link).optional(),
      licenses: z.array(link).optional(),
      dialect: z
        .looseObject({ delimiter: z.string().default(",") })
        .optional()
        .catch(undefined),
      compression: z.literal("gz").optional().catch(undefined),
      // A schema may be named by an address: then nothing is known of the columns.
      schema: tableSchema.optional().catch(undefined),
    }),
  ),
});

/** A column that leads to the table it names. */
export interface Reference {
  readonly column: string;
  /** Name of the resource. */
  readonly resource: string;
  readonly referenced: string;
}

/** A table as the Data Package describes it, before anybody looked into its file. */
export interface DescribedTable extends DataTable {
  readonly name: string;
  readonly delimiter: string;
  readonly compression?: "gz";
  readonly references: readonly Reference[];
}

export interface DescribedData {
  readonly title?: string;
  readonly tables: readonly DescribedTable[];
}

/**
 * What a Data Package says of its tables for a reader: titles, columns, sources and licences. `file` is relative to the
 * project.
 */
export function describeData(text: string, file: string): DescribedData {
  const read = descriptor.safeParse(parse(text, file));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new ReportError(`${file}: ${issue?.path.map(String).join(".") ?? ""}: ${issue?.message ?? ""}`, {
      hint: "See https://datapackage.org for the format.",
    });
  }
  const { title, sources = [], licenses = [], resources } = read.data;
  return {
    ...(title === undefined ? {} : { title }),
    tables: resources.flatMap((table) => {
      if (table.path === undefined) return [];
      const { fields = [], foreignKeys = [] } = table.schema ?? {};
      return {
        name: table.name,
        path: path.posix.normalize(path.posix.join(path.posix.dirname(file), table.path)),
        title: table.title ?? table.name,
        ...(table.description === undefined ? {} : { description: table.description }),
        sources: (table.sources ?? sources).map(readLink),
        licences: (table.licenses ?? licenses).map(readLink),
        ...(fields.length === 0 ? {} : { columns: fields.map(readColumn) }),
        delimiter: table.dialect?.delimiter ?? ",",
        ...(table.compression === undefined ? {} : { compression: table.compression }),
        references: foreignKeys.flatMap(({ fields: [column], reference }) => {
          const [referenced] = reference.fields;
          return column === undefined || referenced === undefined
            ? []
            : { column, resource: reference.resource, referenced };
        }),
      };
    }),
  };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new ReportError(`${file}: not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function readLink({ name, title, path: href }: z.infer<typeof link>): DataLink {
  const isWeb = href !== undefined && /^https?:\/\//.test(href);
  return { title: title ?? name ?? href ?? "", ...(isWeb ? { href } : {}) };
}

function readColumn({
  name,
  unit,
  description,
}: {
  name: string;
  unit?: string | undefined;
  description?: string | undefined;
}): DataColumn {
  return {
    name,
    ...(unit === undefined ? {} : { unit }),
    ...(description === undefined ? {} : { description }),
  };
}

import path from "node:path";
import * as z from "zod";
import type { DataLink, DataSources } from "../model/data-sources.js";
import { ReportError } from "./errors.js";

const link = z.looseObject({
  name: z.string().optional(),
  title: z.string().optional(),
  path: z.string().optional(),
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
    }),
  ),
});

/** What a Data Package says of its tables for a reader: titles, sources and licences. `file` is relative to the project. */
export function dataSources(text: string, file: string): DataSources {
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
      return {
        path: path.posix.normalize(path.posix.join(path.posix.dirname(file), table.path)),
        title: table.title ?? table.name,
        ...(table.description === undefined ? {} : { description: table.description }),
        sources: (table.sources ?? sources).map(readLink),
        licences: (table.licenses ?? licenses).map(readLink),
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

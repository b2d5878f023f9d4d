/** What a Data Package, and the README beside it, say about tables. */
import path from "node:path";
import * as z from "zod";
import type { DataLink, DataTable } from "../../../model/data-sources.js";
import { ReportError } from "../errors.js";
import { issueText, withInput } from "../../../lib/issue.js";
import { memoizedLast } from "../../../lib/memoized-last.js";

const word = z.string().optional().catch(undefined);
const link = z.looseObject({ name: word, title: word, path: word, web: word, type: word, url: word });
/** A text, or a list of texts and links, as versions of the standard and other tools write them. */
const links = z
  .preprocess(
    (given) =>
      (Array.isArray(given) ? given : given === null || given === undefined ? [] : [given]).map(
        (each: unknown) => (typeof each === "string" ? { title: each } : each),
      ),
    z.array(link.catch({})),
  )
  .transform((all) => all.map(readLink).filter(({ title }) => title !== ""));
const names = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const field = z.looseObject({ name: z.string(), unit: word, description: word });
const reference = z.looseObject({ resource: z.string().default(""), fields: names });
const tableSchema = z.looseObject({
  fields: z.array(field).default([]),
  foreignKeys: z.array(z.looseObject({ fields: names, reference })).default([]),
});
const dialect = z.looseObject({ delimiter: z.string().default(",") });
const descriptor = z.looseObject({
  title: z.string().optional(),
  sources: links.optional(),
  licenses: links.optional(),
  resources: z.array(
    z.looseObject({
      name: z.string(),
      title: z.string().optional(),
      description: z.string().optional(),
      path: z.string().optional(),
      sources: links.optional(),
      licenses: links.optional(),
      dialect: dialect.optional().catch(undefined),
      compression: z.literal("gz").optional().catch(undefined),
      // A schema may be given as an address; then the columns are unknown.
      schema: tableSchema.optional().catch(undefined),
    }),
  ),
});

/** A table as the Data Package describes it; its file has not been read. */
export type DescribedTable = DescribedData["tables"][number];
/** A column that refers to another table. */
export type Reference = DescribedTable["references"][number];
export type DescribedData = ReturnType<typeof describeData>;

/** Reads datapackage.json; `file` is its path, relative to the project. A build needs it after each notebook. */
export const describeData = memoizedLast((text: string, file: string) => {
  const read = descriptor.safeParse(parse(text, file), withInput);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new ReportError(`${file}: ${issue === undefined ? "it cannot be read" : issueText(issue)}`, {
      hint: "See https://datapackage.org for the format.",
    });
  }
  const { title, resources, ...common } = read.data;
  const tables = resources.flatMap((resource) => {
    if (resource.path === undefined) return [];
    const { name, description, sources = common.sources, licenses = common.licenses, schema } = resource;
    const columns = (schema?.fields ?? []).map(({ name: column, unit, description: says }) => ({
      name: column,
      ...(unit === undefined ? {} : { unit }),
      ...(says === undefined ? {} : { description: says }),
    }));
    const table: DataTable = {
      name,
      path: path.posix.normalize(path.posix.join(path.posix.dirname(file), resource.path)),
      title: resource.title ?? name,
      ...(description === undefined ? {} : { description }),
      sources: sources ?? [],
      licences: licenses ?? [],
      ...(columns.length === 0 ? {} : { columns }),
    };
    const references = (schema?.foreignKeys ?? []).flatMap(
      ({ fields: [column, ...others], reference: { resource: to, fields } }) => {
        const [referenced] = fields;
        if (column === undefined || referenced === undefined) return [];
        // Of a composite key, the first column is given.
        return [{ column, resource: to, referenced, isAlone: others.length === 0 }];
      },
    );
    const delimiter = resource.dialect?.delimiter ?? ",";
    const isCompressed = resource.compression === "gz";
    return [{ name, table, delimiter, isCompressed, references }];
  });
  return { title, tables };
});

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new ReportError(`${file}: not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function readLink({ name, title, path: place, web, type, url }: z.infer<typeof link>): DataLink {
  const href = [place, web, url].find((each) => each !== undefined && /^https?:\/\//.test(each));
  const words = [title, name, type, href, place]
    .map((each) => each?.trim() ?? "")
    .find((each) => each !== "");
  return { title: words ?? "", ...(href !== undefined && { href }) };
}

/**
 * The limits of tables in the README, by table name: under a heading that begins with the name of the table (`## pairs:
 * joint papers`, or several names separated by commas), the paragraph that begins with "Limits". Markdown, on one line.
 */
export function dataLimits(readme: string): ReadonlyMap<string, string> {
  const limits = new Map<string, string>();
  const [, ...sections] = readme.replaceAll("\r\n", "\n").split(/^#{2,6} +/m);
  for (const section of sections) {
    const [heading = "", ...lines] = section.split("\n");
    const [paragraph] = lines
      .join("\n")
      .split(/\n[ \t]*\n/)
      .flatMap((text) => /^\s*[*_]{0,2}Limits[.:]?[*_]{0,2}[.:]?\s+(\S[\s\S]*)$/.exec(text)?.[1] ?? []);
    if (paragraph === undefined) continue;
    const text = paragraph.trim().replace(/\s*\n\s*/g, " ");
    const [tables = ""] = heading.split(":", 1);
    for (const name of tables.split(",")) limits.set(name.replaceAll("`", "").trim(), text);
  }
  return limits;
}

/** A file as a table: its schema, inferred from every cell, and the file in a form that `load` can read. */
import { type Anomalies, KeySearch } from "./anomalies.js";
import { DataError } from "../../authoring/load/errors.js";
import { parseDescriptor } from "../../authoring/load/descriptor.js";
import type { Resource, FieldType } from "../../authoring/load/schema.js";
import { type TableFile, reading } from "../../authoring/load/table-file.js";
import { kindOf, tidied } from "./cell-rules.js";
import {
  type InferredColumn,
  inferTypes,
  isNameOfYears,
  type TypeSettings,
  type Writing,
} from "./infer-types.js";
import { profileCsv, type OnBytes, type CsvForm, type CsvSettings, rewriteCsv } from "./profile-csv.js";
import { openSource, type SourceSettings, workFile } from "./source-file.js";
import { readFacts, type TableFacts } from "./table-facts.js";
import { ParquetFile } from "../../authoring/load/parquet-file.js";
import { listed } from "../../lib/plural.js";
import { UnusedNames } from "../../lib/unused-names.js";
import { BriefingError } from "../../model/errors.js";

/** Facts that the user can state if the file does not. */
export type ReadingSettings = CsvSettings &
  Writing &
  Pick<SourceSettings, "encoding" | "delimiter" | "sheet">;

export interface Inspection extends CsvSettings, TypeSettings, SourceSettings {
  readonly onBytes: OnBytes;
  /** For a copy, if one must be written; by default comma-separated and uncompressed. */
  readonly form?: CsvForm;
  /** The columns that identify a row, if they are described. */
  readonly key?: readonly string[];
}

export interface Inspected {
  /** The file, or a readable copy of it. */
  readonly table: TableFile;
  /** Changes made in the copy; empty if the file is used as it is. */
  readonly changes: readonly string[];
  readonly notes: readonly string[];
  readonly columns: readonly InferredColumn[];
  /** How numbers and dates were written that had to be rewritten. */
  readonly decided: Writing;
  readonly schema: Schema;
  /** Texts that mean a missing value in some cell. */
  readonly missingMet: readonly string[];
  /** In the form that the table reader takes. */
  readonly resource: Resource;
  readonly facts: TableFacts;
  readonly anomalies: Anomalies;
}

/** As in datapackage.json. */
interface Schema {
  readonly fields: readonly {
    readonly name: string;
    readonly type: string;
    readonly constraints?: { readonly required: true };
  }[];
  readonly primaryKey?: readonly string[];
  readonly missingValues: readonly string[];
}

/** Rejects, with an error that explains what to do, if the file is not a table. */
export async function inspect(file: string, settings: Inspection): Promise<Inspected> {
  try {
    const { table, changes, plain } = await openSource(file, settings);
    if (table.format === "parquet") return await inspectParquet(table, settings.key);
    const all = new Set([...plain, ...(settings.plain ?? [])]);
    return await inspectCsv(table, { changes, decided: {} }, { ...settings, plain: all });
  } catch (error) {
    if (!(error instanceof DataError) || error.hint?.includes("datapackage.json") !== true) throw error;
    throw new BriefingError(error.message, { cause: error, hint: "Correct the file, or download it again." });
  }
}

/**
 * The types that the cells of a file suggest, by column; empty for Parquet, which has its own. What cannot be decided is
 * text.
 *
 * @param words whether the usual words for a missing value, such as NA, are one or are text
 */
export async function inferredTypes(
  file: string,
  settings: Inspection,
  words: "missing" | "text",
): Promise<ReadonlyMap<string, FieldType>> {
  const { table, plain } = await openSource(file, settings);
  if (table.format === "parquet") return new Map();
  const profiles = await profileCsv(table, settings, settings.onBytes);
  const { names } = usableHeader(profiles, table.path);
  const all = new Set([...plain, ...(settings.plain ?? [])]);
  const open = { ...settings, plain: all, texts: new Set<string>(), undecided: "text" } as const;
  const { columns } = inferTypes(profiles, open, table.delimiter);
  return new Map(
    columns.map(({ type }, index) => {
      const isText = words === "text" && (profiles[index]?.of("missing") ?? 0) > 0;
      return [names[index] ?? "", isText ? "string" : type];
    }),
  );
}

async function inspectParquet(table: TableFile, key: Inspection["key"]): Promise<Inspected> {
  const columns = parquetColumns(table);
  const [fault] = usableHeader(columns, table.path).changes;
  if (fault !== undefined)
    throw new BriefingError(`${table.path}: column names must be unique and without surrounding spaces.`, {
      hint: `Save the file with other names: ${fault}`,
    });
  const read = (missing: readonly string[]): Promise<Inspected> =>
    finish(table, { columns, missing, missingMet: missing, changes: [], decided: {}, notes: [], key });
  try {
    return await read([]);
  } catch (error) {
    if (!(error instanceof DataError) || !error.message.includes('expected a number, got "NaN"')) throw error;
    return read(["NaN"]);
  }
}

/** What was done to the file before. */
type Before = Pick<Inspected, "changes" | "decided">;

async function inspectCsv(table: TableFile, before: Before, settings: Inspection): Promise<Inspected> {
  const profiles = await profileCsv(table, settings, settings.onBytes);
  const header = usableHeader(profiles, table.path);
  const { names } = header;
  const inferred = inferTypes(profiles, settings, table.delimiter);
  const columns = inferred.columns.map((column, index) => ({ ...column, name: names[index] ?? column.name }));
  const changes = [
    ...(settings.columns === undefined ? [] : ["a header was written"]),
    ...header.changes,
    ...rewriteWords(columns),
  ];
  const missing = [...new Set([...settings.missing, ...inferred.missing])].filter((text) => text !== "");
  const { form = { delimiter: "," } } = settings;
  const isCopy = before.changes.length > 0;
  if (changes.length === 0 && !(isCopy && settings.form !== undefined && !hasForm(table, form))) {
    const missingMet = ["", ...missing].filter((text) =>
      profiles.some(({ met, words }) => met.has(text) || words.has(text)),
    );
    const notes = [...header.notes, ...inferred.notes];
    return finish(table, { ...before, columns, missing, missingMet, notes, key: settings.key });
  }
  const pieces = await rewriteCsv(table, {
    names,
    columns,
    header: settings.columns === undefined ? "in-file" : "none",
    form,
  });
  const copy = await workFile(settings.workFolder, pieces);
  const { path } = table;
  // Read again from the start, so that the results describe the rewritten file.
  const rewritten = { ...form, file: copy, path, format: "csv" } as const;
  const writings = columns.map(({ rewrite }) => rewrite?.by ?? {});
  const after = {
    changes: [...before.changes, ...changes],
    decided: Object.assign({}, before.decided, ...writings) as Writing,
  };
  // Its columns are as load() reads them.
  const plain = new Set(columns.filter(({ type }) => type !== "string").map(({ name }) => name));
  return inspectCsv(rewritten, after, { ...settings, missing, columns: undefined, plain });
}

/** `gdp: "1,5" became "1.5", and so on; likewise debt, growth`: one line for each kind of rewriting. */
function rewriteWords(columns: readonly InferredColumn[]): readonly string[] {
  const kinds = new Map<string, InferredColumn[]>();
  for (const column of columns) {
    if (column.rewrite === undefined) continue;
    const isDate = column.type === "date" || column.type === "datetime";
    const kind = JSON.stringify([isDate, column.rewrite.by]);
    kinds.set(kind, [...(kinds.get(kind) ?? []), column]);
  }
  return [...kinds.values()].map(([first, ...others]) => {
    const likewise = others.length === 0 ? "" : `; likewise ${listed(others.map(({ name }) => name))}`;
    return `${first?.name ?? ""}: ${first?.rewrite?.words ?? ""}${likewise}`;
  });
}

const hasForm = (table: TableFile, { delimiter, compression }: CsvForm): boolean =>
  table.delimiter === delimiter && table.compression === compression;

type Finished = Pick<Inspected, "columns" | "decided" | "missingMet" | "changes" | "notes"> & {
  readonly missing: readonly string[];
  readonly key: Inspection["key"];
};

async function finish(table: TableFile, { missing, key, ...given }: Finished): Promise<Inspected> {
  const bare: Schema = {
    fields: given.columns.map(({ name, type }) => ({ name, type })),
    missingValues: ["", ...missing],
  };
  const resource = asRead(table, bare);
  const search = new KeySearch(resource.fields, key);
  const facts = await readFacts(table, resource, search.add);
  if (facts.problems.length > 0) throw DataError.of(facts.problems, facts.omitted);
  if (facts.rows === 0)
    throw new BriefingError(`${table.path} has no rows.`, { hint: "Add the file once it has some." });
  const { key: primaryKey, anomalies } = search.find();
  const schema: Schema = {
    fields: bare.fields.map((field, index) =>
      facts.columns[index]?.missing === 0 ? { ...field, constraints: { required: true } } : field,
    ),
    ...(primaryKey !== undefined && { primaryKey }),
    missingValues: bare.missingValues,
  };
  return { ...given, table, schema, resource: asRead(table, schema), facts, anomalies };
}

/** Uses the datapackage.json reader itself, so that nothing is written that it would reject. */
function asRead({ format, delimiter, compression }: TableFile, schema: Schema): Resource {
  const path = `t.${format}${compression === undefined ? "" : ".gz"}`;
  const described = { name: "t", path, dialect: { delimiter }, schema, compression };
  const [resource] = parseDescriptor(JSON.stringify({ resources: [described] })).resources;
  if (resource === undefined) throw new Error("a description of one table describes none");
  return resource;
}

const types: readonly (readonly [logicalType: RegExp, FieldType])[] = [
  [/^BOOLEAN$/, "boolean"],
  [/^(?:UTF8|STRING|ENUM)$/, "string"],
  [/^(?:DATE|TIMESTAMP.*|INT96)$/, "date"],
  [/^(?:INT32|INT64|INTEGER|U?INT_\d+)$/, "integer"],
  [/^(?:FLOAT16|FLOAT|DOUBLE|DECIMAL)$/, "number"],
];

function parquetColumns(table: TableFile): readonly InferredColumn[] {
  const file = reading(table, () => new ParquetFile(table.file));
  try {
    return file.columns.map(({ name, isNested, logicalType }) => {
      const type = types.find(([pattern]) => pattern.test(logicalType))?.[1];
      if (isNested) throw columnError(table, name, "holds lists or groups, not one value a row");
      if (type === undefined) throw columnError(table, name, `holds ${logicalType}`);
      return { name, type: type === "integer" && isNameOfYears(name) ? "year" : type };
    });
  } finally {
    file.close();
  }
}

const columnError = ({ path }: TableFile, name: string, why: string): BriefingError =>
  new BriefingError(`${path} column "${name}": it ${why}.`, {
    hint: "Write that column as text, numbers, dates or true and false, or leave it out.",
  });

/** Column names that `load` can use as fields, none empty or duplicate, with descriptions of changes and notes. */
function usableHeader(columns: readonly { readonly name: string }[], file: string) {
  const header = columns.map(({ name }) => name);
  const trimmed = header.map((name) => name.trim());
  if (trimmed.every((name) => name === "" || isValue(name)))
    throw new BriefingError(
      `${file}:1: the first line reads ${header.slice(0, 5).join(", ")}: these look like values, not column names.`,
      { hint: "If the file has no header, name the columns: --columns year,country,papers" },
    );
  if (trimmed.includes("__proto__"))
    throw new BriefingError(`${file}:1: no column can be called __proto__.`, {
      hint: "JavaScript reserves that name: rename the column.",
    });
  const unused = new UnusedNames(trimmed, "_");
  const changes: string[] = [];
  const names = trimmed.map((name, index) => {
    const isNew = name !== "" && trimmed.indexOf(name) === index;
    const free = isNew ? name : unused.take(name === "" ? `column_${index + 1}` : name);
    if (name === "") changes.push(`column ${index + 1}, which had no name, is called ${free}`);
    else if (free !== name) changes.push(`column ${index + 1}, another ${name}, is called ${free}`);
    return free;
  });
  if (trimmed.some((name, index) => name !== header[index]))
    changes.push("blanks around names of columns were left out");
  const values = names.filter(isValue);
  const note = `${values.join(", ")} in the first line were taken for names; if it is a row, name the columns: --columns a,b,c`;
  return { names, changes, notes: values.some((name) => kindOf(name) !== "year") ? [note] : [] };
}

function isValue(name: string): boolean {
  const kind = kindOf(tidied(name));
  return !["text", "code", "missing", "boolean"].includes(kind);
}

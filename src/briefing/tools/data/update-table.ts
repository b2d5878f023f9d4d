/** Replaces a described table with a new edition: reports changes, and updates its file and hash. */
import { withTempFolder } from "../../lib/temp-folder.js";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { tableFile } from "../../authoring/load/data-folder.js";
import type { Resource } from "../../authoring/load/schema.js";
import type { TableFile } from "../../authoring/load/table-file.js";
import { gitBytes } from "../../lib/git.js";
import { sha256, sha256File } from "../../lib/hash.js";
import { shownPath } from "../../lib/shown-path.js";
import { UsageError } from "../../model/errors.js";
import { type AddSettings, placeInData } from "./add-table.js";
import { compareEditions, type Edition, type EditionChanges } from "./compare-editions.js";
import * as descriptors from "./descriptor-file.js";
import { DataError, type DataProblem } from "../../authoring/load/errors.js";
import { isSame, schemaChanges, schemaEdits, type SchemaChanges } from "./fit-schema.js";
import { inspect, type Inspected } from "./inspect.js";
import { originEdits } from "./origin.js";
import { placeFile, refusePlace } from "./place-file.js";
import { checkRecords } from "./table-facts.js";
import { tableName } from "./table-name.js";
import { parseDescriptor } from "../../authoring/load/descriptor.js";

export interface UpdateSettings extends AddSettings {
  /** Whether the description may be changed if the new edition does not fit it. */
  readonly schema: "keep" | "adapt";
}

export type UpdatedTable = DescribedTable | ReadTable;

interface DescribedTable {
  readonly name: string;
  readonly path: string;
  readonly status: "updated" | "unchanged" | "does not fit";
  /** Description fields given with the command: `title`, `sources`, `licenses`. */
  readonly described: readonly string[];
}

/** The file was read and compared. */
export interface ReadTable extends DescribedTable {
  readonly rows: number;
  readonly schema: SchemaChanges;
  /** Undefined if the earlier edition is not available. */
  readonly changes: EditionChanges | undefined;
  readonly rewritten: readonly string[];
  readonly problems: readonly DataProblem[];
}

export async function updateTable(
  root: string,
  given: string,
  settings: UpdateSettings,
): Promise<UpdatedTable> {
  const descriptor = await descriptors.readDescriptorFile(root);
  const { index, resource, file } = await find(root, descriptor, given, settings);
  const current = tableFile({ project: root, descriptor: descriptor.content }, resource);
  const origin = originEdits(index, settings.origin);
  // Provenance does not depend on the rows, so they are not read.
  if (origin.length > 0 && file === current.file && !(await isReplaced(current, resource))) {
    const text = descriptors.editDescriptor(descriptor, origin);
    if (settings.mode === "write") await descriptors.writeDescriptor(descriptor, text);
    return { name: resource.name, path: current.path, status: "unchanged", described: entriesOf(origin) };
  }
  return withTempFolder(async (workFolder) => {
    const missing = [...resource.missingValues, ...settings.missing];
    const texts = new Set(resource.fields.filter(({ type }) => type === "string").map(({ name }) => name));
    const form = current.format === "csv" ? { form: current } : {};
    // The usual delimiters are recognised; files of another form are rejected below.
    const delimiter =
      settings.delimiter ?? (/[\t;,]/.test(current.delimiter) ? undefined : current.delimiter);
    const inspected = await inspect(file, { ...settings, delimiter, missing, texts, ...form, workFolder });
    rejectOtherForm(inspected.table, current);
    const before = await earlierEdition(root, current, resource, workFolder);
    const placement = {
      from: inspected.table.file,
      to: current.file,
      overwrite: (await isDescribed(current, resource)) ? "any" : settings.overwrite,
      hint:
        inspected.changes.length > 0
          ? `The file must be rewritten (${inspected.changes.join("; ")})`
          : `It is not the edition that is described. To describe it first: briefing data update ${resource.name}`,
    } as const;
    const schema = schemaChanges(resource, inspected, await repeatedKeys(inspected, resource));
    const written = descriptor.written.resources[index]?.schema.fields ?? [];
    const reshaped = isSame(schema) ? [] : schemaEdits(index, resource, written, schema, inspected);
    const text = adapted(descriptor, [...reshaped, ...edition(index, inspected), ...origin]);
    const after = typeof text === "string" ? parseDescriptor(text).resources[index] : undefined;
    const fits = { table: inspected.table, resource: after ?? inspected.resource };
    const problems = typeof text === "string" ? await faults(fits) : text;
    const changes = before && (await compareEditions({ table: before, resource }, fits));
    const isFit =
      typeof text === "string" && problems.length === 0 && (isSame(schema) || settings.schema === "adapt");
    const isNew = inspected.facts.file.sha256 !== resource.sha256 || !isSame(schema);
    if (isFit && (isNew || origin.length > 0)) {
      await refusePlace(placement);
      if (settings.mode === "write")
        await descriptors.writeDescriptor(descriptor, text, (write) => placeFile(placement, write));
    }
    return {
      name: resource.name,
      path: current.path,
      status: !isFit ? "does not fit" : isNew ? "updated" : "unchanged",
      described: isFit ? entriesOf(origin) : [],
      rows: inspected.facts.rows,
      schema,
      changes,
      rewritten: inspected.changes,
      problems,
    };
  });
}

const entriesOf = (edits: readonly descriptors.Edit[]): readonly string[] =>
  edits.map(({ path: at }) => String(at.at(-1)));

/** The file differs from its description in datapackage.json, or the description has no hash. */
const isReplaced = async (current: TableFile, resource: Resource): Promise<boolean> =>
  resource.sha256 !== undefined && existsSync(current.file) && !(await isDescribed(current, resource));

/** The argument names a table, or a file that replaced or is to replace its own; `file` is the new edition. */
async function find(
  root: string,
  descriptor: descriptors.DescriptorFile,
  given: string,
  { name }: UpdateSettings,
) {
  const { resources } = descriptor.content;
  const names = resources.map((resource) => resource.name);
  const named = name === undefined && !given.includes("/") ? names.indexOf(given) : -1;
  if (named < 0 && !existsSync(given))
    throw new UsageError(`No table or file is called ${given}.`, {
      hint: descriptors.nearestTable(given, descriptor),
    });
  const place = await placeInData(root, given);
  const isMeant = (resource: Resource): boolean =>
    place === undefined || name !== undefined
      ? resource.name === (name ?? tableName(given, undefined))
      : path.posix.normalize(resource.path) === place;
  const index = named < 0 ? resources.findIndex(isMeant) : named;
  const resource = resources[index];
  const file = named < 0 ? given : path.join(root, "data", resource?.path ?? "");
  if (resource !== undefined) return { index, resource, file };
  throw new UsageError(`${shownPath(given)} is not an edition of any described table.`, {
    hint:
      names.length === 0
        ? `Add it as a new table: briefing data add ${given}`
        : `Name the table that it replaces, --name ${names.join(" or --name ")}, or add it as a new one: briefing data add ${given}`,
  });
}

function rejectOtherForm(table: TableFile, current: TableFile): void {
  const formOf = ({ format, delimiter, compression }: TableFile): string =>
    `${format === "parquet" ? "Parquet" : `text with ${JSON.stringify(delimiter)} between the cells`}${compression === undefined ? "" : ", gzip"}`;
  if (formOf(table) !== formOf(current))
    throw new UsageError(`${table.path} is ${formOf(table)}; ${current.path} is ${formOf(current)}.`, {
      hint: "Save the new edition in the form of the old one, or add it under another name.",
    });
}

/** The edition described in datapackage.json: the file in data/ or, if it was replaced, the committed one. */
async function earlierEdition(
  root: string,
  current: TableFile,
  resource: Resource,
  workFolder: string,
): Promise<TableFile | undefined> {
  if (existsSync(current.file) && (await isDescribed(current, resource))) return current;
  if (resource.sha256 === undefined) return undefined;
  const { code, stdout } = await gitBytes(["show", `HEAD:./${current.path}`], root, {});
  if (code !== 0 || sha256(stdout) !== resource.sha256) return undefined;
  const file = path.join(workFolder, "earlier");
  await writeFile(file, stdout);
  return { ...current, file };
}

const isDescribed = async ({ file }: TableFile, { sha256: hash }: Resource): Promise<boolean> =>
  hash !== undefined && existsSync(file) && (await sha256File(file)) === hash;

/** Rows that share their described key with another row; none if the key cannot be checked. */
async function repeatedKeys(
  { table, resource }: Inspected,
  { primaryKey }: Resource,
): Promise<readonly DataProblem[]> {
  const names = resource.fields.map(({ name }) => name);
  if (!primaryKey.every((name) => names.includes(name))) return [];
  return (await faults({ table, resource: { ...resource, primaryKey } })).slice(0, shownRepeated);
}

/** The description may rule out the new edition: a foreign key to a removed column, a limit of another type. */
function adapted(
  descriptor: descriptors.DescriptorFile,
  edits: readonly descriptors.Edit[],
): string | readonly DataProblem[] {
  try {
    return descriptors.editDescriptor(descriptor, edits);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    // Line numbers are omitted, because they refer to text that is not on disk.
    return error.problems.map(({ path: at, message }) => ({
      path: at,
      message: `adapted to the new edition it would be wrong: ${message}`,
    }));
  }
}

const shownRepeated = 3;
const described = 20;

async function faults({ table, resource }: Edition): Promise<readonly DataProblem[]> {
  try {
    return (await checkRecords(table, resource, described)).problems;
  } catch (error) {
    if (error instanceof DataError) return error.problems;
    throw error;
  }
}

const edition = (index: number, { facts }: Inspected): readonly descriptors.Edit[] => [
  { path: descriptors.atResource(index, "bytes"), value: facts.file.bytes },
  { path: descriptors.atResource(index, "hash"), value: `sha256:${facts.file.sha256}` },
];

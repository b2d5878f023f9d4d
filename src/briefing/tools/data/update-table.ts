/** Replaces a described table with a new edition: reports changes, and updates its file and hash. */
import { withTempFolder } from "../../lib/temp-folder.js";
import { tableFile } from "../../authoring/load/data-folder.js";
import type { Resource } from "../../authoring/load/schema.js";
import type { TableFile } from "../../authoring/load/table-file.js";
import { UsageError } from "../../model/errors.js";
import type { AddSettings } from "./add-table.js";
import type { Anomalies } from "./anomalies.js";
import { compareEditions, type Edition, type EditionChanges } from "./compare-editions.js";
import { areErrors, confirmNamed, rejectOtherNames } from "./confirmed.js";
import * as descriptors from "./descriptor-file.js";
import { DataError, type DataProblem } from "../../authoring/load/errors.js";
import { isSame, schemaChanges, schemaEdits, type SchemaChanges } from "./fit-schema.js";
import { inspect, type Inspected } from "./inspect.js";
import { originEdits } from "./origin.js";
import { placeFile, refusePlace } from "./place-file.js";
import { checkRecords } from "./table-facts.js";
import { download, isAddress } from "./download.js";
import { earlierEdition, isDescribed, isReplaced, isSameFile } from "./earlier-edition.js";
import { findTable, indexOfNamed } from "./find-table.js";
import { importEdits, nextOptions, rememberedOptions } from "./import-options.js";
import { nextReading, withConvertible } from "./next-reading.js";
import { parseDescriptor } from "../../authoring/load/descriptor.js";

export interface UpdateSettings extends AddSettings {
  /** Whether the description may be changed if the new edition does not fit it. */
  readonly schema: "keep" | "adapt";
}

export type UpdatedTable = DescribedTable | ReadTable;

interface DescribedTable {
  readonly name: string;
  readonly path: string;
  readonly status: "updated" | "unchanged" | "does not fit" | "not confirmed";
  /** Description fields given with the command: `title`, `sources`, `licenses`, `confirmed`. */
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
  /** Those that are not confirmed. */
  readonly anomalies: Anomalies;
}

/** @param given the name of a table, a file, or the address of one */
export async function updateTable(
  root: string,
  given: string,
  settings: UpdateSettings,
): Promise<UpdatedTable> {
  const descriptor = await descriptors.readDescriptorFile(root);
  const address = await addressOf(root, descriptor, given, settings);
  if (address === undefined) return updateFrom(root, descriptor, given, settings);
  return withTempFolder(async (folder) => {
    const { file, url } = await download(address.url, folder, settings.onBytes);
    return updateFrom(root, descriptor, file, { ...settings, name: address.name ?? settings.name }, url);
  });
}

/** Of the next edition: given, or remembered with the table unless only its provenance is to be described. */
async function addressOf(
  root: string,
  descriptor: descriptors.DescriptorFile,
  given: string,
  { name, origin, overwrite }: UpdateSettings,
): Promise<{ readonly url: string; readonly name?: string } | undefined> {
  if (isAddress(given)) {
    const same = descriptor.content.resources.find(
      (_, at) => rememberedOptions(descriptor, at).url === new URL(given).href,
    );
    return { url: given, ...(name === undefined && same !== undefined && { name: same.name }) };
  }
  const index = indexOfNamed(descriptor, given, name);
  if (index < 0 || originEdits(index, origin).length > 0) return undefined;
  const { url } = rememberedOptions(descriptor, index);
  const resource = descriptor.content.resources[index];
  if (url === undefined || resource === undefined) return undefined;
  const current = tableFile({ project: root, descriptor: descriptor.content }, resource);
  if (overwrite !== "any" && (await isReplaced(current, resource)))
    throw new UsageError(`${current.path} has changed since it was downloaded from ${url}.`, {
      hint: `To import the changed file: briefing data update ${current.path}. To download it again: briefing data update ${given} --force`,
    });
  return { url, name: given };
}

/** @param url from where the file was downloaded */
async function updateFrom(
  root: string,
  descriptor: descriptors.DescriptorFile,
  given: string,
  settings: UpdateSettings,
  url?: string,
): Promise<UpdatedTable> {
  const { index, resource, file } = await findTable(root, descriptor, given, settings.name);
  const current = tableFile({ project: root, descriptor: descriptor.content }, resource);
  const origin = originEdits(index, settings.origin);
  // Provenance does not depend on the rows, so they are not read.
  const { confirm: names = [] } = settings;
  if (
    origin.length > 0 &&
    names.length === 0 &&
    file === current.file &&
    !(await isReplaced(current, resource))
  ) {
    const text = descriptors.editDescriptor(descriptor, origin);
    if (settings.mode === "write") await descriptors.writeDescriptor(descriptor, text);
    return { name: resource.name, path: current.path, status: "unchanged", described: entriesOf(origin) };
  }
  return withTempFolder(async (workFolder) => {
    const remembered = rememberedOptions(descriptor, index);
    const isStored = (await isSameFile(file, current.file)) && (await isDescribed(current, resource));
    const reading = nextReading({ resource, current, remembered, isStored, settings, workFolder });
    const inspected = await inspect(file, await withConvertible(file, resource, reading));
    rejectOtherForm(inspected.table, current);
    const before = await earlierEdition(root, current, resource, workFolder);
    const placement = {
      from: inspected.table.file,
      to: current.file,
      overwrite: (await isDescribed(current, resource)) ? "any" : settings.overwrite,
      hint:
        inspected.changes.length > 0
          ? `The file must be rewritten (${inspected.changes.join("; ")})`
          : `It is not the edition that is described. To describe it first: briefing data update ${current.path}`,
    } as const;
    const schema = schemaChanges(resource, inspected, await repeatedKeys(inspected, resource));
    const written = descriptor.written.resources[index]?.schema.fields ?? [];
    const reshaped = isSame(schema) ? [] : schemaEdits(index, resource, written, schema, inspected);
    rejectOtherNames(names, [inspected.anomalies]);
    const confirmation = confirmNamed(descriptor, index, inspected.anomalies, names);
    const options = importEdits(index, remembered, nextOptions(remembered, settings, inspected.decided, url));
    const described = [...options, ...origin, ...confirmation.edits];
    const text = adapted(descriptor, [...reshaped, ...edition(index, inspected), ...described]);
    const after = typeof text === "string" ? parseDescriptor(text).resources[index] : undefined;
    const fits = { table: inspected.table, resource: after ?? inspected.resource };
    const problems = typeof text === "string" ? await faults(fits) : text;
    const changes = before && (await compareEditions({ table: before, resource }, fits));
    const isFit =
      typeof text === "string" && problems.length === 0 && (isSame(schema) || settings.schema === "adapt");
    const isConfirmed = !areErrors(confirmation.open);
    const isNew = inspected.facts.file.sha256 !== resource.sha256 || !isSame(schema);
    if (isFit && isConfirmed && (isNew || described.length > 0)) {
      await refusePlace(placement);
      if (settings.mode === "write")
        await descriptors.writeDescriptor(descriptor, text, (write) => placeFile(placement, write));
    }
    return {
      name: resource.name,
      path: current.path,
      status: !isFit ? "does not fit" : !isConfirmed ? "not confirmed" : isNew ? "updated" : "unchanged",
      described: isFit && isConfirmed ? entriesOf(described) : [],
      rows: inspected.facts.rows,
      schema,
      changes,
      rewritten: inspected.changes,
      problems,
      anomalies: confirmation.open,
    };
  });
}

const entriesOf = (edits: readonly descriptors.Edit[]): readonly string[] =>
  edits.map(({ path: at }) => String(at.at(-1)));

function rejectOtherForm(table: TableFile, current: TableFile): void {
  const formOf = ({ format, delimiter, compression }: TableFile): string =>
    `${format === "parquet" ? "Parquet" : `text with ${JSON.stringify(delimiter)} between the cells`}${compression === undefined ? "" : ", gzip"}`;
  if (formOf(table) !== formOf(current))
    throw new UsageError(`${table.path} is ${formOf(table)}; ${current.path} is ${formOf(current)}.`, {
      hint: "Save the new edition in the form of the old one, or add it under another name.",
    });
}

/** Rows that share their described key with another row; none if the key cannot be checked. */
async function repeatedKeys(
  { table, resource }: Inspected,
  { primaryKey }: Resource,
): Promise<readonly DataProblem[]> {
  const names = resource.fields.map(({ name }) => name);
  if (!primaryKey.every((name) => names.includes(name))) return [];
  return faults({ table, resource: { ...resource, primaryKey } });
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

const mostFaults = 20;

async function faults({ table, resource }: Edition): Promise<readonly DataProblem[]> {
  try {
    return (await checkRecords(table, resource, mostFaults)).problems;
  } catch (error) {
    if (error instanceof DataError) return error.problems;
    throw error;
  }
}

const edition = (index: number, { facts }: Inspected): readonly descriptors.Edit[] => [
  { path: descriptors.atResource(index, "bytes"), value: facts.file.bytes },
  { path: descriptors.atResource(index, "hash"), value: `sha256:${facts.file.sha256}` },
];

/** Updates the tables that a name, a file or an address stands for: a workbook may have several. */
import path from "node:path";
import { tableFile } from "../../authoring/load/data-folder.js";
import { withTempFolder } from "../../lib/temp-folder.js";
import { UsageError } from "../../model/errors.js";
import { type DescriptorFile, readDescriptorFile } from "./descriptor-file.js";
import { download, isAddress } from "./download.js";
import { isReplaced } from "./earlier-edition.js";
import { indexOfNamed } from "./find-table.js";
import { rememberedOptions, sourcesOf } from "./import-options.js";
import { originEdits } from "./origin.js";
import { isSpreadsheet } from "./spreadsheet.js";
import { nameOfFile } from "./table-name.js";
import { type UpdatedTable, type UpdateSettings, updateTable } from "./update-table.js";

export interface UpdatedTables {
  readonly tables: readonly UpdatedTable[];
  /** Tables of a file with several that could not be updated; the error of a single table is thrown. */
  readonly failed: readonly { readonly name: string; readonly error: unknown }[];
  /** The file or address that the updated table comes from, if the tables may be taken for up to date and are not. */
  readonly source?: TableSource;
}

export interface TableSource {
  /** The name of a file, or an address. */
  readonly from: string;
  /** `not read`: the table is the file in data/ that was written from it. */
  readonly state: "read" | "not read";
  /** The other tables from it, which were not updated. */
  readonly others: readonly string[];
}

interface NextEdition {
  /** A file or the name of a table, as `updateTable` takes them. */
  readonly given: string;
  /** To be downloaded first. */
  readonly address?: string;
  /** The tables to update; empty if `updateTable` finds the only one. */
  readonly names: readonly string[];
}

/** @param given the name of a table, a file, or the address of one */
export async function updateTables(
  root: string,
  given: string,
  settings: UpdateSettings,
): Promise<UpdatedTables> {
  const descriptor = await readDescriptorFile(root);
  const edition = await nextEdition(root, descriptor, given, settings);
  const { address } = edition;
  if (address === undefined) return updateAll(root, descriptor, edition, settings);
  return withTempFolder(async (folder) => {
    const { file, url } = await download(address, folder, settings.onBytes);
    return updateAll(root, descriptor, { ...edition, given: file, address: url }, settings);
  });
}

async function nextEdition(
  root: string,
  descriptor: DescriptorFile,
  given: string,
  settings: UpdateSettings,
): Promise<NextEdition> {
  const names = (source: string): readonly string[] =>
    settings.name === undefined ? tablesToUpdate(descriptor, source, settings) : [settings.name];
  if (isAddress(given)) return { given, address: given, names: names(new URL(given).href) };
  const index = indexOfNamed(descriptor, given, settings.name);
  if (index < 0) return { given, names: isSpreadsheet(given) ? names(path.basename(given)) : [] };
  const url = await rememberedAddress(root, descriptor, index, settings);
  return url === undefined ? { given, names: [] } : { given, address: url, names: [given] };
}

/** From where a table was downloaded, unless only its provenance is to be described. */
async function rememberedAddress(
  root: string,
  descriptor: DescriptorFile,
  index: number,
  { origin, overwrite }: UpdateSettings,
): Promise<string | undefined> {
  if (originEdits(index, origin).length > 0) return undefined;
  const { url } = rememberedOptions(descriptor, index);
  const resource = descriptor.content.resources[index];
  if (url === undefined || resource === undefined) return undefined;
  const current = tableFile({ project: root, descriptor: descriptor.content }, resource);
  if (overwrite !== "any" && (await isReplaced(current, resource)))
    throw new UsageError(`${current.path} has changed since it was downloaded from ${url}.`, {
      hint: `To import the changed file: briefing data update ${current.path}. To download it again: briefing data update ${resource.name} --force`,
    });
  return url;
}

/** The tables from a file or an address; of several, those of the sheet given. */
function tablesToUpdate(
  descriptor: DescriptorFile,
  source: string,
  settings: UpdateSettings,
): readonly string[] {
  const { resources } = descriptor.content;
  const sources = sourcesOf(descriptor);
  const all = resources.flatMap(({ name }, index) => {
    // It may come from a file of another name, or have been added by a version that did not store the file.
    const isNamedLike = name === nameOfFile(source) && !isAddress(sources[index] ?? "");
    return sources[index] === source || isNamedLike ? [{ name, index }] : [];
  });
  if (all.length < 2) return all.map(({ name }) => name);
  const { sheet } = settings;
  const ofSheet = all.filter(({ index }) => rememberedOptions(descriptor, index).sheet === sheet);
  const chosen = sheet === undefined ? all : ofSheet;
  const option = chosen.length === 0 ? "--sheet" : optionOfOneTable(settings);
  if (option !== undefined && chosen.length !== 1) {
    const names = all.map(({ name }) => name);
    throw new UsageError(`${option} applies to one table, and ${source} has ${names.join(", ")}.`, {
      hint: `Name it: --name ${names.join(" or --name ")}`,
    });
  }
  return chosen.map(({ name }) => name);
}

/** An option that would make no sense for several tables. */
function optionOfOneTable({ origin, columns, confirm = [] }: UpdateSettings): string | undefined {
  if (origin?.title !== undefined) return "--title";
  if (columns !== undefined) return "--columns";
  return confirm.length > 0 ? "--confirm" : undefined;
}

async function updateAll(
  root: string,
  descriptor: DescriptorFile,
  edition: NextEdition,
  settings: UpdateSettings,
): Promise<UpdatedTables> {
  const { given, address, names } = edition;
  if (names.length < 2) {
    const name = names[0] ?? settings.name;
    const table = await updateTable(root, given, { ...settings, name }, address);
    const source = sourceOf(descriptor, edition, table);
    return { tables: [table], failed: [], ...(source !== undefined && { source }) };
  }
  const tables: UpdatedTable[] = [];
  const failed: { readonly name: string; readonly error: unknown }[] = [];
  // In order, so that a table that does not fit does not prevent the others from being updated.
  for (const name of names)
    try {
      tables.push(await updateTable(root, given, { ...settings, name }, address));
    } catch (error) {
      failed.push({ name, error });
    }
  return { tables, failed };
}

function sourceOf(
  descriptor: DescriptorFile,
  { given, address }: NextEdition,
  updated: UpdatedTable,
): TableSource | undefined {
  const sources = sourcesOf(descriptor);
  const { resources } = descriptor.content;
  const from = sources[resources.findIndex(({ name }) => name === updated.name)];
  if (from === undefined) return undefined;
  const others = resources
    .filter(({ name }, index) => sources[index] === from && name !== updated.name)
    .map(({ name }) => name);
  const isRead = address !== undefined || isSpreadsheet(given);
  if (isRead) return others.length > 0 ? { from, state: "read", others } : undefined;
  const isUpToDate = updated.status === "unchanged" && updated.described.length === 0;
  return isUpToDate ? { from, state: "not read", others } : undefined;
}

/** Adds a file as a table of the project: the file goes to data/, its description to data/datapackage.json. */
import { withTempFolder } from "../../lib/temp-folder.js";
import { realpath } from "node:fs/promises";
import path from "node:path";
import type { Overwrite } from "../../engine/render/write.js";
import { isInside } from "../../lib/file-inside.js";
import { UsageError } from "../../model/errors.js";
import { confirm, type Confirmed, rejectOtherNames, rejectUnconfirmed, unconfirmed } from "./confirmed.js";
import { editDescriptor, lineOfResource, readDescriptorFile, writeDescriptor } from "./descriptor-file.js";
import { inspect, type Inspected, type ReadingSettings } from "./inspect.js";
import { placeFile, refusePlace } from "./place-file.js";
import type { OnBytes } from "./profile-csv.js";
import { type Origin, type OriginEntries, originEntries } from "./origin.js";
import { type ImportOptions, nextOptions, optionWords } from "./import-options.js";
import { nameOfFile, tableName } from "./table-name.js";
import { shellWord } from "../../lib/shell-word.js";
import { download, isAddress } from "./download.js";

export interface AddSettings extends ReadingSettings {
  /** Facts that cannot be read from the file; missing ones are omitted from the description. */
  readonly origin?: Origin;
  /** Name of the table; by default derived from the file's name. */
  readonly name?: string | undefined;
  /** Names of the anomalies that are right, see confirmed.ts. */
  readonly confirm?: readonly string[] | undefined;
  readonly overwrite: Overwrite;
  readonly mode: "write" | "dry-run";
  readonly onBytes: OnBytes;
}

export type AddedTable = Awaited<ReturnType<typeof addTable>>;

/** @param given a file, or the address of one */
export async function addTable(root: string, given: string, settings: AddSettings) {
  if (!isAddress(given)) return addFile(root, given, settings);
  return withTempFolder(async (folder) => {
    const { file, url } = await download(given, folder, settings.onBytes);
    return addFile(root, file, settings, url);
  });
}

/** @param url from where the file was downloaded */
async function addFile(root: string, given: string, settings: AddSettings, url?: string) {
  const descriptor = await readDescriptorFile(root);
  const inData = await placeInData(root, given);
  const known = descriptor.content.resources.find(
    (resource) => inData !== undefined && path.posix.normalize(resource.path) === inData,
  );
  if (known !== undefined)
    throw new UsageError(`data/${known.path} is described already, as the table ${known.name}.`, {
      hint: `To describe a new edition of it: briefing data update ${known.name}`,
    });
  const name = tableName(given, settings.name);
  const edition = `briefing data update ${shellWord(url ?? given)}${url === undefined && nameOfFile(given) === name ? "" : ` --name ${name}`}`;
  if (descriptor.content.resources.some((resource) => resource.name === name)) {
    const words = optionWords(settings);
    throw new UsageError(`There is a table ${name} already.`, {
      hint:
        words === ""
          ? `For a new edition of it: ${edition}. To keep both: --name ${name}-2`
          : `To read it with these options: ${edition}${words} --schema. To keep both: --name ${name}-2`,
    });
  }
  return withTempFolder(async (workFolder) => {
    const inspected = await inspect(given, { ...settings, workFolder });
    const { table, changes, anomalies } = inspected;
    const { confirm: names = [] } = settings;
    rejectOtherNames(names, [anomalies]);
    const confirmed = confirm(anomalies, {}, names);
    rejectUnconfirmed(table.path, unconfirmed(anomalies, confirmed));
    const isInPlace = inData !== undefined && changes.length === 0;
    const place = isInPlace ? inData : `${name}${endingOf(inspected)}`;
    const target = path.join(root, "data", place);
    const placement = {
      from: table.file,
      to: target,
      overwrite: settings.overwrite,
      hint:
        changes.length > 0
          ? `The file must be rewritten (${changes.join("; ")}). Choose another name: --name NAME`
          : "Choose another name: --name NAME",
    };
    if (!isInPlace) await refusePlace(placement);
    const options = nextOptions({}, settings, inspected.decided, url);
    const origin = originEntries(withAddress(settings.origin, url), descriptor);
    const resource = describe(name, place, inspected, { ...origin, import: options, confirmed });
    const text = editDescriptor(descriptor, [{ path: ["resources", -1], value: resource }]);
    if (settings.mode === "write")
      await writeDescriptor(descriptor, text, (write) => (isInPlace ? write() : placeFile(placement, write)));
    return {
      name,
      /** Relative to the project, with forward slashes. */
      path: `data/${place}`,
      /** Whether the file was written there, or existed before. */
      file: isInPlace
        ? ("in place" as const)
        : changes.length > 0
          ? ("rewritten" as const)
          : ("copied" as const),
      /** Its entry in datapackage.json, and the line on which it begins. */
      resource,
      line: lineOfResource(text, descriptor.content.resources.length),
      /** Facts still missing from the description. */
      left: ["title", "description", "sources", "licenses"].filter((entry) => isMissing(resource, entry)),
      /** The command that imports a new edition of it. */
      edition,
      inspected,
      /** Those that are not confirmed, of which the import itself is right. */
      anomalies: unconfirmed(anomalies, confirmed),
    };
  });
}

/** An address is a source if the user names no other. */
function withAddress(origin: Origin | undefined, url: string | undefined): Origin | undefined {
  if (url === undefined || (origin?.sources.length ?? 0) > 0) return origin;
  return { licences: [], ...origin, sources: [url] };
}

const isMissing = (resource: object, entry: string): boolean =>
  Object.entries(resource).every(
    ([name, value]) => name !== entry || (Array.isArray(value) && value.length === 0),
  );

/** Its path in data/, with forward slashes; undefined if it is elsewhere. */
export async function placeInData(root: string, file: string): Promise<string | undefined> {
  const folder = path.join(root, "data");
  const [inside, at] = await Promise.all(
    [folder, path.dirname(path.resolve(file))].map((each) => realpath(each).catch(() => each)),
  );
  const whole = path.join(at ?? "", path.basename(file));
  return inside !== undefined && isInside(inside, whole)
    ? path.relative(inside, whole).split(path.sep).join("/")
    : undefined;
}

function endingOf({ table, changes }: Inspected): string {
  if (table.format === "parquet") return ".parquet";
  const isTabs = table.delimiter === "\t" && changes.length === 0;
  return `${isTabs ? ".tsv" : ".csv"}${table.compression === undefined ? "" : ".gz"}`;
}

const mediatypes = { csv: "text/csv", parquet: "application/vnd.apache.parquet" };

interface Entries extends OriginEntries {
  readonly import: ImportOptions;
  readonly confirmed: Confirmed;
}

/** The entry of datapackage.json, with its fields in reading order. */
function describe(
  name: string,
  place: string,
  { table, schema, facts }: Inspected,
  { title, import: options, confirmed, ...links }: Entries,
): object {
  const { format, delimiter, compression } = table;
  return {
    name,
    ...(title !== undefined && { title }),
    path: place,
    format,
    mediatype: mediatypes[format],
    ...(format === "csv" && { encoding: "utf-8" }),
    ...(compression !== undefined && { compression }),
    ...(format === "csv" && delimiter !== "," && { dialect: { delimiter } }),
    bytes: facts.file.bytes,
    hash: `sha256:${facts.file.sha256}`,
    ...(Object.keys(options).length > 0 && { import: options }),
    ...(Object.keys(confirmed).length > 0 && { confirmed }),
    schema,
    ...links,
  };
}

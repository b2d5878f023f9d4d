/** How the next edition of a described table is read: as its description and the remembered options say. */
import type { Resource } from "../../authoring/load/schema.js";
import type { TableFile } from "../../authoring/load/table-file.js";
import { BriefingError } from "../../model/errors.js";
import { type ImportOptions, readingOf } from "./import-options.js";
import { type Inspection, inferredTypes, type ReadingSettings } from "./inspect.js";
import type { OnBytes } from "./profile-csv.js";

interface NextEdition {
  readonly resource: Resource;
  readonly current: TableFile;
  readonly remembered: ImportOptions;
  /** Whether the edition in data/ is read again, which is as load() reads it except for its texts. */
  readonly isStored: boolean;
  readonly settings: ReadingSettings & { readonly onBytes: OnBytes };
  readonly workFolder: string;
}

export interface NextReading {
  readonly inspection: Inspection;
  /** The same without the options given with the command; undefined if the command was given no options. */
  readonly asBefore: Inspection | undefined;
}

export function nextReading(edition: NextEdition): NextReading {
  const { resource, current, remembered, isStored, settings, workFolder } = edition;
  const { missing, decimal, date, encoding, delimiter, sheet, columns } = settings;
  // A file in data/ is in UTF-8 and has a header.
  const { encoding: encodingBefore, ...source } = isStored ? {} : readingOf(remembered);
  const plain = resource.fields.filter(({ type }) => type !== "string").map(({ name }) => name);
  const before = {
    ...source,
    ...(encodingBefore !== undefined && { encodingBefore }),
    // The usual delimiters are recognised; files of another form are rejected later.
    delimiter: source.delimiter ?? (/[\t;,]/.test(current.delimiter) ? undefined : current.delimiter),
    remembered: { decimal: remembered.decimal, date: remembered.date } as const,
    missing: [...resource.missingValues],
    texts: new Set(resource.fields.filter(isAsWritten).map(({ name }) => name)),
    ...(isStored && { plain: new Set(plain) }),
    ...(current.format === "csv" && { form: current }),
    key: resource.primaryKey,
    onBytes: settings.onBytes,
    workFolder,
  };
  const given = JSON.parse(JSON.stringify({ decimal, date, encoding, delimiter, sheet, columns })) as object;
  const hasOptions = missing.length + Object.keys(given).length > 0;
  return {
    inspection: { ...before, ...given, missing: [...before.missing, ...missing] },
    asBefore: hasOptions ? before : undefined,
  };
}

/** Text, and dates whose format is described: their cells are kept as they are. */
const isAsWritten = ({ type, format }: Resource["fields"][number]): boolean =>
  type === "string" || format !== undefined;

/**
 * Columns described as text are text, unless an option given with the command is what makes them numbers or dates: then
 * leaving them would write some of the file's cells in one form and the rest in another.
 */
export async function withConvertible(
  file: string,
  resource: Resource,
  { inspection, asBefore }: NextReading,
): Promise<Inspection> {
  if (asBefore === undefined) return inspection;
  const before = await inferredTypes(file, asBefore, "text").catch((error: unknown) => {
    // Without the new options, the file may not be readable.
    if (error instanceof BriefingError) return new Map<string, string>();
    throw error;
  });
  const after = await inferredTypes(file, inspection, "missing");
  const isConvertible = (name: string): boolean =>
    (before.get(name) ?? "string") === "string" && (after.get(name) ?? "string") !== "string";
  const texts = resource.fields
    .filter((field) => isAsWritten(field) && !(field.type === "string" && isConvertible(field.name)))
    .map(({ name }) => name);
  return { ...inspection, texts: new Set(texts) };
}

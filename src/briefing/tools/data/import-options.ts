/** How the file of a table is read: remembered in datapackage.json, so that the next edition is read alike. */
import path from "node:path";
import * as z from "zod";
import { issueText, withInput } from "../../lib/issue.js";
import { omit } from "../../lib/omit.js";
import { shellWord } from "../../lib/shell-word.js";
import { BriefingError } from "../../model/errors.js";
import { atResource, type DescriptorFile, type Edit } from "./descriptor-file.js";
import type { ReadingSettings } from "./inspect.js";
import type { Writing } from "./infer-types.js";
import { isSpreadsheet } from "./spreadsheet.js";

/** Marks for missing values are in the table's schema. */
const importOptions = z.strictObject({
  /** From where the file was downloaded. */
  url: z.url({ protocol: /^https?$/ }).optional(),
  /** Name of the spreadsheet from whose sheet the table was written, unless it was downloaded. */
  file: z.string().optional(),
  sheet: z.string().optional(),
  encoding: z.string().optional(),
  delimiter: z.string().optional(),
  columns: z.array(z.string()).optional(),
  decimal: z.enum(["point", "comma"]).optional(),
  date: z.enum(["day-first", "month-first"]).optional(),
});

export type ImportOptions = Readonly<z.infer<typeof importOptions>>;

export function rememberedOptions({ written }: DescriptorFile, index: number): ImportOptions {
  const resource = written.resources[index];
  const read = importOptions.safeParse(resource?.import ?? {}, withInput);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new BriefingError(
    `data/datapackage.json: resource "${resource?.name ?? ""}": import: ${issue === undefined ? "it cannot be read" : issueText(issue)}`,
    {
      hint: 'These are the options of "briefing data add", by their names; correct them or remove "import".',
    },
  );
}

/** From where the next edition was read; a file may be the table's own. */
export type ImportSource = Pick<ImportOptions, "url" | "file">;

/** @param url from where the file was downloaded */
export function importSource(file: string, url: string | undefined): ImportSource {
  if (url !== undefined) return { url };
  return isSpreadsheet(file) ? { file: path.basename(file) } : {};
}

/** Names or addresses of the files that the tables come from; undefined for tables that are files of their own. */
export const sourcesOf = (descriptor: DescriptorFile): readonly (string | undefined)[] =>
  descriptor.content.resources.map((_, index) => {
    const { url, file } = rememberedOptions(descriptor, index);
    return url ?? file;
  });

/** The options given with a command replace earlier ones; what the cells decided helps where the next ones do not. */
export function nextOptions(
  before: ImportOptions,
  given: Omit<ReadingSettings, "missing">,
  decided: Writing,
  source: ImportSource,
): ImportOptions {
  const { sheet, encoding, delimiter, columns, decimal, date } = given;
  const url = source.url ?? before.url;
  const all = {
    url,
    file: url === undefined ? (source.file ?? before.file) : undefined,
    sheet: sheet ?? before.sheet,
    encoding: encoding ?? before.encoding,
    delimiter: delimiter ?? before.delimiter,
    columns: columns ?? before.columns,
    decimal: decimal ?? decided.decimal ?? before.decimal,
    date: date ?? decided.date ?? before.date,
  };
  return JSON.parse(JSON.stringify(all)) as ImportOptions;
}

export function importEdits(index: number, before: ImportOptions, after: ImportOptions): readonly Edit[] {
  const isSame = JSON.stringify(importOptions.parse(before)) === JSON.stringify(importOptions.parse(after));
  return isSame ? [] : [{ path: atResource(index, "import"), value: after }];
}

/** How the source of the next edition is read, wherever it is. */
export const readingOf = (
  options: ImportOptions,
): Omit<ImportOptions, keyof ImportSource | "decimal" | "date"> =>
  omit(options, "url", "file", "decimal", "date");

/** Reading options as words of a command line, with a space before each. */
export function optionWords(settings: Partial<ReadingSettings>): string {
  const { missing = [], decimal, date, encoding, delimiter, sheet, columns } = settings;
  const words = missing.flatMap((text) => ["--missing", text]);
  const single = { decimal, date, encoding, delimiter, sheet, columns: columns?.join(",") };
  for (const [name, value] of Object.entries(single))
    if (value !== undefined) words.push(`--${name}`, value === "\t" ? "tab" : value);
  return words.map((word) => ` ${shellWord(word)}`).join("");
}

/** The spreadsheets from which tables were written. */
export const workbooksOf = ({ written }: DescriptorFile): ReadonlySet<string> =>
  new Set(written.resources.flatMap((resource) => importOptions.safeParse(resource.import).data?.file ?? []));

/** How the file of a table is read: remembered in datapackage.json, so that the next edition is read alike. */
import * as z from "zod";
import { issueText, withInput } from "../../lib/issue.js";
import { omit } from "../../lib/omit.js";
import { shellWord } from "../../lib/shell-word.js";
import { BriefingError } from "../../model/errors.js";
import { atResource, type DescriptorFile, type Edit } from "./descriptor-file.js";
import type { ReadingSettings } from "./inspect.js";
import type { Writing } from "./infer-types.js";

/** Marks for missing values are in the table's schema. */
const importOptions = z.strictObject({
  /** From where the file was downloaded. */
  url: z.url({ protocol: /^https?$/ }).optional(),
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

/** The options given with a command replace earlier ones; what the cells decided helps where the next ones do not. */
export function nextOptions(
  before: ImportOptions,
  given: Omit<ReadingSettings, "missing">,
  decided: Writing,
  url: string | undefined,
): ImportOptions {
  const { sheet, encoding, delimiter, columns, decimal, date } = given;
  const all = {
    url: url ?? before.url,
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

/** How the source of the next edition is read, except for its address. */
export const readingOf = (options: ImportOptions): Omit<ImportOptions, "url" | "decimal" | "date"> =>
  omit(options, "url", "decimal", "date");

/** Reading options as words of a command line, with a space before each. */
export function optionWords(settings: Partial<ReadingSettings>): string {
  const { missing = [], decimal, date, encoding, delimiter, sheet, columns } = settings;
  const words = missing.flatMap((text) => ["--missing", text]);
  const single = { decimal, date, encoding, delimiter, sheet, columns: columns?.join(",") };
  for (const [name, value] of Object.entries(single))
    if (value !== undefined) words.push(`--${name}`, value === "\t" ? "tab" : value);
  return words.map((word) => ` ${shellWord(word)}`).join("");
}

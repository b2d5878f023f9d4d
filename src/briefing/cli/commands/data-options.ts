/** How `briefing data add` and `data update` read a file, as options of the command line. */
import { InvalidArgumentError, Option } from "commander";

/** Options of `data add` and `data update`. */
export const readingOptions = (): readonly Option[] => [
  new Option("--title <text>", "title of the table in the briefing (default: its name)"),
  new Option(
    "--source <text>",
    "publisher, with or without a URL; can be repeated, and replaces earlier sources",
  )
    .argParser((text: string, before: readonly string[]) => [...before, readWords(text)])
    .default([], "not given"),
  new Option("--license <name>", "licence: an SPDX identifier, a URL, or text; can be repeated")
    .argParser((text: string, before: readonly string[]) => [...before, readWords(text)])
    .default([], "not given"),
  new Option("--missing <text>", "marker for missing values, in addition to empty cells; can be repeated")
    .argParser((text: string, before: readonly string[]) => [...before, text])
    .default([], "NA and the like in columns of numbers or dates"),
  new Option("--decimal <sign>", "decimal sign, if the file is ambiguous").choices(["point", "comma"]),
  new Option("--date <order>", "order of day and month, if the file is ambiguous").choices([
    "day-first",
    "month-first",
  ]),
  new Option("--sheet <name>", "sheet of an .xlsx or .ods file (default: the first)"),
  new Option("--encoding <name>", "encoding, if neither UTF-8 nor UTF-16: windows-1252"),
  new Option("--delimiter <text>", "delimiter, if not a comma, semicolon or tab").argParser(readDelimiter),
  new Option("--columns <names>", "column names for a file without a header").argParser(readColumns),
  new Option(
    "--confirm <name>",
    "a column whose jump or reversed pairs are right, or duplicates, for rows that occur twice; can be repeated",
  )
    .argParser((text: string, before: readonly string[]) => [...before, text])
    .default([], "nothing"),
  new Option("--dry-run", "show what would be written without writing anything"),
];

function readWords(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("It is empty.");
  return text.trim();
}

function readDelimiter(text: string): string {
  if (text === "" || /["\r\n]/.test(text)) throw new InvalidArgumentError("It cannot separate cells.");
  return text === "tab" ? "\t" : text;
}

function readColumns(text: string): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.includes("")) throw new InvalidArgumentError("Separate names with commas: year,country");
  return names;
}

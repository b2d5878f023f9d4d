import { Option } from "commander";
import pc from "picocolors";
import type { ListedTable, RemovedTable } from "../../tools/data/described-tables.js";
import type { ReadingSettings } from "../../tools/data/inspect.js";
import { sourceNotGivenNote } from "../../engine/report/data/source-not-given.js";
import { format } from "d3-format";
import { visible } from "../../lib/visible.js";
import { refreshCommand } from "../added-commands.js";
import { Command } from "../command.js";
import { exitCode, printError } from "../ending.js";
import * as option from "../options.js";
import { printJson, printResult, progressLine, type ProgressLine } from "../terminal.js";
import { readingOptions } from "./data-options.js";

interface DataOptions extends option.CommonOptions, ReadingSettings {
  readonly name?: string;
  readonly title?: string;
  readonly source: readonly string[];
  readonly license: readonly string[];
  readonly confirm: readonly string[];
  readonly dryRun?: true;
  readonly schema?: true;
}

export async function dataCommand(): Promise<Command> {
  return new Command("data")
    .description("add tables to the project, update, list and remove them")
    .addCommand(addCommand())
    .addCommand(updateCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand())
    .addCommand(await refreshCommand()).notes(`
Examples:
  briefing data add ~/Downloads/gdp.csv --source "World Bank, https://data.worldbank.org" --license CC-BY-4.0
  briefing data add data/*.csv --missing n/a
  briefing data update ~/Downloads/gdp.csv
  briefing data list                    tables with their sources and licences
  briefing data remove loans            a table's description and its file
  briefing data refresh --plan          refresh from OpenAlex
  briefing check --only data            check the tables against their descriptions`);
}

function addCommand(): Command {
  return new Command("add")
    .description("add tables to data/, with a schema inferred from every cell")
    .argument(
      "<files...>",
      "CSV, TSV or JSON (an array of objects), also with gzip; .xlsx, .ods or Parquet; or the address of one",
    )
    .shared("project")
    .option("--name <table>", "name of the table (default: the name of the file)")
    .addOptions(readingOptions())
    .shared("force", "json")
    .action(runAdd).notes(`
Every cell is read. Types are those supported by load(); the key is the smallest set of columns whose combined values are
unique in every row. A file outside data/ is copied there. Files that load() cannot read directly (spreadsheets, UTF-16,
decimal commas, thousands separators, dates such as 31.12.2022, unnamed columns) are converted to data/NAME.csv, and the
command reports it. If nothing in the file decides how its numbers or dates are written, it asks for --decimal or --date.
The options are stored in datapackage.json and used for the next edition. Addresses are public ones, without credentials:
briefing data update NAME downloads the file again. Your own files are never overwritten, and your edits in
datapackage.json are preserved. Files do not contain their publisher: give --source
and --license, and optionally --title, now or later (briefing data update NAME --source …). Until then the briefing
prints "source not given". Package-level sources and licences do not apply to added tables. Write units and descriptions
yourself.

Rows that occur twice are reported. If the values of a column jump tenfold from one period to the next, or a pair occurs
in both orders in a table that has the others in one, nothing is added until you correct the file, or confirm it by the
name of the column: --confirm. What is confirmed is stored in datapackage.json; anything else must be confirmed anew.

Examples:
  briefing data add ~/Downloads/gdp.csv --title "GDP by economy" --source "World Bank, https://data.worldbank.org"
  briefing data add prices.csv --decimal comma --missing -999
  briefing data add https://example.org/gdp.csv
  briefing data add stations.xlsx --sheet Stations
  briefing data add old.txt --encoding windows-1252 --columns year,country,papers
  briefing data add huge.parquet --dry-run --json`);
}

function updateCommand(): Command {
  return new Command("update")
    .description("import a new edition of a table, and report what changed")
    .argument(
      "<table>",
      "new file or its address; or the name of a table that was downloaded, or whose file in data/ was replaced",
    )
    .shared("project")
    .option("--name <table>", "table to update (default: the one named like the file)")
    .option("--schema", "adapt the description if the new edition does not match it: columns, types, key")
    .addOptions(readingOptions())
    .shared("force", "json")
    .action(runUpdate).notes(`
Reports rows added, removed and changed, by the table's key, and changed columns, types and ranges. The earlier edition is
the file in data/ or, if you have already replaced it, the committed one. Only the edition described in
data/datapackage.json is overwritten. The file is read with the options of the previous edition, unless others are given;
columns that were text because of an option that was missing are converted by --schema. If the new edition does not match the description, nothing is written and the
mismatches are listed; --schema adapts the description. Rows that occur twice are reported. Nothing is written either if
the values of a column jump tenfold from one period to the next, or if a pair occurs in both orders in a table that has the
others in one: correct the file, or confirm it by the name of the column, with --confirm. Exit codes: 0 done or unchanged,
1 mismatch or not confirmed, 2 incorrect usage.

Examples:
  briefing data update ~/Downloads/gdp.csv
  briefing data update gdp-2026-final.csv --name gdp --dry-run
  briefing data update gdp              data/gdp.csv was replaced by hand, or gdp was downloaded
  briefing data update prices.csv --missing k.A. --schema
  briefing data update co2.csv --confirm tonnes
  briefing data update gdp --source "World Bank" --license CC-BY-4.0`);
}

const settingsOf = ({ title, source, license, force, dryRun, ...reading }: DataOptions) => ({
  ...reading,
  origin: { ...(title !== undefined && { title }), sources: source, licences: license },
  overwrite: option.overwriteOf({ force }),
  mode: dryRun === true ? ("dry-run" as const) : ("write" as const),
});

/** Shows how much of a file has been read. */
const bytesRead =
  (file: string, progress: ProgressLine) =>
  (bytes: number): void => {
    progress.show(`${visible(file).slice(-50)}: ${format(",.0f")(bytes / 1e6)} MB read`);
  };

/** The first of the options that would make no sense for several tables. */
function optionOfOneTable({ name, title, confirm }: DataOptions): string | undefined {
  if (name !== undefined) return "--name <table>";
  if (title !== undefined) return "--title <text>";
  return confirm.length > 0 ? "--confirm <name>" : undefined;
}

/** In order, so that a file that is not a table does not prevent the others from being added. */
async function runAdd(files: readonly string[], options: DataOptions, command: Command): Promise<void> {
  const single = optionOfOneTable(options);
  if (files.length > 1 && single !== undefined)
    command.error(`error: option '${single}' applies to one table. Add the files one at a time.`);
  const { findRoot } = await import("../../engine/project/find-project.js");
  const { addTable } = await import("../../tools/data/add-table.js");
  const { describeAdded } = await import("../data-summary.js");
  const root = await findRoot(options.project);
  const settings = settingsOf(options);
  const results: object[] = [];
  const withoutSource: string[] = [];
  for (const file of files) {
    const progress = progressLine({ patience: 1000 });
    try {
      const added = await addTable(root, file, { ...settings, onBytes: bytesRead(file, progress) });
      progress.close();
      const { inspected, ...rest } = added;
      const { changes, notes, facts } = inspected;
      const noteOf = (index: number) => inspected.columns[index]?.note;
      const columns = facts.columns.map((column, index) => ({ ...column, note: noteOf(index) }));
      const before = results.length > 0 ? "\n" : "";
      if (options.json !== true) process.stdout.write(`${before}${describeAdded(added, settings.mode)}\n`);
      results.push({ ...rest, rows: facts.rows, columns, changes, notes });
      if (options.source.length === 0) withoutSource.push(added.name);
    } catch (error) {
      progress.close();
      process.exitCode = Math.max(Number(process.exitCode ?? exitCode.done), printError(error));
    }
  }
  if (options.json === true) {
    printJson({ tables: results });
    return;
  }
  const note = options.dryRun === true ? undefined : sourceNotGivenNote(withoutSource);
  if (note !== undefined) process.stdout.write(`\n${note}\n`);
  if (options.dryRun === true && results.length > 0)
    process.stdout.write("\nNothing was written: --dry-run\n");
}

async function runUpdate(given: string, options: DataOptions): Promise<void> {
  const { findRoot } = await import("../../engine/project/find-project.js");
  const { updateTable } = await import("../../tools/data/update-table.js");
  const { describeUpdated } = await import("../data-summary.js");
  const root = await findRoot(options.project);
  const progress = progressLine({ patience: 1000 });
  const updated = await updateTable(root, given, {
    ...settingsOf(options),
    schema: options.schema === true ? "adapt" : "keep",
    onBytes: bytesRead(given, progress),
  }).finally(progress.close);
  printResult(options, updated, () => `${describeUpdated(updated, settingsOf(options).mode)}\n`);
  if (options.json !== true && options.dryRun === true && updated.status === "updated")
    process.stdout.write("Nothing was written: --dry-run\n");
  if (updated.status === "does not fit" || updated.status === "not confirmed")
    process.exitCode = exitCode.fault;
}

function listCommand(): Command {
  return new Command("list")
    .description("list the tables of the project, with their sources and licences")
    .shared("project", "json")
    .action(runList);
}

async function runList(options: option.CommonOptions): Promise<void> {
  const { findRoot } = await import("../../engine/project/find-project.js");
  const { listTables } = await import("../../tools/data/described-tables.js");
  const root = await findRoot(options.project);
  const tables = await listTables(root);
  printResult(options, { tables }, () =>
    tables.length === 0
      ? "The project has no tables. To add one: briefing data add FILE\n"
      : `${tables.map(tableLines).join("\n\n")}\n`,
  );
}

function tableLines({ name, title, path, file, url, sources, licences }: ListedTable): string {
  const where = file === "missing" ? `${path}, ${pc.red("which is missing")}` : path;
  return [
    `${pc.bold(name)}  ${visible(where)}`,
    ...(title === name ? [] : [`  title    ${visible(title)}`]),
    ...(url === undefined ? [] : [`  address  ${visible(url)}`]),
    `  source   ${sources.length === 0 ? pc.yellow("not given") : visible(sources.join("; "))}`,
    `  licence  ${licences.length === 0 ? pc.yellow("not given") : visible(licences.join("; "))}`,
  ].join("\n");
}

interface RemoveOptions extends option.CommonOptions {
  readonly keepFile?: true;
  readonly dryRun?: true;
}

function removeCommand(): Command {
  return new Command("remove")
    .description("remove a table, and its file if it is committed unchanged")
    .argument("<table>", "name of the table")
    .shared("project")
    .addOption(new Option("--keep-file", "keep its file in data/").conflicts("force"))
    .option("--force", "delete its file even if it is not committed in its current state")
    .option("--dry-run", "show what would be removed without removing anything")
    .shared("json")
    .action(runRemove).notes(`
A file that is not committed, or has changed since, is kept in data/ unless --force is given. A table referenced by another
table's foreign key is not removed. Notebooks that load the table must be edited by hand: briefing check finds them.

Examples:
  briefing data remove loans
  briefing data remove loans --keep-file
  briefing data remove loans --dry-run`);
}

async function runRemove(name: string, options: RemoveOptions): Promise<void> {
  const { findRoot } = await import("../../engine/project/find-project.js");
  const { removeTable } = await import("../../tools/data/described-tables.js");
  const root = await findRoot(options.project);
  const mode = options.dryRun === true ? "dry-run" : "write";
  const file = options.keepFile === true ? "none" : options.force === true ? "any" : "committed";
  const removed = await removeTable(root, name, { file, mode });
  printResult(options, removed, () => `${removedLines(removed, options).join("\n")}\n`);
}

function removedLines({ name, path, file }: RemovedTable, options: RemoveOptions): readonly string[] {
  const ends = {
    deleted: `${path} ${options.dryRun === true ? "to be deleted" : "deleted"}`,
    kept:
      options.keepFile === true
        ? `${path} is kept`
        : `${path} is kept because it is not committed in its current state (to delete it, use --force)`,
    missing: `${path} did not exist`,
  };
  return [
    `${pc.bold(name)}: ${options.dryRun === true ? "to be removed" : "removed"} from data/datapackage.json; ${visible(ends[file])}`,
    ...(options.dryRun === true ? ["", "Nothing was removed: --dry-run"] : []),
  ];
}

import { Option } from "commander";
import pc from "picocolors";
import { visible } from "../../lib/visible.js";
import type { ListedTable } from "../../tools/data/list-tables.js";
import type { RemovedTable } from "../../tools/data/remove-table.js";
import { Command } from "../command.js";
import type * as option from "../options.js";
import { printResult } from "../terminal.js";

export function listCommand(): Command {
  return new Command("list")
    .description("list the tables of the project, with their sources and licences")
    .shared("project", "json")
    .action(runList);
}

async function runList(options: option.CommonOptions): Promise<void> {
  const { findRoot } = await import("../../engine/project/find-project.js");
  const { listTables } = await import("../../tools/data/list-tables.js");
  const root = await findRoot(options.project);
  const tables = await listTables(root);
  printResult(options, { tables }, () =>
    tables.length === 0
      ? "The project has no tables. To add one: briefing data add FILE\n"
      : `${tables.map(tableLines).join("\n\n")}\n`,
  );
}

function tableLines({ name, title, path, file, sources, licences }: ListedTable): string {
  const where = file === "missing" ? `${path}, ${pc.red("which is missing")}` : path;
  return [
    `${pc.bold(name)}  ${visible(where)}`,
    ...(title === name ? [] : [`  title    ${visible(title)}`]),
    `  source   ${sources.length === 0 ? pc.yellow("not given") : visible(sources.join("; "))}`,
    `  licence  ${licences.length === 0 ? pc.yellow("not given") : visible(licences.join("; "))}`,
  ].join("\n");
}

interface RemoveOptions extends option.CommonOptions {
  readonly keepFile?: true;
  readonly dryRun?: true;
}

export function removeCommand(): Command {
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
  const { removeTable } = await import("../../tools/data/remove-table.js");
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

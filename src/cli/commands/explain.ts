import { Command, InvalidArgumentError, Option } from "commander";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { sha256 } from "../../lib/hash.js";
import { BriefingError } from "../../model/errors.js";
import { UsageError } from "../../model/usage-error.js";
import * as option from "../options.js";
import { printJson } from "../terminal.js";
import { own } from "../../lib/own.js";

interface ExplainOptions {
  readonly project?: string;
  readonly output?: string;
  readonly json?: true;
  readonly rows: number;
}

export function explainCommand(): Command {
  return new Command("explain")
    .description("print where a number, figure, table or claim comes from: page, cells, functions, data")
    .argument("[id]", "its id, as in the page's links and report.json (default: list all ids)")
    .addOption(option.projectOption())
    .addOption(new Option("-o, --output <dir>", "the rendered briefing (default: output/ of the project)"))
    .addOption(
      new Option("--rows <n>", "rows to show of what a figure draws or a table prints")
        .argParser(rowCount)
        .default(5),
    )
    .addOption(option.jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  briefing explain                              lists all ids: kind, id, chapter, text
  briefing explain | grep -i partner
  briefing explain joint-papers
  briefing explain fig-joint-papers --rows 20
  briefing explain fig-joint-papers --json`,
    )
    .action(explainId);
}

function rowCount(text: string): number {
  const count = Number(text);
  if (text === "" || !Number.isInteger(count) || count < 0)
    throw new InvalidArgumentError("Write a whole number, 0 or more.");
  return count;
}

async function explainId(id: string | undefined, options: ExplainOptions): Promise<void> {
  const { findProject } = await import("../../engine/project/find-project.js");
  const { explain } = await import("../../engine/report/explain.js");
  const { explanationText } = await import("../../engine/report/explain-text.js");
  const { parseStoredReport } = await import("../../engine/report/stored-report.js");
  const isFolderGiven = options.output !== undefined && options.project === undefined;
  // A rendered folder can be far from its project: then functions have no lines.
  const project = await findProject(options.project).catch((error: unknown) => {
    if (isFolderGiven && error instanceof BriefingError) return undefined;
    throw error;
  });
  const folder = options.output ?? project?.output ?? ".";
  const file = path.join(folder, "report.json");
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new UsageError(`There is no report.json in ${folder}.`, {
      cause,
      hint: "Build the briefing first: briefing build",
    });
  });
  const report = parseStoredReport(text, file);
  if (id === undefined) {
    const { explainables } = await import("../../engine/report/explainable.js");
    const all = explainables(report);
    const line = ({ kind, id, section, says }: (typeof all)[number]) =>
      `${kind.padEnd(6)}  ${id}  (${section})  ${says.replace(/\s+/g, " ")}`;
    if (options.json === true) printJson(all);
    else process.stdout.write(`${all.map(line).join("\n")}\n`);
    return;
  }
  const explanation = explain(report, id, {
    readOutput: (name) => unchanged(readInside(folder, name), own(report.files, name)),
    readSource: (name) => (project === undefined ? undefined : readInside(project.root, name)),
    rows: options.rows,
  });
  if (options.json === true) printJson(explanation);
  else process.stdout.write(`${explanationText(explanation).trimEnd()}\n`);
}

/** A file below a folder; undefined where there is none, or the name leads elsewhere. */
function readInside(folder: string, name: string): string | undefined {
  const root = path.resolve(folder);
  const file = path.resolve(root, name);
  if (!file.startsWith(root + path.sep)) return undefined;
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Rows of another build would be another figure's. */
const unchanged = (text: string | undefined, hash: string | undefined): string | undefined =>
  text !== undefined && sha256(text) === hash ? text : undefined;

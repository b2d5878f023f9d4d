import { Command, Option } from "commander";
import { readFile } from "node:fs/promises";
import path from "node:path";
import * as option from "../options.js";
import { UsageError } from "../usage-error.js";

interface ExplainOptions {
  readonly project?: string;
  readonly output?: string;
  readonly json?: true;
}

export function explainCommand(): Command {
  return new Command("explain")
    .description("print the whole way of a number, figure, table or claim: page, cells, functions, data")
    .argument("<id>", "its id, as the page's links and report.json have it")
    .addOption(option.projectOption())
    .addOption(new Option("-o, --output <dir>", "the rendered briefing (default: output/ of the project)"))
    .addOption(option.jsonOption())
    .addHelpText(
      "after",
      "\nExamples:\n  briefing explain joint-papers\n  briefing explain fig-joint-papers --json",
    )
    .action(explainId);
}

async function explainId(id: string, options: ExplainOptions): Promise<void> {
  const { findProject } = await import("../../project/find-project.js");
  const { explain } = await import("../../report/explain.js");
  const { explanationText } = await import("../../report/explain-text.js");
  const { parseStoredReport } = await import("../../report/stored-report.js");
  const folder = options.output ?? (await findProject(options.project)).output;
  const file = path.join(folder, "report.json");
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new UsageError(`${folder} holds no report.json.`, {
      cause,
      hint: "Build the briefing first: briefing build",
    });
  });
  const explanation = explain(parseStoredReport(text, file), id);
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify(explanation, undefined, 2)}\n`
      : `${explanationText(explanation).trimEnd()}\n`,
  );
}

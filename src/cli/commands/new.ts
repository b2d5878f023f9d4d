import { Command } from "commander";
import { shownPath } from "../../lib/shown-path.js";
import { kernelMetadata } from "../kernel-identity.js";
import * as option from "../options.js";
import { briefing } from "../terminal.js";

interface NewOptions extends option.CommonOptions {
  readonly title?: string;
  readonly table?: string;
}

export function newCommand(): Command {
  return new Command("new")
    .description("add a chapter: a notebook that builds, and its place in briefing.yml")
    .argument("<id>", "name of the notebook, without extension: 04-fields")
    .addOption(option.projectOption())
    .option("--title <text>", "title of the chapter (default: made from the id)")
    .option("--table <name>", "table of data/ that it begins with (default: the first)")
    .addHelpText(
      "after",
      `
The notebook is written to notebooks/, in the form in which it is committed. In briefing.yml it comes after the last
chapter whose name sorts before its own. Nothing is overwritten.

Examples:
  briefing new 04-fields
  briefing new 04-fields --title "Where the two are strong" --table field-output`,
    )
    .action(runNew);
}

async function runNew(given: string, options: NewOptions): Promise<void> {
  const { addChapter } = await import("../../tools/scaffold/add-chapter.js");
  const where = options.project === undefined ? "" : ` --project ${options.project}`;
  const file = await addChapter(given, { ...options, metadata: kernelMetadata() });
  process.stdout.write(`${shownPath(file)}: a chapter that builds. Next: ${briefing} build${where}\n`);
}

import { shownPath } from "../../lib/shown-path.js";
import { Command } from "../command.js";
import type * as option from "../options.js";
import { briefing } from "../terminal.js";

interface NewOptions extends option.CommonOptions {
  readonly title?: string;
  readonly table?: string;
  readonly text?: true;
}

export function newCommand(): Command {
  return new Command("new")
    .description("add a chapter: a notebook ready to build, and its entry in briefing.yml")
    .argument("<id>", "name of the notebook, without extension: 04-fields")
    .shared("project")
    .option("--title <text>", "title of the chapter (default: derived from the id)")
    .option("--table <name>", "table of data/ to start with (default: the first)")
    .option("--text", "write a text notebook, ID.md, instead of ID.ipynb")
    .action(runNew).notes(`
The notebook is written to notebooks/ in the stored form. In briefing.yml it is inserted after the last
chapter whose name sorts before its own. Nothing is overwritten.

Examples:
  briefing new 04-fields
  briefing new 04-fields --text
  briefing new 04-fields --title "Where the two are strong" --table field-output`);
}

async function runNew(given: string, options: NewOptions): Promise<void> {
  const { addChapter } = await import("../../tools/scaffold/add-chapter.js");
  const where = options.project === undefined ? "" : ` --project ${options.project}`;
  const { text, ...others } = options;
  const file = await addChapter(given, { ...others, form: text === true ? "text" : "json" });
  process.stdout.write(
    `${shownPath(file)}: added a chapter that is ready to build. Next: ${briefing} build${where}\n`,
  );
}

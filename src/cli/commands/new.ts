import { Command, Option } from "commander";
import { readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import * as option from "../options.js";
import { replaceFile } from "../replace-file.js";

interface NewOptions {
  readonly project?: string;
  readonly title?: string;
  readonly table?: string;
}

export function newCommand(): Command {
  return new Command("new")
    .description("add a chapter to the project: a notebook that builds, and its place in briefing.yml")
    .argument("<id>", "name of the notebook, without extension: 04-fields")
    .addOption(option.projectOption())
    .addOption(new Option("--title <text>", "title of the chapter (default: made of the id)"))
    .addOption(new Option("--table <name>", "table of data/ it begins with (default: the first)"))
    .addHelpText(
      "after",
      `
The notebook is written to notebooks/, in the form in which it is committed. In the order of briefing.yml it stands after
the last chapter whose name comes before its own. Nothing that exists is overwritten.

Examples:
  briefing new 04-fields
  briefing new 04-fields --title "Where the two are strong" --table field-output`,
    )
    .action(addChapter);
}

async function addChapter(given: string, options: NewOptions): Promise<void> {
  const { chapterId, titleOf } = await import("../../tools/scaffold/names.js");
  const { newChapter } = await import("../../tools/scaffold/chapter.js");
  const { withChapter } = await import("../../tools/scaffold/order.js");
  const { ScaffoldError } = await import("../../tools/scaffold/errors.js");
  const { stringifyNotebook } = await import("../../engine/notebook/stringify.js");
  const { findProject } = await import("../../engine/project/find-project.js");
  const { kernelMetadata } = await import("../kernel-identity.js");

  const id = chapterId(given);
  const { root } = await findProject(options.project);
  const file = path.join(root, "notebooks", `${id}.ipynb`);
  const shown = path.relative(process.cwd(), file);
  if ((await stat(file).catch(() => undefined)) !== undefined)
    throw new ScaffoldError(`${shown} exists already.`, {
      hint: "Choose another id, or edit that notebook.",
    });
  const table = await tableOf(root, options.table);
  const title = options.title ?? titleOf(id);
  const notebook = newChapter({ id, title, metadata: kernelMetadata(), ...(table && { table }) });
  const configuration = path.join(root, "notebooks/briefing.yml");
  const text = await readFile(configuration, "utf8").catch(() => undefined);
  const ordered =
    text === undefined
      ? undefined
      : withChapter(text, `${id}.ipynb`, path.relative(process.cwd(), configuration));
  // `wx`: a file that came meanwhile stays as it is.
  await writeFile(file, stringifyNotebook(notebook), { flag: "wx" });
  if (ordered !== undefined) await replaceFile(configuration, ordered);
  process.stdout.write(`${shown}: a chapter that builds. Next: briefing build\n`);
}

/** The table asked for, or the first; undefined in a project without data. */
async function tableOf(root: string, name: string | undefined) {
  const { ScaffoldError } = await import("../../tools/scaffold/errors.js");
  const { readPackage } = await import("../../authoring/load/data-folder.js");
  const described =
    (await stat(path.join(root, "data/datapackage.json")).catch(() => undefined)) !== undefined;
  const tables = described ? readPackage(root).descriptor.resources : [];
  const found = name === undefined ? tables[0] : tables.find((each) => each.name === name);
  if (name !== undefined && found === undefined)
    throw new ScaffoldError(`data/datapackage.json has no table "${name}".`, {
      hint:
        tables.length > 0
          ? `There are: ${tables.map((each) => each.name).join(", ")}`
          : "The project has no tables.",
    });
  return found;
}

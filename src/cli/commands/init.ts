import { Command, Option } from "commander";
import { parameterOption } from "../options.js";

interface InitOptions {
  readonly bare?: true;
  readonly example?: "pair";
  readonly parameter: Readonly<Record<string, string>>;
}

export function initCommand(): Command {
  return new Command("init")
    .description("make a new project, on a topic of your own: a briefing of one chapter that builds at once")
    .argument("<dir>", "folder to make; an existing one must be empty (a .git in it may stay)")
    .addOption(
      new Option(
        "--example <name>",
        "begin with a whole briefing: pair, on the joint research of any two economies",
      ).choices(["pair"]),
    )
    .addOption(new Option("--bare", "begin without an example: no chapter, no table").conflicts("example"))
    .addOption(parameterOption("value for the example: reporter and partner, codes such as DE, or names"))
    .addHelpText(
      "after",
      `
The chapter reads an invented table; add yours (briefing data add FILE) and replace its sentences, or begin with --bare,
then add a table and a chapter (briefing new ID). The example pair has four
chapters on counts that come with it, of 248 economies from 1990 to 2023: joint papers, partners, propensity and verdict,
limits. A project builds at once with this command's own installation; after npm install it has one of its own, as has a
colleague who clones it.

Examples:
  briefing init ~/library-loans
  briefing build --project ~/library-loans
  briefing init ~/school-meals --bare
  briefing init ~/germany-china --example pair -p reporter=DE -p partner=CN`,
    )
    .action(runInit);
}

async function runInit(folder: string, { bare, example, parameter }: InitOptions): Promise<void> {
  const { makeProject } = await import("../../tools/scaffold/new-project.js");
  const { pairTemplate, withoutParameters } = await import("../../tools/scaffold/pair-example.js");
  if (example === undefined) withoutParameters(parameter);
  const start = bare === true ? "bare" : "loans";
  const files = await makeProject(folder, example === undefined ? start : pairTemplate(parameter));
  const typed = /\s/.test(folder) ? JSON.stringify(folder) : folder;
  const next =
    bare === true
      ? `briefing data add FILE --project ${typed}, then briefing new 01-first --project ${typed}`
      : `briefing build --project ${typed}`;
  process.stdout.write(`${folder}: ${files} files. Next: ${next}\n`);
}

import { Command, Option } from "commander";
import { parameterOption } from "../options.js";

interface InitOptions {
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
    .addOption(parameterOption("value for the example: reporter and partner, codes such as DE, or names"))
    .addHelpText(
      "after",
      `
The chapter reads an invented table; add yours (briefing data add FILE) and replace its sentences. The example pair has four
chapters on counts that come with it, of 248 economies from 1990 to 2023: joint papers, partners, propensity and verdict,
limits. A project builds at once with this command's own installation; after npm install it has one of its own, as has a
colleague who clones it.

Examples:
  briefing init ~/library-loans
  briefing build --project ~/library-loans
  briefing init ~/germany-china --example pair -p reporter=DE -p partner=CN`,
    )
    .action(runInit);
}

async function runInit(folder: string, { example, parameter }: InitOptions): Promise<void> {
  const { makeProject } = await import("../../tools/scaffold/new-project.js");
  const { pairTemplate, withoutParameters } = await import("../../tools/scaffold/pair-example.js");
  if (example === undefined) withoutParameters(parameter);
  const files = await makeProject(folder, example === undefined ? undefined : pairTemplate(parameter));
  const typed = /\s/.test(folder) ? JSON.stringify(folder) : folder;
  process.stdout.write(`${folder}: ${files} files. Next: briefing build --project ${typed}\n`);
}

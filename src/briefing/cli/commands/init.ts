import { Option } from "commander";
import path from "node:path";
import { shellWord } from "../../lib/shell-word.js";
import type { Start, Template } from "../../tools/scaffold/new-project.js";
import { Command } from "../command.js";
import { parameterOption } from "../options.js";

type Example = "pair" | "papers";

interface InitOptions {
  readonly bare?: true;
  readonly example?: Example;
  readonly frames?: true;
  readonly parameter: Readonly<Record<string, string>>;
}

export function initCommand(): Command {
  return new Command("init")
    .description("create a project with one chapter that is ready to build")
    .argument("<dir>", "folder to create; an existing one must be empty (except for .git)")
    .addOption(
      new Option(
        "--example <name>",
        "start with a complete briefing: pair, on the joint research of any two economies; papers, on single papers of a simulated world",
      ).choices(["pair", "papers"]),
    )
    .addOption(new Option("--bare", "start without an example: no chapter, no table").conflicts("example"))
    .option("--frames", "depend on danfojs-node, for data frames (briefing/frame)")
    .addOption(
      parameterOption("value for the example pair: reporter and partner, codes such as DE, or names"),
    )
    .action(runInit).notes(`
The chapter reads a sample table; add yours (briefing data add FILE) and replace its sentences, or start with --bare,
then add a table and a chapter (briefing new ID). The example pair has four
chapters based on included counts of 248 economies from 1990 to 2023: joint papers, partners, propensity and verdict,
limits. The example papers has two chapters on a cube of single papers (docs/how-to/single-papers.md) of a simulated
world, with what is true in that world beside each answer; it reads the cube without DuckDB. The project's package.json
depends on this package as installed here: on its version in the registry, on the tarball that it was installed from,
of which the project contains a copy in vendor/ (commit it), or on the folder that it was installed from.

Examples:
  briefing init ~/library-loans
  briefing init ~/school-meals --bare
  briefing init ~/germany-china --example pair -p reporter=DE -p partner=CN
  briefing init ~/simulated-papers --example papers`);
}

async function runInit(folder: string, { bare, example, frames, parameter }: InitOptions): Promise<void> {
  const { makeProject } = await import("../../tools/scaffold/new-project.js");
  const start = bare === true ? "bare" : "loans";
  const { files, dependencies } = await makeProject(
    folder,
    example === undefined ? await withoutExample(start, parameter) : await templateOf(example, parameter),
    new Set(frames === true ? (["frames"] as const) : []),
  );
  const packages = Object.entries(dependencies).map(([name, source]) => `${name}, ${source}`);
  const isHere = path.resolve(folder) === process.cwd();
  const steps: string[] = [];
  if (!isHere) steps.push(`cd ${shellWord(folder)}`);
  steps.push("npm install");
  if (bare === true) steps.push("npx --no-install briefing new 01-first");
  steps.push("npx --no-install briefing build");
  const lines = [
    `${folder}: ${files} files. Its package.json depends on ${packages.join(" and ")}. Next:`,
    "",
    ...steps.map((step) => `  ${step}`),
    "",
    ...(bare === true
      ? ["If you have a table, add it first: npx --no-install briefing data add FILE", ""]
      : []),
    "While you write:",
    "",
    "  npx --no-install briefing preview          # keep the page up to date",
    "  npx --no-install briefing check            # find errors without executing anything",
    "  npx --no-install briefing check --guards   # how far each sentence is from being false",
    "",
  ];
  process.stdout.write(lines.join("\n"));
}

async function withoutExample(start: "bare" | "loans", parameters: InitOptions["parameter"]): Promise<Start> {
  const { withoutParameters } = await import("../../tools/scaffold/pair-example.js");
  withoutParameters(parameters);
  return start;
}

async function templateOf(example: Example, parameters: InitOptions["parameter"]): Promise<Template> {
  if (example === "papers") {
    const { papersTemplate } = await import("../../tools/scaffold/papers-example.js");
    return papersTemplate(parameters);
  }
  const { pairTemplate } = await import("../../tools/scaffold/pair-example.js");
  return pairTemplate(parameters);
}

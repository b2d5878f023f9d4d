import { Command, InvalidArgumentError, Option } from "commander";
import { existsSync } from "node:fs";
import path from "node:path";
import { pageChecks, type PageCheck } from "../../tools/check/contract.js";
import type { DataCheck } from "../../tools/data/validate.js";
import { checkNotebooks, type CheckedNotebook } from "../../engine/execute/check.js";
import { loadJobs } from "../../engine/execute/load-jobs.js";
import type { Project } from "../../engine/project/contract.js";
import { createEngine } from "../engine.js";
import { exitCode } from "../exit-codes.js";
import * as option from "../options.js";
import { printChecks, type Checked } from "../print-checks.js";
import { refuseMissing } from "../refuse-missing.js";
import { cacheFolder } from "../../engine/store/location.js";

const allChecks = ["types", "data", ...pageChecks] as const;
type CheckName = (typeof allChecks)[number];

interface CheckOptions {
  readonly project?: string;
  readonly only?: readonly CheckName[];
  readonly quiet?: true;
  readonly json?: true;
}

export function checkCommand(): Command {
  return new Command("check")
    .description("look for errors in notebooks, data, citations, links and prose without executing anything")
    .argument("[notebooks...]", "notebook files (default: all of the project, and its data)")
    .addOption(option.projectOption())
    .addOption(
      new Option(
        "--only <checks>",
        `some of the checks, with commas between: ${allChecks.join(",")}`,
      ).argParser(readChecks),
    )
    .addOption(option.quietOption())
    .addOption(option.jsonOption())
    .addHelpText(
      "after",
      `
Checks:
  types      each cell of TypeScript notebooks, with code frame; those for other kernels are left out
  data       data/ against datapackage.json: types, keys, references, hashes
  notebooks  valid nbformat 4.5, in the stored form (briefing clean), every id given once
  citations  [@key] stands in notebooks/references.bib, which is BibTeX; entries nobody cites are noted
  links      #anchors, @fig-id, @tbl-id and files that links lead to exist; the web is not asked
  numbers    no number in prose, captions and titles that a person typed: years, dates, names, code and the
             list checks.numbers.exempt in notebooks/briefing.yml are left out
  first-page the first page of output/, as last built: noted where it has more than 160 words or 15 numbers, or its
             headline more than 30 words

All that is found is printed, each with file, cell and line:column. Notebooks outside a project are checked for types
and notebooks, and for what --only names. Exit codes: 0 nothing found (or notes only), 1 something, 2 wrong usage.

Examples:
  briefing check
  briefing check notebooks/01-headline.ipynb
  briefing check --only citations,links,numbers`,
    )
    .action(check);
}

function readChecks(text: string): readonly CheckName[] {
  return text.split(",").map((given) => {
    const name = allChecks.find((each) => each === given.trim());
    if (name === undefined)
      throw new InvalidArgumentError(
        `There is no check "${given.trim()}". There are: ${allChecks.join(", ")}.`,
      );
    return name;
  });
}

async function check(files: readonly string[], options: CheckOptions): Promise<void> {
  await refuseMissing(files);
  const project = await projectOf(files, options.project);
  const notebooks = files.length > 0 ? files : (project?.notebooks ?? []);
  const names = new Set<CheckName>(
    options.only ?? (project === undefined ? ["types", "notebooks"] : allChecks),
  );
  const checked: Checked = {
    checks: allChecks.filter((name) => names.has(name)),
    total: notebooks.length,
    notebooks: names.has("types") ? await checkTypes(notebooks) : undefined,
    data: files.length === 0 && names.has("data") ? await checkData(project) : undefined,
    findings: await checkPage(project, notebooks, names),
  };
  if (options.json === true) {
    const { notebooks: types, data, findings } = checked;
    process.stdout.write(`${JSON.stringify({ notebooks: types, data, findings }, undefined, 2)}\n`);
    if (!isGood(checked)) process.exitCode = exitCode.fault;
    return;
  }
  printChecks(checked, options.quiet === true ? "quiet" : "normal");
  if (!isGood(checked)) process.exitCode = exitCode.fault;
}

/** The project named, else the one around the notebooks or this folder; notebooks may belong to none. */
async function projectOf(files: readonly string[], folder: string | undefined): Promise<Project | undefined> {
  const { findProject } = await import("../../engine/project/find-project.js");
  const [first] = files;
  if (folder !== undefined || first === undefined) return await findProject(folder);
  const { ConfigError, NoProjectError } = await import("../../engine/project/errors.js");
  try {
    const project = await findProject(undefined, path.dirname(path.resolve(first)));
    return project.notebooks.includes(path.resolve(first)) ? project : undefined;
  } catch (error) {
    if (error instanceof ConfigError || error instanceof NoProjectError) return undefined;
    throw error;
  }
}

async function checkTypes(notebooks: readonly string[]): Promise<readonly CheckedNotebook[]> {
  const engine = createEngine(cacheFolder(path.dirname(path.resolve(notebooks[0] ?? "."))));
  try {
    return await checkNotebooks(await loadJobs(notebooks), engine);
  } finally {
    await engine.close();
  }
}

async function checkData(project: Project | undefined): Promise<DataCheck | undefined> {
  if (project === undefined || !existsSync(path.join(project.root, "data/datapackage.json")))
    return undefined;
  const { validateData } = await import("../../tools/data/validate.js");
  return await validateData(project.root);
}

async function checkPage(
  project: Project | undefined,
  notebooks: readonly string[],
  names: ReadonlySet<CheckName>,
): Promise<Checked["findings"]> {
  const checks = new Set(pageChecks.filter((name): name is PageCheck => names.has(name)));
  if (checks.size === 0) return [];
  const { findOnPage } = await import("../page-checks.js");
  return await findOnPage({ project, notebooks, checks });
}

function isGood({ notebooks = [], data, findings }: Checked): boolean {
  return (
    notebooks.every(({ failures }) => failures.length === 0) &&
    (data?.problems.length ?? 0) === 0 &&
    findings.every(({ severity }) => severity === "note")
  );
}

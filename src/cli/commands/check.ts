import { Command } from "commander";
import { existsSync } from "node:fs";
import path from "node:path";
import pc from "picocolors";
import { describeProblem } from "../../data/problem.js";
import type { DataCheck } from "../../data/validate.js";
import { checkNotebooks, type CheckedNotebook } from "../../execute/check.js";
import { describeFailure } from "../../execute/describe-failure.js";
import { loadJobs } from "../../execute/load-jobs.js";
import { plural } from "../describe-briefing.js";
import { createEngine } from "../engine.js";
import { exitCode } from "../exit-codes.js";
import * as option from "../options.js";
import { compileStore } from "../stores.js";

interface CheckOptions {
  readonly project?: string;
  readonly json?: true;
}

export function checkCommand(): Command {
  return new Command("check")
    .description("type-check notebooks without executing them, and check data/ against its schema")
    .argument("[notebooks...]", "notebook files (default: all of the project, and its data)")
    .addOption(option.projectOption())
    .addOption(option.jsonOption())
    .addHelpText(
      "after",
      `
Every error is printed with notebook, cell, line:column, TypeScript's code and a code frame, or with table, line:column
and the name of the column. Notebooks in other languages are left out.

Examples:
  briefing check
  briefing check notebooks/01-headline.ipynb`,
    )
    .action(check);
}

async function check(files: readonly string[], options: CheckOptions): Promise<void> {
  const { findProject } = await import("../../project/find-project.js");
  const { validateData } = await import("../../data/validate.js");
  const project = files.length > 0 ? undefined : await findProject(options.project);
  const notebooks = project?.notebooks ?? files;
  const checked = await checkTypes(notebooks);
  const hasData = project !== undefined && existsSync(path.join(project.root, "data/datapackage.json"));
  const data = hasData ? await validateData(project.root) : undefined;
  if (options.json === true)
    process.stdout.write(`${JSON.stringify({ notebooks: checked, data }, undefined, 2)}\n`);
  else print(checked, notebooks.length - checked.length, data);
  const isGood = checked.every(({ failures }) => failures.length === 0) && (data?.problems.length ?? 0) === 0;
  if (!isGood) process.exitCode = exitCode.fault;
}

async function checkTypes(notebooks: readonly string[]): Promise<readonly CheckedNotebook[]> {
  const engine = createEngine(compileStore(path.dirname(path.resolve(notebooks[0] ?? "."))));
  try {
    return await checkNotebooks(await loadJobs(notebooks), engine);
  } finally {
    await engine.close();
  }
}

function print(checked: readonly CheckedNotebook[], leftOut: number, data: DataCheck | undefined): void {
  const failures = checked.flatMap((notebook) => notebook.failures);
  for (const failure of failures) process.stderr.write(`${pc.red("✗")} ${describeFailure(failure)}\n\n`);
  for (const problem of data?.problems ?? [])
    process.stderr.write(`${pc.red("✗")} ${describeProblem(problem)}\n`);
  const omitted = data?.omitted ?? 0;
  if (omitted > 0) process.stderr.write(`… and ${plural(omitted, "problem")} more\n`);

  const tables = data === undefined ? [] : [plural(data.tables.length, "table")];
  const all = [plural(checked.length, "notebook"), ...tables].join(" and ");
  const others = leftOut === 0 ? "" : `; ${plural(leftOut, "notebook")} for other kernels left out`;
  const errors = failures.length + (data?.problems.length ?? 0) + omitted;
  process.stdout.write(`${all} checked: ${errors === 0 ? "no errors" : plural(errors, "error")}${others}\n`);
}

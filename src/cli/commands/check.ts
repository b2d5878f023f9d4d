import { Command } from "commander";
import path from "node:path";
import pc from "picocolors";
import { checkNotebooks } from "../../execute/check.js";
import { describeFailure } from "../../execute/describe-failure.js";
import { loadJobs } from "../../execute/load-jobs.js";
import { findProject } from "../../project/find-project.js";
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
    .description("type-check notebooks without executing them, as tsc does for modules")
    .argument("[notebooks...]", "notebook files (default: all of the project)")
    .addOption(option.projectOption())
    .addOption(option.jsonOption())
    .addHelpText(
      "after",
      `
Every error is printed with notebook, cell, line:column, TypeScript's code and a code frame. Notebooks in other
languages are left out.

Examples:
  briefing check
  briefing check notebooks/01-headline.ipynb`,
    )
    .action(check);
}

async function check(files: readonly string[], options: CheckOptions): Promise<void> {
  const notebooks = files.length > 0 ? files : (await findProject(options.project)).notebooks;
  const engine = createEngine(compileStore(path.dirname(path.resolve(notebooks[0] ?? "."))));
  try {
    const checked = await checkNotebooks(await loadJobs(notebooks), engine);
    const failures = checked.flatMap((notebook) => notebook.failures);
    if (options.json === true)
      process.stdout.write(`${JSON.stringify({ notebooks: checked }, undefined, 2)}\n`);
    else {
      for (const failure of failures) process.stderr.write(`${pc.red("✗")} ${describeFailure(failure)}\n\n`);
      const bad = checked.filter((notebook) => notebook.failures.length > 0).length;
      const leftOut = notebooks.length - checked.length;
      const others = leftOut === 0 ? "" : ` (${leftOut} for other kernels left out)`;
      const all = `${checked.length} notebook${checked.length === 1 ? "" : "s"}`;
      process.stdout.write(
        failures.length === 0
          ? `${all} checked, no errors${others}\n`
          : `${failures.length} error${failures.length === 1 ? "" : "s"} in ${bad} of ${all}${others}\n`,
      );
    }
    if (failures.length > 0) process.exitCode = exitCode.fault;
  } finally {
    await engine.close();
  }
}

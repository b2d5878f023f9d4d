import path from "node:path";
import { Command } from "../command.js";
import { interruptible } from "../ending.js";
import * as option from "../options.js";

interface LabOptions extends option.CommonOptions {
  readonly port?: number;
  readonly python?: string;
  readonly browser: boolean;
}

export function labCommand(): Command {
  return new Command("lab")
    .description("open the notebooks in JupyterLab")
    .argument("[options...]", "after --: additional options for jupyter lab")
    .shared("project")
    .option("--port <n>", "port on this machine (default: 8888, or the next free one)", option.portFrom(1))
    .option(
      "--python <program>",
      "Python 3.10 or later for installing JupyterLab (default: the first on the PATH)",
    )
    .option("--no-browser", "print the address only")
    .action(lab).notes(`
On first use, JupyterLab is installed into the project's .jupyter/ (about 200 MB, with pip),
in a pinned version with verified hashes; nothing is written outside the project. Saving a notebook
writes only your own content to disk; outputs remain in the open view. In a checkout, src/ is recompiled whenever it changes:
restart the kernel to use the new code. Ctrl-C ends JupyterLab and its kernels.

Examples:
  briefing lab
  briefing lab --no-browser --port 9000
  briefing lab --python /opt/python3.12/bin/python3
  briefing lab -- --debug`);
}

async function lab(jupyterOptions: readonly string[], options: LabOptions): Promise<void> {
  const { findRoot } = await import("../../engine/project/find-project.js");
  const { ensureEnvironment } = await import("../../tools/lab/environment.js");
  const { isCheckout, keepCompiled } = await import("../../tools/lab/keep-compiled.js");
  const { labFolders, packaged, prepare } = await import("../../tools/lab/places.js");
  const { serveLab } = await import("../../tools/lab/server.js");
  const root = await findRoot(options.project);
  const folders = labFolders(root);
  await interruptible(async (signal) => {
    await ensureEnvironment({
      folder: folders.environment,
      requirements: packaged.requirements,
      python: options.python,
      env: process.env,
      signal,
      report,
    });
    await prepare(folders);
    const compiling = isCheckout() ? keepCompiled(report) : undefined;
    try {
      await serveLab({
        project: root,
        folders,
        port: options.port,
        browser: options.browser ? "open" : "leave",
        jupyterOptions,
        env: process.env,
        signal,
        ready: (url) => {
          process.stdout.write(
            `JupyterLab on ${path.join(path.relative(process.cwd(), root), "notebooks")}: ${url}\n`,
          );
          report("Ctrl-C ends it.");
        },
      });
    } finally {
      await compiling?.stop();
    }
  });
}

function report(line: string): void {
  process.stderr.write(`${line}\n`);
}

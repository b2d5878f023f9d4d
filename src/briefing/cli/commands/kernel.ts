import { Option } from "commander";
import { UsageError } from "../../model/errors.js";
import {
  installKernelSpec,
  kernelFolder,
  uninstallKernelSpec,
  type InstallLocation,
} from "../../engine/client/install.js";
import { kernelName } from "../../engine/compile/kernel-metadata.js";
import { installedKernelSpec } from "../../engine/kernel/spec.js";
import { Command } from "../command.js";

/** Identifies kernelspecs installed by this program. */
const owner = "briefing";

interface PlaceOptions {
  readonly user?: true;
  readonly sysPrefix?: true;
  readonly prefix?: string;
}

const placeOptions = (): readonly Option[] => [
  new Option("--user", "the user's own Jupyter folder, for all projects"),
  new Option("--sys-prefix", "the active virtual environment (VIRTUAL_ENV or CONDA_PREFIX)").conflicts(
    "user",
  ),
  new Option("--prefix <dir>", "DIR/share/jupyter/kernels").conflicts(["user", "sysPrefix"]),
];

/** As with `jupyter kernelspec install`, nothing outside the project is written unless the place is named. */
function installLocation({ user, sysPrefix, prefix }: PlaceOptions): InstallLocation {
  if (user === true) return { kind: "user" };
  if (prefix !== undefined) return { kind: "prefix", prefix };
  const active = process.env["VIRTUAL_ENV"] ?? process.env["CONDA_PREFIX"];
  if (sysPrefix !== true) {
    const own = kernelFolder(kernelName, { kind: "user" });
    throw new UsageError("Say where the kernel is installed: --user, --sys-prefix or --prefix DIR.", {
      hint: `--user is ${own}; --sys-prefix is ${active ?? "the virtual environment that is active, none at present"}.`,
    });
  }
  if (active === undefined || active === "")
    throw new UsageError("--sys-prefix: no virtual environment is active (VIRTUAL_ENV, CONDA_PREFIX).", {
      hint: "Activate one, or name its folder: --prefix DIR",
    });
  return { kind: "prefix", prefix: active };
}

function startCommand(): Command {
  return new Command("start")
    .description("start a kernel for a Jupyter client, from its connection file")
    .requiredOption("-f, --connection-file <file>", "connection file in the format of the Jupyter protocol")
    .action(async ({ connectionFile }: { connectionFile: string }) => {
      const { startKernel } = await import("../../engine/kernel/start-kernel.js");
      await startKernel({ connectionFile, watch: "parent", types: "checked" });
    }).notes(`
Jupyter clients run this command once the kernel is installed (briefing kernel install). The kernel exits when the
client requests it, or together with the process in JPY_PARENT_PID.

Examples:
  briefing kernel start --connection-file connection.json`);
}

function installCommand(): Command {
  return new Command("install")
    .description("install the kernel for JupyterLab, VS Code, nbconvert and papermill, under the name tslab")
    .addOptions(placeOptions())
    .option("--replace", "overwrite a kernel of the same name that was edited or comes from another program")
    .action(async (options: PlaceOptions & { readonly replace?: true }) => {
      const folder = await installKernelSpec({
        name: kernelName,
        content: installedKernelSpec(),
        owner,
        location: installLocation(options),
        others: options.replace === true ? "replace" : "keep",
      });
      process.stdout.write(`Installed the kernel ${kernelName} in ${folder}\n`);
    }).notes(`
Notebooks refer to the kernel as tslab, like those created for tslab itself. A tslab from another program is kept unless
--replace is given. The command prints the folder that it wrote. briefing build, execute and lab do not need it, because they include the kernel.

Examples:
  briefing kernel install --user           for the current user's JupyterLab, VS Code and nbconvert
  briefing kernel install --sys-prefix     for the virtual environment that is active
  briefing kernel install --prefix .venv   for another one

Then choose TypeScript (in VS Code: Select Kernel, Jupyter Kernel), or execute with another program:
  jupyter nbconvert --execute --to notebook --inplace notebook.ipynb`);
}

function uninstallCommand(): Command {
  return new Command("uninstall")
    .description("remove the installed kernel")
    .addOptions(placeOptions())
    .action(async (options: PlaceOptions) => {
      const folder = await uninstallKernelSpec({
        name: kernelName,
        owner,
        location: installLocation(options),
      });
      process.stdout.write(`Removed the kernel ${kernelName} from ${folder}\n`);
    }).notes(`
Kernels installed by other programs are kept.

Examples:
  briefing kernel uninstall --user
  briefing kernel uninstall --prefix .venv`);
}

export function kernelCommand(): Command {
  return new Command("kernel")
    .description("start, install or uninstall the TypeScript kernel")
    .helpCommand(false)
    .addCommand(startCommand())
    .addCommand(installCommand())
    .addCommand(uninstallCommand());
}

import { Command, Option } from "commander";
import { installKernelSpec, uninstallKernelSpec, type InstallLocation } from "../../engine/client/install.js";
import { installedKernelSpec, kernelName } from "../../engine/kernel/spec.js";

/** Marks the kernelspecs that are ours. */
const owner = "decoupling-briefing";

interface PlaceOptions {
  readonly user?: true;
  readonly prefix?: string;
}

const placeOf = ({ prefix }: PlaceOptions): InstallLocation =>
  prefix === undefined ? { kind: "user" } : { kind: "prefix", prefix };

const userOption = (): Option => new Option("--user", "the user's own Jupyter folder (the default)");
const prefixOption = (): Option =>
  new Option("--prefix <dir>", "DIR/share/jupyter/kernels, as for a virtual environment").conflicts("user");

function startCommand(): Command {
  return new Command("start")
    .description("start a kernel for a Jupyter client, from its connection file")
    .requiredOption("-f, --connection-file <file>", "connection file, as the Jupyter protocol describes it")
    .addHelpText(
      "after",
      `
A Jupyter client calls this itself once the kernel is installed (briefing kernel install). The kernel ends when the
client asks it to, or with the process named in JPY_PARENT_PID.

Examples:
  briefing kernel start --connection-file connection.json`,
    )
    .action(async ({ connectionFile }: { connectionFile: string }) => {
      const { startKernel } = await import("../../engine/kernel/start-kernel.js");
      await startKernel({ connectionFile, watch: "parent", types: "checked" });
    });
}

function installCommand(): Command {
  return new Command("install")
    .description("install the kernel for JupyterLab, VS Code, nbconvert and papermill, under the name tslab")
    .addOption(userOption())
    .addOption(prefixOption())
    .option("--replace", "overwrite a kernel of that name that is not ours, or was changed by hand")
    .addHelpText(
      "after",
      `
Notebooks name the kernel tslab, as those made for tslab itself do. A tslab that another program installed is kept unless
--replace is given. briefing build, execute and lab do not need it: they bring the kernel with them.

Examples:
  briefing kernel install                  for the JupyterLab, VS Code and nbconvert of this user
  briefing kernel install --prefix .venv   for the Jupyter of one virtual environment

Then choose TypeScript: in VS Code with Select Kernel, Jupyter Kernel; or execute with another program:
  jupyter nbconvert --execute --to notebook --inplace notebook.ipynb`,
    )
    .action(async (options: PlaceOptions & { readonly replace?: true }) => {
      const folder = await installKernelSpec({
        name: kernelName,
        content: installedKernelSpec(),
        owner,
        location: placeOf(options),
        others: options.replace === true ? "replace" : "keep",
      });
      process.stdout.write(`Installed the kernel ${kernelName} in ${folder}\n`);
    });
}

function uninstallCommand(): Command {
  return new Command("uninstall")
    .description("remove the kernel that install wrote")
    .addOption(userOption())
    .addOption(prefixOption())
    .addHelpText(
      "after",
      `
A kernel that another program installed is kept.

Examples:
  briefing kernel uninstall
  briefing kernel uninstall --prefix .venv`,
    )
    .action(async (options: PlaceOptions) => {
      const folder = await uninstallKernelSpec({ name: kernelName, owner, location: placeOf(options) });
      process.stdout.write(`Removed the kernel ${kernelName} from ${folder}\n`);
    });
}

export function kernelCommand(): Command {
  return new Command("kernel")
    .description("start, install or uninstall the TypeScript kernel")
    .helpCommand(false)
    .addCommand(startCommand())
    .addCommand(installCommand())
    .addCommand(uninstallCommand());
}

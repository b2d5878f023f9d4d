import { fileURLToPath } from "node:url";
import { Command } from "../command.js";
import * as option from "../options.js";

export function gitCommand(): Command {
  return new Command("git")
    .description("show changes of reports, notebooks and figures as text in git")
    .helpCommand(false)
    .addCommand(
      new Command("install")
        .description("show reports, notebooks and figures as text in git, for this clone")
        .shared("project")
        .option("--force", "replace settings of the same names from other sources")
        .action(runInstall),
    )
    .addCommand(new Command("uninstall").description("undo install").shared("project").action(runUninstall))
    .notes(`
After install, git diff, git log -p and git show --textconv print report.json and notebooks as sentences, values with
their ids, verdicts and cells, and figures as descriptions. No committed file changes: the settings belong to
this clone (.git/config and .git/info/attributes), and uninstall undoes them.

Examples:
  briefing git install
  git diff HEAD~1 -- output/report.json
  git log -p -- notebooks/
  briefing git uninstall`);
}

async function runInstall(options: option.CommonOptions): Promise<void> {
  const { install } = await import("../../tools/git/install.js");
  const main = fileURLToPath(new URL("../main.js", import.meta.url));
  const { project, attributes } = await install({
    project: options.project,
    textconv: [process.execPath, main, "git", "textconv"],
    overwrite: option.overwriteOf(options),
  });
  process.stdout.write(
    `git now shows the reports, notebooks and figures of ${project} as text.\n` +
      `Set in ${attributes} and the clone's own configuration (diff.briefing-*); briefing git uninstall undoes it.\n`,
  );
}

async function runUninstall(options: option.CommonOptions): Promise<void> {
  const { uninstall } = await import("../../tools/git/install.js");
  const { project, status } = await uninstall(options.project);
  const said = {
    nothing: `Nothing to undo: git shows the unconverted files of ${project}.`,
    shared: `Undone for ${project}; still set for another project of this clone.`,
    done: `git shows the unconverted files of ${project} again.`,
  };
  process.stdout.write(`${said[status]}\n`);
}

import { Command } from "commander";
import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type FileKind, fileKinds } from "../../engine/diff/textconv/convert.js";
import type { Project } from "../../engine/project/contract.js";
import {
  attributePattern,
  hasAttributes,
  withAttributes,
  withoutAttributes,
} from "../../tools/git/attributes.js";
import { git } from "../../lib/git.js";
import * as option from "../options.js";
import { replaceFile } from "../../lib/replace-file.js";
import { UsageError } from "../../model/usage-error.js";

interface GitOptions {
  readonly project?: string;
}

export function gitCommand(): Command {
  return new Command("git")
    .description("show what changed in words where git shows the files of a briefing")
    .helpCommand(false)
    .addCommand(installCommand())
    .addCommand(uninstallCommand())
    .addHelpText(
      "after",
      `
After install, git diff, git log -p and git show --textconv print report.json and notebooks as sentences, values with
their ids, verdicts and cells, figures as what they draw. Nothing that is committed changes: the setting is this
clone's own (.git/config and .git/info/attributes), and uninstall takes it back.

Examples:
  briefing git install
  git diff HEAD~1 -- output/report.json
  git log -p -- notebooks/
  briefing git uninstall`,
    );
}

function installCommand(): Command {
  return new Command("install")
    .description("let git show report.json, notebooks and figures by their meaning, in this clone")
    .addOption(option.projectOption())
    .action(install);
}

function uninstallCommand(): Command {
  return new Command("uninstall")
    .description("take back what install set; other lines stay as they are")
    .addOption(option.projectOption())
    .action(uninstall);
}

const driver = (kind: FileKind): string => `briefing-${kind}`;
/** What stands above a hunk: the heading, claim, figure or cell that it is in. */
const headings: Readonly<Record<FileKind, string | undefined>> = {
  report: "^(#+ .*|(claim|figure|table|code|picture) .*)$",
  notebook: "^--- (.*)$",
  spec: undefined,
  svg: undefined,
};

async function install({ project: folder }: GitOptions): Promise<void> {
  const clone = await cloneOf(folder);
  for (const kind of fileKinds) {
    await configure(clone, `diff.${driver(kind)}.textconv`, conversion(kind));
    const heading = headings[kind];
    if (heading !== undefined) await configure(clone, `diff.${driver(kind)}.xfuncname`, heading);
  }
  const before = await readOptional(clone.attributes);
  const after = withAttributes(before, clone.prefix, patterns(clone));
  if (after !== before) {
    await mkdir(path.dirname(clone.attributes), { recursive: true });
    await replaceFile(clone.attributes, after);
  }
  process.stdout.write(
    `git shows the reports, notebooks and figures of ${clone.shown} by their meaning.\n` +
      `Set in ${clone.attributes} and the clone's own configuration (diff.briefing-*); briefing git uninstall takes it back.\n`,
  );
}

async function uninstall({ project: folder }: GitOptions): Promise<void> {
  const clone = await cloneOf(folder);
  const before = await readOptional(clone.attributes);
  const after = withoutAttributes(before, clone.prefix);
  if (after === before) {
    process.stdout.write(`Nothing to take back: git shows the files of ${clone.shown} as they are.\n`);
    return;
  }
  if (after === "") await rm(clone.attributes);
  else await replaceFile(clone.attributes, after);
  if (hasAttributes(after)) {
    process.stdout.write(`Taken back for ${clone.shown}; another project of this clone still has it.\n`);
    return;
  }
  for (const kind of fileKinds) {
    // A section that is not there is none to remove.
    await git(["config", "--local", "--remove-section", `diff.${driver(kind)}`], clone.root);
  }
  process.stdout.write(`git shows the files of ${clone.shown} as they are again.\n`);
}

interface Clone {
  readonly root: string;
  /** The project's folder as people call it. */
  readonly shown: string;
  /** Of the project in the work tree: empty, or ending in a slash. */
  readonly prefix: string;
  /** The clone's own attributes file. */
  readonly attributes: string;
  /** Of the project's output in the work tree. */
  readonly output: string;
}

async function cloneOf(folder: string | undefined): Promise<Clone> {
  const { findProject } = await import("../../engine/project/find-project.js");
  const { root, output }: Project = await findProject(folder);
  const found = await git(["rev-parse", "--show-prefix", "--git-path", "info/attributes"], root);
  if (found.code !== 0) {
    throw new UsageError(`${root} is in no work tree of git: ${found.stderr.trim()}`, {
      hint:
        found.code === 127
          ? "Install git."
          : "Make it one (git init), or name another project: --project DIR",
    });
  }
  const [prefix = "", attributes = ""] = found.stdout.split("\n");
  const inside = path.relative(root, output).split(path.sep).join("/");
  return {
    root,
    shown: path.relative(process.cwd(), root) || "this project",
    prefix,
    attributes: path.resolve(root, attributes),
    output: `${prefix}${inside}/`,
  };
}

function patterns({ prefix, output }: Clone): readonly string[] {
  const line = (folder: string, name: string, attribute: string) =>
    `${attributePattern(folder, name)} ${attribute}`;
  const shown = (folder: string, name: string, kind: FileKind) => line(folder, name, `diff=${driver(kind)}`);
  return [
    shown(prefix, "notebooks/*.ipynb", "notebook"),
    shown(output, "notebooks/*.ipynb", "notebook"),
    shown(output, "report.json", "report"),
    shown(output, "figures/*.svg", "svg"),
    shown(output, "figures/*.vl.json", "spec"),
    // What the page says is said by report.json; the page itself is for a browser.
    line(output, "briefing.html", "-diff"),
    line(output, "briefing.md", "diff=markdown"),
  ];
}

async function configure({ root }: Clone, name: string, value: string): Promise<void> {
  const set = await git(["config", "--local", "--replace-all", name, value], root);
  if (set.code !== 0) {
    throw new UsageError(`git config could not set ${name}: ${set.stderr.trim()}`, {
      hint: "Another git may be at work in this clone: try again.",
    });
  }
}

/** A command of the shell that git gives the file: where this program is gone, the file is shown as it is. */
function conversion(kind: FileKind): string {
  const main = fileURLToPath(new URL("../main.js", import.meta.url));
  const command = [process.execPath, main].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  return `f() { ${command} git textconv ${kind} "$1" 2>/dev/null || cat "$1"; }; f`;
}

async function readOptional(file: string): Promise<string> {
  return await readFile(file, "utf8").catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  });
}

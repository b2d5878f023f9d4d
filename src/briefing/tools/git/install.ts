/** Configures one clone so that git diffs reports, notebooks and figures by meaning. */
import { notThere } from "../../lib/not-there.js";
import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { type FileKind, fileKinds } from "../../engine/diff/textconv/convert.js";
import { findProject } from "../../engine/project/find-project.js";
import { git } from "../../lib/git.js";
import { replaceFile } from "../../lib/replace-file.js";
import type { Overwrite } from "../../engine/render/write.js";
import { UsageError } from "../../model/errors.js";

const driver = (kind: FileKind): string => `briefing-${kind}`;
/** The context line above a hunk: the heading, claim, figure or cell that contains it. */
const headings: Readonly<Record<FileKind, string | undefined>> = {
  report: "^(#+ .*|(claim|figure|table|code|picture) .*)$",
  notebook: "^--- (.*)$",
  spec: undefined,
  svg: undefined,
};

interface Installation {
  readonly project: string | undefined;
  /** The command that prints a file for git's diff; git appends the kind and the file. */
  readonly textconv: readonly string[];
  /** Whether to replace settings of these names made by the user. */
  readonly overwrite: Overwrite;
}

/** Returns the project's folder as shown to users, and the clone's own attributes file. */
export async function install({ project, textconv, overwrite }: Installation) {
  const clone = await cloneOf(project);
  const foreign = overwrite === "own" ? await foreignKinds(clone) : [];
  if (foreign.length > 0)
    throw new UsageError(
      `git is already configured to show ${foreign.map((kind) => `diff=${driver(kind)}`).join(", ")}, but not by this command.`,
      { hint: `See git config --local --get-regexp '^diff[.]briefing-'. To replace these settings: --force` },
    );
  for (const kind of fileKinds) {
    await configure(clone, `diff.${driver(kind)}.textconv`, conversion(textconv, kind));
    const heading = headings[kind];
    if (heading !== undefined) await configure(clone, `diff.${driver(kind)}.xfuncname`, heading);
  }
  const before = await readOptional(clone.attributes);
  const after = withAttributes(before, clone.prefix, patterns(clone));
  if (after !== before) {
    await mkdir(path.dirname(clone.attributes), { recursive: true });
    await replaceFile(clone.attributes, after);
  }
  return { project: clone.shown, attributes: clone.attributes };
}

/** "shared" if another project of the clone still uses it. */
export async function uninstall(
  project: string | undefined,
): Promise<{ readonly project: string; readonly status: "nothing" | "shared" | "done" }> {
  const clone = await cloneOf(project);
  const before = await readOptional(clone.attributes);
  const after = withoutAttributes(before, clone.prefix);
  if (after === before) return { project: clone.shown, status: "nothing" };
  if (after === "") await rm(clone.attributes);
  else await replaceFile(clone.attributes, after);
  if (hasAttributes(after)) return { project: clone.shown, status: "shared" };
  const foreign = await foreignKinds(clone);
  for (const kind of fileKinds.filter((each) => !foreign.includes(each)))
    for (const name of ["textconv", "xfuncname"])
      // Ignores git's error if the setting does not exist.
      await git(["config", "--local", "--unset-all", `diff.${driver(kind)}.${name}`], clone.root);
  return { project: clone.shown, status: "done" };
}

type Clone = Awaited<ReturnType<typeof cloneOf>>;

async function cloneOf(folder: string | undefined) {
  const { root, output } = await findProject(folder);
  const found = await git(["rev-parse", "--show-prefix", "--git-path", "info/attributes"], root);
  if (found.code !== 0) {
    throw new UsageError(`${root} is not in a work tree of git: ${found.stderr.trim()}`, {
      hint: found.code === 127 ? "Install git." : "Run git init, or name another project: --project DIR",
    });
  }
  const [prefix = "", attributes = ""] = found.stdout.split("\n");
  const inside = path.relative(root, output).split(path.sep).join("/");
  return {
    root,
    /** The project's folder as shown to users. */
    shown: path.relative(process.cwd(), root) || "this project",
    /** Path of the project in the work tree: empty, or ending in a slash. */
    prefix,
    /** The clone's own attributes file. */
    attributes: path.resolve(root, attributes),
    /** Path of the project's output in the work tree. */
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
    // report.json contains the content of the page; the page itself is for a browser.
    line(output, "briefing.html", "-diff"),
    line(output, "briefing.md", "diff=markdown"),
    // Rebuilt after a merge, so conflict markers would only make it unreadable.
    line(output, "**", "-merge"),
  ];
}

async function configure({ root }: Clone, name: string, value: string): Promise<void> {
  const set = await git(["config", "--local", "--replace-all", name, value], root);
  if (set.code !== 0) {
    throw new UsageError(`git config could not set ${name}: ${set.stderr.trim()}`, {
      hint: "Another git process may be using this clone: try again.",
    });
  }
}

/** Kinds of files that git shows with a command other than ours, or with a heading expression and no command. */
async function foreignKinds({ root }: Clone): Promise<readonly FileKind[]> {
  const found = await git(["config", "--local", "--null", "--get-regexp", "^diff\\.briefing-"], root);
  const settings = found.stdout.split("\0").filter((each) => each !== "");
  return fileKinds.filter((kind) => {
    const named = (name: string) =>
      settings.filter((each) => each.startsWith(`diff.${driver(kind)}.${name}\n`));
    const commands = named("textconv");
    const isForeign = (each: string): boolean => !ownConversion(kind).test(each);
    return commands.length > 0 ? commands.some(isForeign) : named("xfuncname").length > 0;
  });
}

const ownConversion = (kind: FileKind): RegExp =>
  new RegExp(`\\nf\\(\\) \\{ .*'git' 'textconv' ${kind} "\\$1" 2>/dev/null \\|\\| cat "\\$1"; \\}; f$`, "s");

/** The shell command to which git passes the file; if this program is missing, the file is shown unchanged. */
function conversion(textconv: readonly string[], kind: FileKind): string {
  const command = textconv.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  return `f() { ${command} ${kind} "$1" 2>/dev/null || cat "$1"; }; f`;
}

const readOptional = async (file: string): Promise<string> =>
  (await readFile(file, "utf8").catch(notThere)) ?? "";

/** Our lines in a git attributes file, between two marks that name their project. */
const begin = (project: string) => `# briefing git install: begin (${project})`;
const end = (project: string) => `# briefing git install: end (${project})`;
const note = "# Each install rewrites the lines down to the end mark: write yours elsewhere.";

export function withAttributes(text: string, project: string, lines: readonly string[]): string {
  const rest = withoutAttributes(text, project);
  const above = rest === "" || rest.endsWith("\n") ? rest : `${rest}\n`;
  return `${above}${[begin(project), note, ...lines, end(project)].join("\n")}\n`;
}

export function withoutAttributes(text: string, project: string): string {
  const first = text.indexOf(begin(project));
  const last = first < 0 ? -1 : text.indexOf(`\n${end(project)}\n`, first);
  if (last < 0 || (first > 0 && text[first - 1] !== "\n")) return text;
  return text.slice(0, first) + text.slice(last + end(project).length + 2);
}

/** Whether the lines of any project are ours. */
export function hasAttributes(text: string): boolean {
  return /^# briefing git install: begin \(/m.test(text);
}

/** The pattern for one path, in which stars in `name` are wildcards; `folder` may contain any characters. */
export function attributePattern(folder: string, name: string): string {
  const pattern = `/${folder.replace(/[\\*?[\]]/g, "\\$&")}${name}`;
  return /[\s"]|^[#!]/.test(pattern) ? `"${pattern.replace(/[\\"]/g, "\\$&")}"` : pattern;
}

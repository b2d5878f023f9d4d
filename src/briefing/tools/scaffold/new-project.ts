import { mkdir, readdir, readFile, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { refuseFolder } from "../../engine/build/path-checks.js";
import { PACKAGE_FOLDER } from "../../engine/store/installation.js";
import { writeNewFile } from "../../lib/replace-file.js";
import { UsageError } from "../../model/errors.js";
import { packageName, titleOf } from "./names.js";
import { findSources } from "./package-sources.js";

/** The files of a new project, except those derived from its folder's name; words in capitals are replaced. */
export interface Template {
  readonly folder: string;
  /** That its notebooks import, besides briefing. */
  readonly packages: readonly string[];
  readonly words: Readonly<Record<string, string>>;
}

/** `loans`: a chapter on an invented table; `bare`: neither. */
export type Start = "loans" | "bare" | Template;

const loans = fileURLToPath(new URL("template", import.meta.url));
/** Files of that template that belong to its example. */
const ofExample =
  /^(?:notebooks\/(?:01-first\.ipynb|loans(?:\.test)?\.ts|references\.bib)|data\/(?:loans\.csv|datapackage\.json))$/;
/** Replacements for these comments in READMEs. */
const aboutExample = {
  "<!-- CHAPTER -->":
    "`notebooks/01-first.ipynb` is a chapter to learn from, with two figures, a table and a claim; its numbers are invented.",
  "<!-- TABLES -->": [
    "| table   | a row                      | numbers      | source                          |",
    "| ------- | -------------------------- | ------------ | ------------------------------- |",
    "| `loans` | one year, one kind of loan | loans, exact | invented: replace it with yours |",
  ].join("\n"),
};
const aboutNothing = {
  "\n<!-- CHAPTER -->\n": "",
  "<!-- TABLES -->\n\n": "",
  "order:\n  - 01-first.ipynb": "# order:\n#   - 01-first.ipynb",
  "firstPage:\n  lead: loans": "# firstPage:\n#   lead: ID",
};

/**
 * Writes a new project into a folder that is empty (except for a .git) or does not exist. `dependencies` are the packages
 * that it uses and where npm installs them from: a version, or `file:vendor/briefing-0.1.0.tgz`, which is one of its
 * files. `uses`: what its notebooks can do after `npm install` that needs more packages.
 */
export async function makeProject(folder: string, start: Start, uses: ReadonlySet<"frames"> = new Set()) {
  const present = await readdir(folder).catch((error: unknown): string[] => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    if (code === "ENOTDIR") throw new UsageError(`${folder} is a file.`, { hint: "Name a folder." });
    throw error;
  });
  if (present.some((name) => name !== ".git"))
    throw new UsageError(`${folder} is not empty, and its files are not overwritten.`, {
      hint: "Name a new folder. To add a chapter to a project: briefing new ID",
    });
  await refuseFolder(folder, "Name another folder.");
  const sources = await findSources(folder, typeof start === "string" ? [] : start.packages);
  const dependencies = Object.fromEntries([...sources].map(([name, { specifier }]) => [name, specifier]));
  const files = await projectFiles(folder, start);
  for (const { vendored } of sources.values())
    if (vendored !== undefined) files.set(vendored.file, await readFile(vendored.tarball));
  const settings = await readJson<Settings>(path.join(PACKAGE_FOLDER, "dist/tools/scaffold/settings.json"));
  const all = uses.has("frames") ? { ...dependencies, ...settings.frames } : dependencies;
  files.set("package.json", await packageJson(folder, all, settings));
  const written: string[] = [];
  try {
    for (const [name, text] of files) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeNewFile(file, text);
      written.push(file);
    }
  } catch (error) {
    // A partial project would block the next attempt.
    for (const file of written) await rm(file);
    const folders = new Set([...files.keys()].map((name) => path.dirname(path.join(folder, name))));
    for (const made of [...folders].sort().reverse()) await rmdir(made).catch(() => undefined);
    throw error;
  }
  return { files: files.size, dependencies: all };
}

/** By path, without package.json. */
async function projectFiles(folder: string, start: Start): Promise<Map<string, string | Uint8Array>> {
  const title = titleOf(path.basename(path.resolve(folder)));
  const isBare = start === "bare";
  const words = { '"TITLE"': JSON.stringify(title), TITLE: title, ...(isBare ? aboutNothing : aboutExample) };
  const template = typeof start === "string" ? { folder: loans, packages: [], words } : start;
  const files = new Map<string, string | Uint8Array>();
  for (const entry of await readdir(template.folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const target = path.relative(template.folder, file).split(path.sep).join("/");
    if (isBare && ofExample.test(target)) continue;
    const content = await readFile(file);
    const isText = /\.(?:md|ipynb|yml)$/.test(target) && !target.startsWith("github/");
    files.set(hidden(target), isText ? filled(content.toString("utf8"), template.words) : content);
  }
  return files;
}

function filled(text: string, words: Template["words"]): string {
  return Object.entries(words).reduce((before, [word, value]) => before.replaceAll(word, () => value), text);
}

/** npm omits files such as .gitignore from packages, so they are packed without the dot. */
const hidden = (file: string): string => file.replace(/^(?=git(?:ignore|attributes|hub\/))/, ".");

type Dependencies = Readonly<Record<string, string>>;

async function packageJson(folder: string, dependencies: Dependencies, settings: Settings): Promise<string> {
  const { engines } = await readJson<Manifest>(path.join(PACKAGE_FOLDER, "package.json"));
  const content = {
    name: packageName(path.basename(path.resolve(folder))),
    private: true,
    type: "module",
    engines,
    scripts: {
      build: "briefing build",
      preview: "briefing preview",
      check: "briefing check",
      test: "briefing check && vitest run --passWithNoTests",
      diff: "briefing diff",
    },
    dependencies,
    devDependencies: settings.devDependencies,
    // For danfojs-node, even if it is added later: one dependency compiles native code, another has known flaws.
    overrides: settings.overrides,
    allowScripts: settings.allowScripts,
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

interface Manifest {
  readonly engines: Readonly<Record<string, string>>;
}

/** Of this repository's own package.json (tools/package/after-compile.mjs). */
interface Settings {
  readonly devDependencies: Readonly<Record<"vitest", string>>;
  /** The packages that frames need. */
  readonly frames: Dependencies;
  readonly overrides: Readonly<Record<string, string>>;
  /** Whether npm runs a package's install scripts. */
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

const readJson = async <T>(file: string): Promise<T> => JSON.parse(await readFile(file, "utf8")) as T;

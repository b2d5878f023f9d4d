import { isInsideOrSame } from "../../lib/file-inside.js";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { omit } from "../../lib/omit.js";
import { nameHint } from "../../lib/nearest.js";
import { notebookName } from "../../lib/notebook-name.js";
import { readConfiguration } from "./configuration.js";
import { type LeftOut, type Project, ConfigError, NoProjectError } from "./contract.js";
import { type NotebookFiles, notebookFiles } from "./notebook-files.js";

const configuration = "notebooks/briefing.yml";

/** The project in `folder`, or, without one, the nearest from `from` upwards. */
export async function findProject(folder: string | undefined, from?: string): Promise<Project> {
  return readProject(await findRoot(folder, from));
}

/** The folder of that project, which may not have a notebook yet. */
export async function findRoot(folder: string | undefined, from: string = process.cwd()): Promise<string> {
  if (folder !== undefined) return checkedRoot(path.resolve(folder));
  for (let root = path.resolve(from); ; root = path.dirname(root)) {
    if (await exists(path.join(root, configuration))) return root;
    if (root === path.dirname(root)) {
      throw new NoProjectError(`There is no ${configuration} in ${path.resolve(from)} or above it.`, {
        hint: "Change to a project's folder, or name it: --project DIR",
      });
    }
  }
}

async function checkedRoot(root: string): Promise<string> {
  if (await isFolder(path.join(root, "notebooks"))) return root;
  const fault = (await isFolder(root)) ? "it has no folder notebooks/" : "it is a file";
  const why = (await exists(root)) ? fault : "there is no such folder";
  throw new NoProjectError(`${root} is not a project: ${why}.`, {
    hint: "A project has notebooks/briefing.yml, with its notebooks beside it.",
  });
}

async function readProject(root: string): Promise<Project> {
  const folder = path.join(root, "notebooks");
  const file = path.join(root, configuration);
  const text = await readFile(file, "utf8").catch(() => undefined);
  const config = readConfiguration(text ?? `title: ${JSON.stringify(path.basename(root))}`, shown(file));
  const { order, firstPage, previous, site, parameters, timeout, checks, ...others } = config;
  // Charts and formats ask the kernel for these two: engine/store/project-settings.ts.
  const { title, authors, date, language, ...publication } = omit(others, "colours", "currency");
  const editions = [previous ?? []].flat().map((place) => path.resolve(root, place));
  const [newest, ...earlier] = editions;
  const files = await notebookFiles(folder, shown(folder));
  const inOrder = order?.map((chapter) => (typeof chapter === "string" ? { notebook: chapter } : chapter));
  const listed = inOrder?.map((chapter) => ({ ...chapter, notebook: fileOf(chapter.notebook, files) }));
  const ordered = orderedNotebooks(folder, files, listed, shown(file));
  const leftOut = await chaptersLeftOut(root, listed ?? [], shown(file));
  const absent = new Set(leftOut.map(({ notebook }) => path.join(folder, notebook)));
  const notebooks = ordered.filter((notebook) => !absent.has(notebook));
  if (notebooks.length === 0 && leftOut.length > 0) {
    const missing = leftOut.map(({ notebook, needs }) => `${notebook} needs ${needs}`).join(", ");
    throw new ConfigError(`${shown(file)}: every chapter needs what is not there: ${missing}.`, {
      hint: "Add one of these files or folders, or list a chapter in order without needs.",
    });
  }
  const findings =
    firstPage.findings &&
    chapters(firstPage.findings, ordered, shown(file)).filter((name) =>
      notebooks.some((notebook) => notebookName(notebook) === name),
    );
  return {
    root,
    notebooks,
    leftOut,
    output: path.join(root, "output"),
    title,
    firstPage: { ...firstPage, ...(findings && { findings }) },
    authors,
    ...(Object.keys(publication).length > 0 && { publication }),
    ...(date === undefined ? {} : { date }),
    ...(newest === undefined ? {} : { previous: newest }),
    ...(earlier.length > 0 && { earlier }),
    language,
    site: site ? "write" : "omit",
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, asTyped(value)])),
    exemptNumbers: checks.numbers.exempt,
    ...(timeout === undefined ? {} : { cellTimeoutMs: timeout * 1000 }),
  };
}

/** A chapter of `order`; what it needs may be missing. */
interface Chapter {
  readonly notebook: string;
  readonly needs?: string | undefined;
}

/** In the given `order`, else all notebooks by name. */
function orderedNotebooks(
  folder: string,
  { notebooks, others }: NotebookFiles,
  order: readonly Chapter[] | undefined,
  file: string,
): readonly string[] {
  const names = order?.map(({ notebook }) => notebook) ?? notebooks;
  const missing = names.filter((name) => !notebooks.includes(name));
  const other = others.find((name) => missing.includes(name));
  if (other !== undefined)
    throw new ConfigError(`${file}: order names ${other}, which is not a notebook.`, {
      hint: "A text notebook begins with front matter: three lines, ---, title: and the title, and ---.",
    });
  if (missing.length > 0) {
    throw new ConfigError(`${file}: order names ${missing.join(", ")}, but notebooks/ has no such file.`, {
      hint: notebooks.length > 0 ? `Available: ${notebooks.join(", ")}` : "notebooks/ holds no notebook yet.",
    });
  }
  refuseTwice(names, `${file}: order`);
  return names.map((name) => path.join(folder, name));
}

/** The file of a chapter, which may be named with either extension or with none. */
function fileOf(name: string, { notebooks, others }: NotebookFiles): string {
  const isNamed = (file: string): boolean => notebookName(file) === notebookName(name);
  const found = notebooks.find(isNamed) ?? others.find(isNamed);
  if (found !== undefined) return found;
  return /\.(?:ipynb|md)$/.test(name) ? name : `${name}.ipynb`;
}

/** Whether a chapter is included may depend only on files of the project. */
async function chaptersLeftOut(
  root: string,
  order: readonly Chapter[],
  file: string,
): Promise<readonly LeftOut[]> {
  const needing = order.flatMap(({ notebook, needs }) => (needs === undefined ? [] : [{ notebook, needs }]));
  const outside = needing.find(
    ({ needs }) => path.isAbsolute(needs) || !isInsideOrSame(root, path.join(root, needs)),
  );
  if (outside !== undefined)
    throw new ConfigError(
      `${file}: ${outside.notebook} needs ${outside.needs}, which does not lie in the project.`,
      { hint: "Write the path from the project's folder, such as data/cube/cube.json." },
    );
  const present = await Promise.all(needing.map(({ needs }) => exists(path.join(root, needs))));
  return needing.filter((_, index) => present[index] !== true);
}

/** Chapters by notebook name, with or without the extension. */
function chapters(names: readonly string[], notebooks: readonly string[], file: string): readonly string[] {
  const known = notebooks.map(notebookName);
  const wanted = names.map(notebookName);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new ConfigError(
      `${file}: firstPage.findings names ${unknown}, which is not a chapter of the briefing.`,
      { hint: nameHint(unknown, known, "The chapters are:") },
    );
  refuseTwice(wanted, `${file}: firstPage.findings`);
  return wanted;
}

function refuseTwice(names: readonly string[], setting: string): void {
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new ConfigError(`${setting} names ${repeated} twice.`);
}

/** A value of briefing.yml as typed after -p. */
const asTyped = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const isFolder = async (place: string): Promise<boolean> =>
  (await stat(place).catch(() => undefined))?.isDirectory() === true;
const exists = async (file: string): Promise<boolean> =>
  (await stat(file).catch(() => undefined)) !== undefined;
const shown = (file: string): string => path.relative(process.cwd(), file) || file;

import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { nameHint } from "../../lib/nearest.js";
import { readConfiguration, type Configuration } from "./configuration.js";
import { type LeftOut, type Project, ConfigError, NoProjectError } from "./contract.js";

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
  const { title, authors, date, language, ...publication } = others;
  const editions = [previous ?? []].flat().map((place) => path.resolve(root, place));
  const [newest, ...earlier] = editions;
  const ordered = await orderedNotebooks(folder, order, shown(file));
  const leftOut = await chaptersLeftOut(root, order, shown(file));
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
      notebooks.some((notebook) => path.basename(notebook, ".ipynb") === name),
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

/** In the given `order`, else all notebooks by name. */
async function orderedNotebooks(
  folder: string,
  order: Configuration["order"],
  file: string,
): Promise<readonly string[]> {
  const found = (await readdir(folder))
    .filter((name) => name.endsWith(".ipynb") && !name.startsWith("."))
    .sort();
  const names = (order ?? found).map(fileOf);
  const missing = names.filter((name) => !found.includes(name));
  if (missing.length > 0) {
    throw new ConfigError(`${file}: order names ${missing.join(", ")}, but notebooks/ has no such file.`, {
      hint: found.length > 0 ? `Available: ${found.join(", ")}` : "notebooks/ holds no notebook yet.",
    });
  }
  refuseTwice(names, `${file}: order`);
  return names.map((name) => path.join(folder, name));
}

type Chapter = NonNullable<Configuration["order"]>[number];

function fileOf(chapter: Chapter): string {
  const name = typeof chapter === "string" ? chapter : chapter.notebook;
  return name.endsWith(".ipynb") ? name : `${name}.ipynb`;
}

/** Whether a chapter is included may depend only on files of the project. */
async function chaptersLeftOut(
  root: string,
  order: Configuration["order"],
  file: string,
): Promise<readonly LeftOut[]> {
  const needing = (order ?? []).flatMap((chapter) =>
    typeof chapter === "string" ? [] : [{ notebook: fileOf(chapter), needs: chapter.needs }],
  );
  const outside = needing.find(({ needs }) => path.isAbsolute(needs) || !isInside(root, needs));
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
  const known = notebooks.map((notebook) => path.basename(notebook, ".ipynb"));
  const wanted = names.map((name) => path.basename(name, ".ipynb"));
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

const isInside = (root: string, place: string): boolean =>
  path.relative(root, path.join(root, place)).split(path.sep)[0] !== "..";
const isFolder = async (place: string): Promise<boolean> =>
  (await stat(place).catch(() => undefined))?.isDirectory() === true;
const exists = async (file: string): Promise<boolean> =>
  (await stat(file).catch(() => undefined)) !== undefined;
const shown = (file: string): string => path.relative(process.cwd(), file) || file;

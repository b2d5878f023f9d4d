import { lstat, mkdir, readdir, readFile, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { refuseFolder } from "../../engine/build/places.js";
import { writeNewFile } from "../../lib/replace-file.js";
import { ScaffoldError } from "./errors.js";
import { packageName, titleOf } from "./names.js";

/** The files of a new project, but for those that it makes of its folder's name; words in capitals are filled in. */
export interface Template {
  readonly folder: string;
  readonly words: Readonly<Record<string, string>>;
}

const loans = fileURLToPath(new URL("template", import.meta.url));

/**
 * Writes a new project into a folder that is empty or not there; a .git in it may stay. Returns the number of files. By
 * default it is a briefing of one chapter that builds at once.
 */
export async function makeProject(folder: string, template?: Template): Promise<number> {
  const present = await readdir(folder).catch(async (error: unknown): Promise<string[]> => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && (await isLink(folder)))
      throw new ScaffoldError(`${folder} is a link that leads to no folder.`, { hint: "Name a folder." });
    if (code === "ENOENT") return [];
    if (code === "ENOTDIR") throw new ScaffoldError(`${folder} is a file.`, { hint: "Name a folder." });
    throw error;
  });
  if (present.some((name) => name !== ".git"))
    throw new ScaffoldError(`${folder} is not empty, and nothing in it is overwritten.`, {
      hint: "Name a new folder. To add a chapter to a project: briefing new ID",
    });
  await refuseFolder(folder, "Name another folder.");
  const files = await projectFiles(folder, template);
  const written: string[] = [];
  try {
    for (const [name, text] of files) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeNewFile(file, text);
      written.push(file);
    }
  } catch (error) {
    // Half a project would be in the way of the next attempt.
    for (const file of written) await rm(file, { force: true });
    for (const inside of new Set(
      [...files.keys()]
        .map((name) => path.dirname(name))
        .sort()
        .reverse(),
    ))
      await rmdir(path.join(folder, inside)).catch(() => undefined);
    throw error;
  }
  return files.size;
}

const isLink = async (place: string): Promise<boolean> =>
  (await lstat(place).catch(() => undefined))?.isSymbolicLink() === true;

/** By path. */
async function projectFiles(
  folder: string,
  template: Template | undefined,
): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const name = path.basename(path.resolve(folder));
  const title = titleOf(name);
  const { folder: from, words } = template ?? { folder: loans, words: { TITLE: title } };
  const files = new Map<string, string | Uint8Array>();
  if (template === undefined) files.set("notebooks/briefing.yml", configuration(title));
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const target = path.relative(from, file).split(path.sep).join("/");
    const content = await readFile(file);
    const isText = /\.(?:md|ipynb|yml)$/.test(target);
    // npm leaves files of this name out of a package.
    files.set(
      target === "gitignore" ? ".gitignore" : target,
      isText ? filled(content.toString("utf8"), words) : content,
    );
  }
  files.set("package.json", manifest(packageName(name)));
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function filled(text: string, words: Template["words"]): string {
  return Object.entries(words).reduce((before, [word, value]) => before.replaceAll(word, () => value), text);
}

function configuration(title: string): string {
  return [
    `title: ${JSON.stringify(title)}`,
    "authors:",
    "  - Your name",
    "# The only date printed; output/ is the same on any day.",
    "# date: 2026-01-31",
    "# Without an order all notebooks are taken by name.",
    "order:",
    "  - 01-first.ipynb",
    "# The first page begins with `headline:` of a chapter's front matter and this figure; `findings:` names chapters.",
    "firstPage:",
    "  lead: loans",
    "parameters: {}",
    "",
  ].join("\n");
}

/** No dependency: the command resolves what notebooks import from its own installation. */
function manifest(name: string): string {
  const scripts = { build: "briefing build", check: "briefing check", diff: "briefing diff" };
  return `${JSON.stringify({ name, private: true, type: "module", scripts }, undefined, 2)}\n`;
}

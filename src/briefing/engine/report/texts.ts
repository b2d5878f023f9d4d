/** Hashes of what authors write besides code, so that a later command can see whether it changed since the build. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { sha256 } from "../../lib/hash.js";
import type { Cell, Notebook } from "../notebook/contract.js";
import { hasTag, kernelName } from "../notebook/metadata.js";
import type { Project } from "../project/contract.js";
import { dataLimits } from "./data/data-package.js";
import { projectPath } from "./published.js";

export const settingsFile = "notebooks/briefing.yml";
export const references = "notebooks/references.bib";
export const changelog = "notebooks/changes.md";
export const readme = "data/README.md";

export interface NotebookAt {
  /** Absolute. */
  readonly path: string;
  readonly notebook: Notebook;
}

/**
 * `notebook#cell` → a Markdown cell or the front matter; `notebook` → the order, kinds and tags of its cells; path →
 * briefing.yml, references.bib, changes.md and the limits in data/README.md, each by what the page takes from it, so
 * that a comment in briefing.yml makes nothing older.
 */
export async function textHashes(
  project: Project,
  notebooks: readonly NotebookAt[],
): Promise<Readonly<Record<string, string>>> {
  const { root } = project;
  const found = new Map<string, string>([[settingsFile, sha256(JSON.stringify(settingsOf(project)))]]);
  for (const { path: file, notebook } of notebooks) {
    const name = projectPath(file, root);
    found.set(name, sha256(JSON.stringify(outlineOf(notebook))));
    for (const cell of notebook.cells)
      if (cell.cell_type !== "code") found.set(`${name}#${cell.id}`, sha256(textOf(cell)));
  }
  const read = (file: string) => readFile(path.join(root, file), "utf8").catch(() => "");
  const isCited = notebooks.some(({ notebook }) =>
    notebook.cells.some(({ source }) => source.includes("[@")),
  );
  const works = isCited ? await read(references) : "";
  const limits = dataLimits(await read(readme));
  const written: readonly (readonly [string, string])[] = [
    [references, works],
    [changelog, (await read(changelog)).trim()],
    [readme, limits.size === 0 ? "" : JSON.stringify([...limits])],
  ];
  for (const [file, text] of written) if (text !== "") found.set(file, sha256(text));
  return Object.fromEntries(found);
}

/** The parameters passed to the notebooks; undefined for a build without parameters. */
export function parametersHash(parameters: Readonly<Record<string, string>>): string | undefined {
  const given = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return given.length === 0 ? undefined : sha256(JSON.stringify(given));
}

/** What briefing.yml sets for the page; parameters have a hash of their own. */
function settingsOf(project: Project) {
  const { root, notebooks, title, firstPage, authors, publication, date, previous, earlier, language, site } =
    project;
  return [
    notebooks.map((file) => projectPath(file, root)),
    { title, firstPage, authors, publication, date, language, site },
    previous === undefined ? undefined : projectPath(previous, root),
    ...(earlier ?? []).map((place) => projectPath(place, root)),
  ];
}

/** JupyterLab keeps more in the metadata, such as folded cells, which the page does not show. */
function outlineOf(notebook: Notebook) {
  const cells = notebook.cells.filter((cell) => !hasTag(cell, "injected-parameters"));
  return [kernelName(notebook), cells.map(({ id, cell_type, metadata: { tags } }) => [id, cell_type, tags])];
}

function textOf({ source, attachments }: Cell): string {
  return attachments === undefined ? source : JSON.stringify([source, attachments]);
}

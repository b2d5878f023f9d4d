import { cacheFolder } from "../../engine/store/location.js";
import { Store } from "../../engine/store/store.js";
import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { readBibliography, checkCitations } from "./check-citations.js";
import { checkFormat } from "./format.js";
import { checkGuards } from "./check-guards.js";
import { checkLinks } from "./check-links.js";
import { checkNotebookFiles, unreadableNotebook } from "./check-notebooks.js";
import { earlierDependencies, earlierImportsOf } from "./check-package.js";
import { checkPlaceholders, checkSyntax } from "./check-words.js";
import {
  foundBy,
  pageChecks,
  type CheckedFile,
  type Finding,
  type Found,
  type NamedText,
  type PageCheck,
  type ProjectContent,
} from "./contract.js";
import { checkNumbers } from "./check-numbers.js";
import { projectIds } from "./project-ids.js";
import { withTexts } from "./texts.js";
import { once } from "../../lib/once.js";
import { readNotebookText } from "../../engine/execute/load-jobs.js";
import { BriefingError } from "../../model/errors.js";
import { parseNotebook } from "../../engine/notebook/parse.js";
import { placed } from "./placed.js";
import type { Project } from "../../engine/project/contract.js";
import { shownPath } from "../../lib/shown-path.js";

/** What is checked: a whole project, some of its notebooks, or notebooks outside a project. */
export interface CheckScope {
  readonly project: Project | undefined;
  /** Notebooks to report on; the project's other notebooks are only used for lookups. */
  readonly notebooks: readonly string[];
  readonly checks: ReadonlySet<PageCheck>;
}

/** All findings of the checks on a project's content, by check. */
export function checkProject(content: ProjectContent, checks: ReadonlySet<PageCheck>): readonly Finding[] {
  const { files, settings } = content;
  const ids = projectIds(files);
  const texts = once(() => files.map(withTexts));
  const order = new Map(files.map(({ path: file }, index) => [file, index]));
  const byPath = new Map(files.map((file) => [file.path, file]));
  const inItsFile = (found: Found): Found => {
    const file = byPath.get(found.path);
    return file === undefined ? found : placed(found, file);
  };
  const inOrder = (found: readonly Found[]): readonly Found[] =>
    found
      .map(inItsFile)
      .sort(
        (a, b) =>
          (order.get(a.path) ?? files.length) - (order.get(b.path) ?? files.length) ||
          (a.cell?.index ?? -1) - (b.cell?.index ?? -1) ||
          (a.line ?? 0) - (b.line ?? 0) ||
          (a.column ?? 0) - (b.column ?? 0),
      );
  const run: Readonly<Record<PageCheck, () => readonly Found[]>> = {
    notebooks: () => checkNotebookFiles(files, ids),
    citations: () => checkCitations(content),
    links: () => checkLinks(texts(), ids, content),
    numbers: () => checkNumbers(texts(), content),
    guards: () => checkGuards(texts()),
    placeholders: () => checkPlaceholders(texts(), settings),
    syntax: () => checkSyntax(texts()),
    // With the project's own Prettier.
    format: () => [],
  };
  return pageChecks.filter((name) => checks.has(name)).flatMap((name) => foundBy(name, inOrder(run[name]())));
}

/** Reads the inputs of the page checks and returns their findings. */
export async function findOnPage({ project, notebooks, checks }: CheckScope): Promise<readonly Finding[]> {
  const wanted = new Set(notebooks.map(shownPath));
  const all = [...new Set([...(project?.notebooks ?? []).map(shownPath), ...wanted])];
  const isWanted = (each: { readonly path: string }): boolean => wanted.has(each.path);
  const read = await Promise.all(all.map(readChecked));
  const root = project?.root ?? path.dirname(notebooks[0] ?? ".");
  const bib = path.join(root, project === undefined ? "references.bib" : "notebooks/references.bib");
  const needsWorks = checks.has("citations") || checks.has("links");
  const { bibliography, findings: ofBibliography } = await readBibliography(
    needsWorks ? await readFile(bib, "utf8").catch(() => undefined) : undefined,
    shownPath(bib),
  );
  const files = read.flatMap((each) => ("notebook" in each ? [each] : []));
  const findings = checkProject(
    {
      files,
      exempt: project?.exemptNumbers ?? [],
      configuration: shownPath(path.join(root, "notebooks/briefing.yml")),
      language: project?.language ?? "en",
      data: checks.has("citations") ? await dataTexts(root) : [],
      bibliography,
      relative: (file) => path.relative(root, path.resolve(file)).split(path.sep).join("/"),
      exists: (file) => existsSync(path.join(root, file)),
      settings:
        project !== undefined && checks.has("placeholders")
          ? await textsOf(root, ["notebooks/briefing.yml", "data/datapackage.json"])
          : [],
      firstPage: project?.firstPage ?? {},
    },
    checks,
  );
  const unread = read.flatMap((each) => ("notebook" in each ? [] : each));
  const isWhole = project?.notebooks.every((each) => wanted.has(shownPath(each))) === true;
  const besides = [
    ...foundBy("notebooks", unread),
    ...foundBy("notebooks", project && checks.has("notebooks") ? await earlierPackage(project.root) : []),
    ...foundBy(
      "format",
      checks.has("format") ? await checkFormat(files.filter(isWanted), new Store(cacheFolder(root))) : [],
    ),
    ...foundBy("citations", ofBibliography),
  ];
  const found = [
    ...besides.filter(({ check }) => checks.has(check)),
    // Something that looks unused may be used by an unreadable notebook.
    ...findings.filter(({ severity }) => severity === "error" || unread.length === 0),
  ];
  return found.filter((each) => isWanted(each) || (isWhole && !all.includes(each.path)));
}

async function textsOf(root: string, names: readonly string[]): Promise<readonly NamedText[]> {
  const files = names.map((name) => path.join(root, name));
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  return files.map((file, index) => ({ path: shownPath(file), text: texts[index] ?? "" }));
}

/** Modules in notebooks/ and package.json that name the package by its earlier name. */
async function earlierPackage(root: string): Promise<readonly Found[]> {
  const names = await readdir(path.join(root, "notebooks"), { recursive: true });
  const modules = names
    .map((name) => name.split(path.sep).join("/"))
    .filter((name) => /\.[cm]?[jt]sx?$/.test(name) && !/(?:^|\/)(?:node_modules|\.[^/]+)\//.test(name))
    .sort()
    .map((name) => `notebooks/${name}`);
  const description = await textsOf(root, ["package.json"]);
  return [
    ...description.flatMap(earlierDependencies),
    ...(await textsOf(root, modules)).flatMap(earlierImportsOf),
  ];
}

/** Tables whose words, including citations, may be printed; larger ones contain figures. */
async function dataTexts(root: string): Promise<readonly NamedText[]> {
  const names = await readdir(path.join(root, "data")).catch((): string[] => []);
  const tables = names
    .filter((name) => /\.(?:csv|tsv|json)$/.test(name) && name !== "datapackage.json")
    .sort()
    .map((name) => `data/${name}`);
  const facts = await Promise.all(tables.map((name) => stat(path.join(root, name))));
  return await textsOf(
    root,
    tables.filter((_, index) => facts[index]?.isFile() === true && facts[index].size <= 5_000_000),
  );
}

export async function readChecked(file: string): Promise<CheckedFile | readonly Found[]> {
  let text = "";
  try {
    text = await readNotebookText(file);
    return { path: file, text, notebook: parseNotebook(text, file) };
  } catch (error) {
    if (error instanceof BriefingError) return unreadableNotebook(file, text, error);
    throw error;
  }
}

import type { Bibliography } from "./bibliography.js";
import { checkCitations, type DataText } from "./check-citations.js";
import { checkGuards } from "./check-guards.js";
import { checkLinks, type FirstPageFigures, type ProjectFiles } from "./check-links.js";
import { checkNotebookFiles } from "./check-notebooks.js";
import { once } from "../../lib/once.js";
import {
  foundBy,
  pageChecks,
  type CheckedFile,
  type Finding,
  type Found,
  type PageCheck,
} from "./contract.js";
import { checkPlaceholders, type SettingsText } from "./check-placeholders.js";
import { checkNumbers, type NumberSettings } from "./numbers/check-numbers.js";
import { checkSyntax } from "./check-syntax.js";
import { projectIds } from "./project-ids.js";
import { withTexts } from "./texts.js";
import type { KernelIdentity } from "./stored-form.js";

/** A project as read from disk; paths are as messages name them. */
export interface ProjectContent {
  /** The notebooks of the briefing, in its order. */
  readonly files: readonly CheckedFile[];
  readonly data: readonly DataText[];
  readonly bibliography: Bibliography;
  readonly numbers: NumberSettings;
  readonly kernel: KernelIdentity;
  readonly disk: ProjectFiles;
  readonly firstPage: FirstPageFigures;
  readonly settings: readonly SettingsText[];
}

/** All that the checks find, check by check. */
export function checkProject(
  { files, data, bibliography, numbers, kernel, disk, firstPage, settings }: ProjectContent,
  checks: ReadonlySet<PageCheck>,
): readonly Finding[] {
  const ids = projectIds(files);
  const works = bibliography.entries.map(({ key }) => key);
  const texts = once(() => files.map(withTexts));
  const order = new Map(files.map(({ path }, index) => [path, index]));
  const inOrder = (found: readonly Found[]): readonly Found[] =>
    [...found].sort(
      (a, b) =>
        (order.get(a.path) ?? files.length) - (order.get(b.path) ?? files.length) ||
        (a.cell?.index ?? -1) - (b.cell?.index ?? -1) ||
        (a.line ?? 0) - (b.line ?? 0) ||
        (a.column ?? 0) - (b.column ?? 0),
    );
  const run: Readonly<Record<PageCheck, () => readonly Found[]>> = {
    notebooks: () => checkNotebookFiles(files, ids, kernel),
    citations: () => checkCitations(files, data, bibliography),
    links: () => checkLinks(texts(), ids, works, disk, firstPage),
    numbers: () => checkNumbers(texts(), numbers),
    guards: () => checkGuards(texts()),
    placeholders: () => checkPlaceholders(texts(), settings),
    syntax: () => checkSyntax(texts()),
    // Of the page as last built.
    "first-page": () => [],
  };
  return pageChecks.filter((name) => checks.has(name)).flatMap((name) => foundBy(name, inOrder(run[name]())));
}

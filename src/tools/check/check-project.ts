import type { Bibliography } from "./bibliography.js";
import { checkCitations, type DataText } from "./check-citations.js";
import { checkGuards } from "./check-guards.js";
import { checkLinks, type FirstPageFigures, type ProjectFiles } from "./check-links.js";
import { checkNotebookFiles } from "./check-notebooks.js";
import type { CheckedFile, Finding, PageCheck } from "./contract.js";
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
  const needsTexts = (["links", "numbers", "guards", "placeholders", "syntax"] as const).some((name) =>
    checks.has(name),
  );
  const texts = needsTexts ? files.map(withTexts) : [];
  const order = new Map(files.map(({ path }, index) => [path, index]));
  const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
    [...findings].sort(
      (a, b) =>
        (order.get(a.path) ?? files.length) - (order.get(b.path) ?? files.length) ||
        (a.cell?.index ?? -1) - (b.cell?.index ?? -1) ||
        (a.line ?? 0) - (b.line ?? 0) ||
        (a.column ?? 0) - (b.column ?? 0),
    );
  return [
    ...(checks.has("notebooks") ? inOrder(checkNotebookFiles(files, ids, kernel)) : []),
    ...(checks.has("citations") ? inOrder(checkCitations(files, data, bibliography)) : []),
    ...(checks.has("links") ? inOrder(checkLinks(texts, ids, works, disk, firstPage)) : []),
    ...(checks.has("numbers") ? inOrder(checkNumbers(texts, numbers)) : []),
    ...(checks.has("guards") ? inOrder(checkGuards(texts)) : []),
    ...(checks.has("placeholders") ? inOrder(checkPlaceholders(texts, settings)) : []),
    ...(checks.has("syntax") ? inOrder(checkSyntax(texts)) : []),
  ];
}

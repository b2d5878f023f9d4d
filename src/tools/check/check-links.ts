import path from "node:path";
import { nearest } from "../../lib/nearest.js";
import { findLinks } from "../../engine/notebook/markdown/read.js";
import { safeName } from "../../engine/render/names.js";
import type { CheckedFile, Found, ProjectContent } from "./contract.js";
import { linkProblem, type LinkContext } from "./link-problem.js";
import { pageAnchors } from "./page-anchors.js";
import { positionAt } from "../../lib/position.js";
import type { ProjectIds } from "./project-ids.js";
import { referencesOf } from "./references.js";
import type { TextFile } from "./texts.js";

/** Links and pictures that lead nowhere, cross-references to what no notebook displays. */
export function checkLinks(
  files: readonly TextFile[],
  ids: ProjectIds,
  project: ProjectContent,
): readonly Found[] {
  const works = project.bibliography.entries.map(({ key }) => key);
  const anchors = pageAnchors(files, ids, works);
  const isWritten = writtenFiles(files, ids, project);
  const ofNotebooks = files.flatMap((file) => {
    const { path: name, notebook } = file;
    const base = {
      anchors,
      notebookFolder: path.posix.dirname(project.relative(name)),
      pageFolder,
      isWritten,
      exists: project.exists,
    };
    const links = file.texts.flatMap((text) => {
      const attachments = Object.keys(notebook.cells[text.cell.index]?.attachments ?? {});
      return findLinks(text.text).flatMap((link): Found[] => {
        const problem = linkProblem(link, { ...base, attachments } satisfies LinkContext);
        if (problem === undefined) return [];
        const place = positionAt(text.source, text.start + link.at);
        return [{ path: name, cell: text.cell, ...place, ...problem }];
      });
    });
    return [...links, ...brokenReferences(file, ids)];
  });
  return [...ofNotebooks, ...unknownFigures(project, ids)];
}

const pageFolder = "output";

/** What a build puts beside the page; of ids that nobody knows yet, every figure. */
function writtenFiles(
  files: readonly CheckedFile[],
  { ids, open }: ProjectIds,
  { relative }: ProjectContent,
): (file: string) => boolean {
  const figures = ids.flatMap(({ kind, id }) =>
    kind === "figure" ? [".svg", ".vl.json", ".csv"].map((ending) => `figures/${safeName(id)}${ending}`) : [],
  );
  const notebooks = files.map((file) => `notebooks/${path.posix.basename(relative(file.path))}`);
  const written = new Set(
    ["briefing.md", "briefing.html", "report.json", ...figures, ...notebooks].map(
      (file) => `${pageFolder}/${file}`,
    ),
  );
  return (file) => written.has(file) || (open === "open" && file.startsWith(`${pageFolder}/figures/`));
}

/** `lead` and `claims` of firstPage in briefing.yml. */
function unknownFigures(
  { firstPage, configuration }: ProjectContent,
  { ids, open }: ProjectIds,
): readonly Found[] {
  if (open === "open") return [];
  const known = ids.flatMap(({ kind, id }) => (kind === "figure" ? [id] : []));
  return (["lead", "claims"] as const).flatMap((name): Found[] => {
    const id = firstPage[name];
    if (id === undefined || known.includes(id)) return [];
    const meant = nearest(id, known);
    return [
      {
        path: configuration,
        message: `firstPage.${name}: the briefing has no figure "${id}"${meant === undefined ? "" : `: did you mean ${meant}?`}`,
        hint: known.length === 0 ? "The briefing has no figure." : `There are: ${known.join(", ")}.`,
      },
    ];
  });
}

const kinds = { "fig-": "figure", "tbl-": "table" } as const;

/** `@fig-…` and `@tbl-…` that no notebook displays; where ids are made in code nobody can say. */
function brokenReferences(file: CheckedFile, { ids, open }: ProjectIds): readonly Found[] {
  if (open === "open") return [];
  const known = ids.flatMap(({ kind, id }) =>
    kind === "figure" ? [`fig-${id}`] : kind === "table" ? [`tbl-${id}`] : [],
  );
  return referencesOf(file).flatMap(({ found, ...place }): Found[] => {
    if (found.kind !== "target" || known.includes(found.target)) return [];
    const meant = nearest(found.target, known);
    const kind = kinds[found.target.slice(0, 4) as keyof typeof kinds];
    const ofKind = known
      .filter((each) => each.startsWith(found.target.slice(0, 4)))
      .map((each) => `@${each}`);
    return [
      {
        ...place,
        message: `@${found.target} refers to no ${kind} of the briefing${meant === undefined ? "" : `: did you mean @${meant}?`}`,
        hint: ofKind.length === 0 ? `The briefing has no ${kind}.` : `There are: ${ofKind.join(", ")}.`,
      },
    ];
  });
}

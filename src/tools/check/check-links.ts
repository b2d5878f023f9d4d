import path from "node:path";
import { didYouMean } from "../../lib/nearest.js";
import { findLinks, type FoundLink } from "../../engine/notebook/markdown/read.js";
import { safeName } from "../../engine/render/names.js";
import type { CheckedFile, Found, ProjectContent } from "./contract.js";
import { pageAnchors, type PageAnchors } from "./page-anchors.js";
import { clipped } from "../../lib/quoted.js";
import type { ProjectIds } from "./project-ids.js";
import { findInTexts, referencesOf, type TextFile } from "./texts.js";

/** Broken links and pictures, and cross-references to ids that no notebook displays. */
export function checkLinks(
  files: readonly TextFile[],
  ids: ProjectIds,
  project: ProjectContent,
): readonly Found[] {
  const works = project.bibliography.entries.map(({ key }) => key);
  const anchors = pageAnchors(files, ids, works);
  const isWritten = writtenFiles(files, ids, project);
  const ofNotebooks = files.flatMap((file) => {
    const notebookFolder = path.posix.dirname(project.relative(file.path));
    const links = findInTexts(file, ({ text, cell }) => {
      const attachments = Object.keys(file.notebook.cells[cell.index]?.attachments ?? {});
      const context = { anchors, attachments, notebookFolder, isWritten, exists: project.exists };
      return findLinks(text).flatMap((link) => {
        const problem = linkProblem(link, context);
        return problem === undefined ? [] : [{ at: link.at, ...problem }];
      });
    });
    return [...links, ...brokenReferences(file, ids)];
  });
  return [...ofNotebooks, ...unknownFigures(project, ids)];
}

const pageFolder = "output";

/** Files that a build writes beside the page; for ids still unknown, every figure. */
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
    const message = `firstPage.${name}: the briefing has no figure "${id}"${didYouMean(id, known)}`;
    return [{ path: configuration, message, hint: available("figure", known) }];
  });
}

const available = (kind: string, names: readonly string[]): string =>
  names.length === 0 ? `The briefing has no ${kind}.` : `There are: ${names.join(", ")}.`;

const kinds = { "fig-": "figure", "tbl-": "table" } as const;

/** `@fig-…` and `@tbl-…` that no notebook displays; not checked if ids are created in code. */
function brokenReferences(file: CheckedFile, { ids, open }: ProjectIds): readonly Found[] {
  if (open === "open") return [];
  const known = ids.flatMap(({ kind, id }) =>
    kind === "figure" ? [`fig-${id}`] : kind === "table" ? [`tbl-${id}`] : [],
  );
  return referencesOf(file).flatMap(({ found, ...place }): Found[] => {
    if (found.kind !== "target" || known.includes(found.target)) return [];
    const kind = kinds[found.target.slice(0, 4) as keyof typeof kinds];
    const ofKind = known
      .filter((each) => each.startsWith(found.target.slice(0, 4)))
      .map((each) => `@${each}`);
    const meant = didYouMean(found.target, known, "@");
    const message = `@${found.target} refers to no ${kind} of the briefing${meant}`;
    return [{ ...place, message, hint: available(kind, ofKind) }];
  });
}

/** What links are checked against. Paths are relative to the project, with forward slashes. */
interface LinkContext {
  readonly anchors: PageAnchors;
  /** Names of the pictures attached to the cell. */
  readonly attachments: readonly string[];
  readonly notebookFolder: string;
  /** Whether a build writes this file. */
  readonly isWritten: (file: string) => boolean;
  readonly exists: (file: string) => boolean;
}

type Problem = Pick<Found, "severity" | "message" | "hint">;

/** Why a link is broken; undefined if it is valid or leads to the web, which is not checked. */
function linkProblem({ kind, target }: FoundLink, context: LinkContext): Problem | undefined {
  if (target === "" || target === "#") return { message: "the link has no target" };
  if (target.startsWith("#")) return anchorProblem(target, context.anchors);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(target)?.[1]?.toLowerCase();
  if (scheme === "attachment") return attachmentProblem(target, context);
  if (scheme !== undefined) return schemeProblem(scheme, kind, target);
  if (target.startsWith("//"))
    return {
      message: `"${target}" names no protocol, and the page drops it`,
      hint: "Write https:// before it.",
    };
  return fileProblem(kind, target, context);
}

function anchorProblem(target: string, { names, unknown }: PageAnchors): Problem | undefined {
  const name = decoded(target.slice(1));
  if (names.includes(name) || unknown.some((prefix) => name.startsWith(prefix))) return undefined;
  // GitHub's anchor for a heading is the end of ours.
  const heading = names.find((each) => each.startsWith("s-") && each.endsWith(`-${name}`));
  const meant = didYouMean(heading ?? name, names, "#");
  return {
    message: `nothing on the page has the anchor #${name}${meant}`,
    hint: "Anchors: #fig-ID, #tbl-ID, #claim-ID, #NOTEBOOK for a chapter, #s-NOTEBOOK-WORDS for a heading, #references.",
  };
}

function attachmentProblem(target: string, { attachments }: LinkContext): Problem | undefined {
  const name = decoded(target.slice("attachment:".length));
  if (attachments.includes(name)) return undefined;
  return {
    message: `the cell has no attachment "${name}"`,
    hint: "Drag the picture into the cell again, or take the link out.",
  };
}

function schemeProblem(scheme: string, kind: FoundLink["kind"], target: string): Problem | undefined {
  const kept = kind === "picture" ? ["http", "https", "data"] : ["http", "https", "mailto"];
  if (kept.includes(scheme)) return undefined;
  return {
    message: `"${clipped(target, 60)}": the page keeps no ${kind} of the kind ${scheme}:`,
    hint: "Link to an https address or to a file of the project.",
  };
}

function fileProblem(kind: FoundLink["kind"], target: string, context: LinkContext): Problem | undefined {
  const file = decoded(target.replace(/[?#].*$/s, ""));
  if (path.posix.isAbsolute(file))
    return {
      message: `"${file}" is a path of one machine`,
      hint: "Write it relative to the page: ../data/README.md",
    };
  const onPage = path.posix.join(pageFolder, file);
  const beside = path.posix.join(context.notebookFolder, file);
  if (onPage.startsWith("../"))
    return {
      message: `"${file}" leads out of the project`,
      hint: "A reader of the page has the project only.",
    };
  const isThere = context.isWritten(onPage) || context.exists(onPage);
  if (kind === "picture")
    return context.exists(beside) || isThere
      ? {
          severity: "note",
          message: `the picture "${file}" is not part of briefing.html, which shows only its description`,
          hint: "Attach it to the cell: drag it into the cell in JupyterLab.",
        }
      : missing(file, onPage, undefined);
  return isThere ? undefined : missing(file, onPage, context.exists(beside) ? beside : undefined);
}

function missing(file: string, onPage: string, beside: string | undefined): Problem {
  const hint =
    beside === undefined
      ? "Links are relative to the page's folder, output/: ../data/README.md leads to data/README.md."
      : `The page is in output/: write ../${beside}`;
  return { message: `"${file}": there is no ${onPage}`, hint };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

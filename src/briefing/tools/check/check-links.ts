import path from "node:path";
import { decodedUri } from "../../lib/decoded-uri.js";
import { didYouMean } from "../../lib/nearest.js";
import { executedName, notebookName } from "../../lib/notebook-name.js";
import type { Notebook } from "../../engine/notebook/contract.js";
import { readFrontMatter } from "../../engine/notebook/front-matter.js";
import { guardMarkup, inlineExpressions } from "../../engine/notebook/inline.js";
import { findLinks, type FoundLink } from "../../engine/notebook/markdown/read.js";
import { isUnpublished } from "../../engine/notebook/metadata.js";
import { PageHeadings } from "../../engine/render/headings.js";
import { markdown } from "../../engine/render/html/markdown.js";
import { figureFiles, safeName } from "../../engine/render/names.js";
import type { CheckedFile, Found, ProjectContent } from "./contract.js";
import { clipped } from "../../lib/quoted.js";
import type { ProjectIds } from "./project-ids.js";
import { blank, filler } from "./prose-mask.js";
import { findInTexts, referencesOf, type TextFile } from "./texts.js";

/** Broken links and pictures, and cross-references to ids that no notebook displays. */
export function checkLinks(
  files: readonly TextFile[],
  ids: ProjectIds,
  project: ProjectContent,
): readonly Found[] {
  const { exists } = project;
  const anchors = pageAnchors(files, ids, project);
  const isWritten = writtenFiles(files, ids, project);
  const ofNotebooks = files.flatMap((file) => {
    const notebookFolder = path.posix.dirname(project.relative(file.path));
    const links = findInTexts(file, ({ text, cell }) => {
      const attachments = Object.keys(file.notebook.cells[cell.index]?.attachments ?? {});
      return findLinks(text).flatMap((link) => {
        const problem = linkProblem(link, { anchors, attachments, notebookFolder, isWritten, exists });
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
  const figures = ids.flatMap((each) => (each.kind === "figure" ? Object.values(figureFiles(each)) : []));
  const notebooks = files.map((file) => `notebooks/${executedName(relative(file.path))}`);
  const written = new Set(["briefing.md", "briefing.html", "report.json", ...figures, ...notebooks]);
  return (file) =>
    file.startsWith(`${pageFolder}/`) &&
    (written.has(file.slice(pageFolder.length + 1)) ||
      (open === "open" && file.startsWith(`${pageFolder}/figures/`)));
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

const prefixes = { figure: "fig-", table: "tbl-", claim: "claim-" } as const;

/** `@fig-…` and `@tbl-…` that no notebook displays; not checked if ids are created in code. */
function brokenReferences(file: CheckedFile, { ids, open }: ProjectIds): readonly Found[] {
  if (open === "open") return [];
  const known = ids.flatMap(({ kind, id }) =>
    kind === "figure" || kind === "table" ? [prefixes[kind] + id] : [],
  );
  return referencesOf(file).flatMap(({ found, ...place }): Found[] => {
    if (found.kind !== "target" || known.includes(found.target)) return [];
    const kind = found.target.startsWith(prefixes.figure) ? "figure" : "table";
    const ofKind = known.filter((each) => each.startsWith(prefixes[kind])).map((each) => `@${each}`);
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
  if (target.startsWith("#")) return anchorProblem(decoded(target.slice(1)), context.anchors);
  if (target.startsWith("//"))
    return {
      message: `"${target}" names no protocol, and the page drops it`,
      hint: "Write https:// before it.",
    };
  const [, protocol, rest = ""] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(target) ?? [];
  if (protocol === undefined) return fileProblem(kind, decoded(target.replace(/[?#].*$/s, "")), context);
  const scheme = protocol.toLowerCase();
  if (scheme === "attachment") {
    const name = decoded(rest);
    if (context.attachments.includes(name)) return undefined;
    return {
      message: `the cell has no attachment "${name}"`,
      hint: "Drag the picture into the cell again, or take the link out.",
    };
  }
  if (["http", "https", kind === "picture" ? "data" : "mailto"].includes(scheme)) return undefined;
  return {
    message: `"${clipped(target, 60)}": the page keeps no ${kind} of the kind ${scheme}:`,
    hint: "Link to an https address or to a file of the project.",
  };
}

function anchorProblem(name: string, { names, unknown }: PageAnchors): Problem | undefined {
  if (names.includes(name) || unknown.some((prefix) => name.startsWith(prefix))) return undefined;
  // GitHub's anchor for a heading is the end of ours.
  const heading = names.find((each) => each.startsWith("s-") && each.endsWith(`-${name}`));
  return {
    message: `nothing on the page has the anchor #${name}${didYouMean(heading ?? name, names, "#")}`,
    hint: "Anchors: #fig-ID, #tbl-ID, #claim-ID, #NOTEBOOK for a chapter, #s-NOTEBOOK-WORDS for a heading, #references.",
  };
}

function fileProblem(
  kind: FoundLink["kind"],
  file: string,
  { notebookFolder, isWritten, exists }: LinkContext,
): Problem | undefined {
  if (path.posix.isAbsolute(file))
    return {
      message: `"${file}" is a path of one machine`,
      hint: "Write it relative to the page: ../data/README.md",
    };
  const onPage = path.posix.join(pageFolder, file);
  if (onPage.startsWith("../"))
    return {
      message: `"${file}" leads out of the project`,
      hint: "A reader of the page has the project only.",
    };
  const isThere = isWritten(onPage) || exists(onPage);
  const beside = path.posix.join(notebookFolder, file);
  if (kind === "picture" && (isThere || exists(beside)))
    return {
      severity: "note",
      message: `the picture "${file}" is not part of briefing.html, which shows only its description`,
      hint: "Attach it to the cell: drag it into the cell in JupyterLab.",
    };
  if (isThere) return undefined;
  return {
    message: `"${file}": there is no ${onPage}`,
    hint: exists(beside)
      ? `The page is in output/: write ../${beside}`
      : "Links are relative to the page's folder, output/: ../data/README.md leads to data/README.md.",
  };
}

const decoded = (text: string): string => decodedUri(text) ?? text;

type PageAnchors = ReturnType<typeof pageAnchors>;

/** Valid targets of `#…` links on the page: chapters, their headings, figures, tables, claims, appendices. */
function pageAnchors(
  files: readonly CheckedFile[],
  { ids, open }: ProjectIds,
  { bibliography }: ProjectContent,
) {
  const headings = new PageHeadings();
  const chapters = files.map(({ path: file, notebook }) => {
    const section = notebookName(file);
    const { top } = headings.order(chapterMarkup(notebook, file), section);
    // The anchor of a heading with a computed value is not known yet.
    const known = top.filter(({ text }) => !text.text.includes(filler));
    return {
      names: [safeName(section), ...known.map(({ id }) => id)],
      unknown: known.length < top.length ? [`s-${safeName(section)}-`] : [],
    };
  });
  const displays = ids.flatMap(({ kind, id }) =>
    kind === "value" ? [] : [`${prefixes[kind]}${safeName(id)}`],
  );
  return {
    names: [
      ...chapters.flatMap(({ names }) => names),
      ...displays,
      ...bibliography.entries.map(({ key }) => `ref-${safeName(key)}`),
      "references",
      "sources",
      "provenance",
      "content",
    ],
    /** Prefixes of anchors that are known only after executing the notebooks. */
    unknown: [
      // Of values and of the cells behind them.
      "value-",
      "cell-",
      ...(open === "open" ? Object.values(prefixes) : []),
      ...chapters.flatMap(({ unknown }) => unknown),
    ],
  };
}

/** A notebook's Markdown as HTML, as in its chapter, with computed values blanked. */
function chapterMarkup(notebook: Notebook, file: string): string {
  const shown = notebook.cells.filter((cell) => cell.cell_type !== "raw" && !isUnpublished(cell));
  const texts = shown.flatMap((cell, index) => {
    // Words of other cells cannot be headings.
    if (cell.cell_type !== "markdown" || !/^[\s>]*(?:#|[-=]+\s*$)/m.test(cell.source)) return [];
    const text = blank(cell.source, [...inlineExpressions(cell), ...guardMarkup(cell)]);
    // Without a title in the front matter, the first heading is the chapter's own.
    return [index === 0 && !hasTitle(notebook, file) ? text.replace(/^\s*# .*(?:\n|$)/, "") : text];
  });
  return texts.map((text) => markdown.render(text, {})).join("");
}

function hasTitle(notebook: Notebook, file: string): boolean {
  try {
    return (readFrontMatter(notebook, file)?.["title"] ?? undefined) !== undefined;
  } catch {
    // Front matter that is not YAML is reported when it is parsed.
    return true;
  }
}

import path from "node:path";
import type { Notebook } from "../notebook/contract.js";
import { readFrontMatter } from "../notebook/front-matter.js";
import { inlineExpressions } from "../notebook/inline.js";
import { hasTag } from "../notebook/metadata.js";
import { PageHeadings } from "../render/html/headings.js";
import { createMarkdown } from "../render/html/markdown.js";
import { safeName } from "../render/names.js";
import { blank } from "./masks.js";
import type { CheckedFile } from "./contract.js";
import type { ProjectIds } from "./project-ids.js";

export interface PageAnchors {
  readonly names: readonly string[];
  /** Beginnings of anchors that only executing the notebooks can tell. */
  readonly unknown: readonly string[];
}

const prefixes = { figure: "fig-", table: "tbl-", claim: "claim-" } as const;

/** What a link `#…` may lead to on the page: chapters, their headings, figures, tables, claims, appendices. */
export function pageAnchors(
  files: readonly CheckedFile[],
  ids: ProjectIds,
  works: readonly string[],
): PageAnchors {
  const headings = new PageHeadings();
  const chapters = files.map(({ path: file, notebook }) => {
    const section = path.basename(file, ".ipynb");
    const { markup, isComputed } = headingsOf(notebook, file);
    const { top } = headings.order(markup, 2, section);
    return {
      names: [safeName(section), ...top.map(({ id }) => id)],
      unknown: isComputed ? [`s-${safeName(section)}-`] : [],
    };
  });
  const displays = ids.ids.flatMap(({ kind, id }) =>
    kind === "value" ? [] : [`${prefixes[kind]}${safeName(id)}`],
  );
  return {
    names: [
      ...chapters.flatMap(({ names }) => names),
      ...displays,
      ...works.map((key) => `ref-${safeName(key)}`),
      ...["references", "sources", "provenance", "content"],
    ],
    unknown: [
      // Of values and of the cells behind them.
      ...["value-", "cell-"],
      ...(ids.open === "open" ? Object.values(prefixes) : []),
      ...chapters.flatMap(({ unknown }) => unknown),
    ],
  };
}

/** The Markdown of a notebook as its chapter has it, as HTML; a heading with a computed value has an id nobody knows yet. */
function headingsOf(
  notebook: Notebook,
  file: string,
): { readonly markup: string; readonly isComputed: boolean } {
  const shown = notebook.cells.filter((cell) => cell.cell_type !== "raw" && !hasTag(cell, "remove-cell"));
  const texts = shown.flatMap((cell, index) => {
    if (cell.cell_type !== "markdown" || cell.source.trim() === "") return [];
    const text = blank(cell.source, inlineExpressions(cell));
    // Without a title in the front matter the first heading is the chapter's own.
    return [index === 0 && !hasTitle(notebook, file) ? text.replace(/^\s*# .*(?:\n|$)/, "") : text];
  });
  const markdown = createMarkdown("en");
  const markup = texts.map((text) => markdown.render(text, {})).join("");
  return { markup, isComputed: /<h([1-6])>[^\n]*\uFFFC[^\n]*<\/h\1>/.test(markup) };
}

function hasTitle(notebook: Notebook, file: string): boolean {
  try {
    return (readFrontMatter(notebook, file)?.["title"] ?? undefined) !== undefined;
  } catch {
    // Front matter that is no YAML: reading it says so.
    return true;
  }
}

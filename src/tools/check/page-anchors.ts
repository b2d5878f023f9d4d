import path from "node:path";
import type { Notebook } from "../../engine/notebook/contract.js";
import { readFrontMatter } from "../../engine/notebook/front-matter.js";
import { guardMarkup, inlineExpressions } from "../../engine/notebook/inline.js";
import { hasTag } from "../../engine/notebook/metadata.js";
import { PageHeadings } from "../../engine/render/headings.js";
import { createMarkdown } from "../../engine/render/html/markdown.js";
import { safeName } from "../../engine/render/names.js";
import { blank, filler } from "./prose-mask.js";
import type { CheckedFile } from "./contract.js";
import type { ProjectIds } from "./project-ids.js";

export interface PageAnchors {
  readonly names: readonly string[];
  /** Prefixes of anchors that are known only after executing the notebooks. */
  readonly unknown: readonly string[];
}

const markdown = createMarkdown();
const prefixes = { figure: "fig-", table: "tbl-", claim: "claim-" } as const;

/** Valid targets of `#…` links on the page: chapters, their headings, figures, tables, claims, appendices. */
export function pageAnchors(
  files: readonly CheckedFile[],
  ids: ProjectIds,
  works: readonly string[],
): PageAnchors {
  const headings = new PageHeadings();
  const chapters = files.map(({ path: file, notebook }) => {
    const section = path.basename(file, ".ipynb");
    const { top } = headings.order(chapterMarkup(notebook, file), section);
    // The anchor of a heading with a computed value is not known yet.
    const known = top.filter(({ text }) => !text.text.includes(filler));
    return {
      names: [safeName(section), ...known.map(({ id }) => id)],
      unknown: known.length < top.length ? [`s-${safeName(section)}-`] : [],
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

/** A notebook's Markdown as HTML, as in its chapter, with computed values blanked. */
function chapterMarkup(notebook: Notebook, file: string): string {
  const shown = notebook.cells.filter((cell) => cell.cell_type !== "raw" && !hasTag(cell, "remove-cell"));
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

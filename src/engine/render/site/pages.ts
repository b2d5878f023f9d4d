/** Which pages the site has, and what stands on each. */
import { UnusedNames } from "../../../lib/unused-names.js";
import type { Part, Parts } from "../html/parts.js";
import { markup, type Html } from "../html/template.js";
import { labels } from "../labels.js";
import type { SitePage } from "./links.js";

export interface Page extends SitePage {
  readonly kind: "first" | "chapter" | "appendix";
  /** Words only. */
  readonly name: Html;
  /** What of the contents this page is. */
  readonly entries: readonly Part[];
  /** Those that are drawn on it. */
  readonly figures: Part["figures"];
}

export function sitePages({
  head,
  firstPage,
  firstFigures,
  sources,
  chapters,
  appendices,
}: Parts): readonly Page[] {
  const names = new UnusedNames(["index", "appendix"]);
  const chapterPages = chapters.map((part): Page => ({
    kind: "chapter",
    // To some disks capitals are the same letters.
    file: `${names.take(part.id.toLowerCase())}.html`,
    top: part.id,
    name: part.text,
    entries: [part],
    figures: part.figures,
    parts: [part.html],
  }));
  const last: readonly Page[] =
    appendices.length === 0
      ? []
      : [
          {
            kind: "appendix",
            file: "appendix.html",
            name: markup`${labels.appendix}`,
            entries: appendices,
            figures: [],
            parts: appendices.map(({ html }) => html),
          },
        ];
  const first: Page = {
    kind: "first",
    file: "index.html",
    name: markup`${labels.firstPage}`,
    entries: [],
    figures: firstFigures,
    parts: [head, firstPage, sources],
  };
  return [first, ...chapterPages, ...last];
}

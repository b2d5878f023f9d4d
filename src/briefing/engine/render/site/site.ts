/**
 * The briefing as a small site beside the single page: a first page, one page per chapter, the appendix, and a search.
 * It is assembled from the same parts, opens from disk and from any web server, and loads nothing from outside.
 */
import {
  browserFile,
  filesPolicy,
  latePrograms,
  scriptJson,
  type ProgramPlace,
} from "../html/browser-script.js";
import { colophon } from "../imprint.js";
import { contentsHtml } from "../html/contents.js";
import { documentHtml } from "../html/document.js";
import { canonicalHtml, iconHtml, metadataHtml } from "../html/metadata.js";
import type { Parts, Part } from "../html/parts.js";
import { figureFaces, fontFaces, ownStyle, pageStyle } from "../html/style.js";
import { answersOnPage, linkedAnswersHtml, packedAnswers } from "../answers/carried.js";
import { markup, type Html } from "../template.js";
import { panelsHtml } from "../html/value-panel.js";
import { labels } from "../labels.js";
import { SiteLinks, type SitePage } from "./links.js";
import { withDrawnWords } from "../search/entry-reader.js";
import { searchBox } from "../html/search-box.js";
import { searchEntries, words } from "./search-entries.js";
import { plainWords } from "../html/markdown.js";
import { safeName } from "../names.js";
import { proseText } from "../prose.js";
import type { Report } from "../../../model/report.js";
import { UnusedNames } from "../../../lib/unused-names.js";

export function siteFiles(parts: Parts) {
  const pages = sitePages(parts);
  const links = new SiteLinks(pages);
  const programs = new Set([
    "page",
    "search",
    ...pages.flatMap(({ figures }) => latePrograms(figures)),
  ] as const);
  return [
    ...pages.map((page) => ({ path: page.file, content: pageOf(page, parts, pages, links) })),
    { path: "assets/style.css", content: fontFaces() + pageStyle() + ownStyle("site") },
    ...[...programs].map((name) => ({ path: scriptFile(name), content: browserFile(name) })),
    { path: "assets/figure-fonts.js", content: `globalThis.briefingFonts=${scriptJson(figureFaces())}\n` },
    ...pages.flatMap((page) => answersOf(page, parts, links)),
    { path: "assets/search-index.js", content: searchIndex(pages, parts) },
  ].map(({ path, content }) => ({ path: `site/${path}`, content }));
}

const scriptFile = (program: string): string => `assets/${program}.js`;

const answersFile = ({ file }: Page): string => `assets/answers-${file.replace(/\.html$/, "")}.js`;

/** The answers of a page, which it loads when a reader first changes something. */
function answersOf(page: Page, { live }: Parts, links: SiteLinks) {
  const answers = live.carried(markup`${page.parts}`);
  if (answers === undefined) return [];
  const relinked = answersOnPage(answers, (html) => links.relinked(html, page.file));
  return [
    {
      path: answersFile(page),
      content: `globalThis.briefingAnswers=${scriptJson(packedAnswers(relinked))}\n`,
    },
  ];
}

const linkedProgram = (name: ProgramPlace, program: string): Html =>
  markup`<script type="text/plain" class="${name}" data-src="${scriptFile(program)}"></script>\n`;

function pageOf(page: Page, parts: Parts, pages: readonly Page[], links: SiteLinks): string {
  const { report, chapters, appendices, draft } = parts;
  const isFirst = page.kind === "first";
  const all = [...chapters, ...appendices];
  const relinked = (html: Html) => links.relinked(html, page.file);
  const onPage = (html: Html | undefined) => html && relinked(html);
  const content = markup`${draft}${page.parts}${isFirst && chapterList(all)}`;
  // For other pages, titles are enough.
  const entries = all.map((entry) => (page.entries.includes(entry) ? entry : { ...entry, parts: [] }));
  const current = page.kind === "chapter" ? page.entries[0] : undefined;
  return documentHtml({
    language: report.language,
    title: isFirst ? report.title : markup`${page.name} – ${report.title}`,
    metadata: isFirst ? metadataHtml(report) : markup`${canonicalHtml(report)}${iconHtml}`,
    policy: filesPolicy,
    style: markup`<link rel="stylesheet" href="assets/style.css">`,
    body: markup`<a class="skip" href="#content">${labels.skip}</a>
<div class="page">
${bar(page, parts)}${onPage(contentsHtml(entries, current))}<main id="content">
${onPage(content)}</main>
${pager(page, pages)}${page.kind !== "chapter" && onPage(colophon(report, "site"))}</div>
${panelsHtml(content, report, relinked)}${linkedAnswersHtml(content, parts, answersFile(page))}${linkedProgram("search-program", "search")}${latePrograms(page.figures).map((name) => linkedProgram("program", name))}`,
    scripts: [markup`<script src="${scriptFile("page")}"></script>\n`],
  });
}

/** The top of every page: a link to the first one, and the search, which its script makes visible. */
function bar({ kind }: Page, { report }: Parts): Html {
  const title = kind !== "first" && markup`<h1><a href="index.html">${report.title}</a></h1>\n`;
  return markup`<header class="bar">
${title}${searchBox}</header>
`;
}

function chapterList(entries: Parts["chapters"]): Html {
  return markup`<nav class="chapters" aria-label="${labels.chapters}">
<h2>${labels.chapters}</h2>
<ol>
${entries.map(({ id, text }) => markup`<li><a href="#${id}">${text}</a></li>\n`)}</ol>
</nav>
`;
}

function pager(page: Page, pages: readonly Page[]): Html {
  const at = pages.indexOf(page);
  const way = (to: Page | undefined, rel: "prev" | "next", label: string) =>
    to && markup`<a rel="${rel}" href="${to.file}"><span>${label}</span> ${to.name}</a>\n`;
  return markup`<nav class="pager" aria-label="${labels.pager}">
${way(pages[at - 1], "prev", labels.previous)}${way(pages[at + 1], "next", labels.next)}</nav>
`;
}

/** By anchor: the text of an entry with the words that its figure draws. */
function drawnWords(report: Report): ReadonlyMap<string, (text: string) => string> {
  const blocks = report.sections.flatMap((section) => section.blocks);
  return new Map(
    blocks.flatMap((block) => {
      if (block.kind !== "figure") return [];
      const names = block.data.flatMap((row) =>
        Object.values(row).filter((cell): cell is string => typeof cell === "string" && cell !== ""),
      );
      const alternative = plainWords(proseText(block.alt, report));
      const add = (text: string) => withDrawnWords(text, alternative, names);
      return [[`fig-${safeName(block.id)}`, add] as const];
    }),
  );
}

/** A script, because a page opened from disk cannot fetch; one entry per line, for readable diffs. */
function searchIndex(pages: readonly Page[], { report }: Parts): string {
  const figures = drawnWords(report);
  const lines = pages.flatMap(({ file, kind, parts }, index) => {
    const html = parts.map((part) => part?.text ?? "").join("");
    const first = kind === "first" ? { anchor: "", title: report.title } : undefined;
    return searchEntries(html, first).map(({ anchor, kind: what, title, text }) => {
      const all = figures.get(anchor)?.(text) ?? text;
      return scriptJson([index, anchor === "" ? file : `${file}#${anchor}`, what, title, all]);
    });
  });
  const names = pages.map(({ name }) => words(name));
  return `globalThis.briefingSearch={"first":${scriptJson(labels.definition)},"pages":${scriptJson(names)},"entries":[\n${lines.join(",\n")}\n]}\n`;
}

/** A page of the site and its content. */
interface Page extends SitePage {
  readonly kind: "first" | "chapter" | "appendix";
  /** Words only. */
  readonly name: Html;
  /** The entries of the contents that are on this page. */
  readonly entries: readonly Part[];
  /** Figures drawn on it. */
  readonly figures: Part["figures"];
}

function sitePages({ head, firstPage, firstFigures, sources, chapters, appendices }: Parts): readonly Page[] {
  const names = new UnusedNames(["index", "appendix"]);
  const chapterPages = chapters.map((part): Page => ({
    kind: "chapter",
    // Some file systems ignore case.
    file: `${names.take(part.id.toLowerCase())}.html`,
    top: part.id,
    name: part.text,
    entries: [part],
    figures: part.figures,
    parts: [part.html],
  }));
  const last: Page = {
    kind: "appendix",
    file: "appendix.html",
    name: markup`${labels.appendix}`,
    entries: appendices,
    figures: [],
    parts: appendices.map(({ html }) => html),
  };
  const first: Page = {
    kind: "first",
    file: "index.html",
    name: markup`${labels.firstPage}`,
    entries: [],
    figures: firstFigures,
    parts: [head, firstPage, sources],
  };
  return [first, ...chapterPages, ...(appendices.length === 0 ? [] : [last])];
}

/** Placeholders for an author's own words: those of the project's templates, and common ones typed by hand. */
import { authorName } from "../../model/publication.js";
import type { Block, Prose, Report } from "../../model/report.js";
import { plainProse } from "./prose.js";

/** From our templates, including earlier ones. */
const templatePlaceholders = [
  "One sentence that answers.",
  "The first rows, to begin with.",
  "Your Name",
  "WHO PUBLISHED IT",
  "you@example.org",
  "https://example.org/briefing/",
  "10.5281/zenodo.1234567",
  "0000-0002-1825-0097",
];
const escaped = templatePlaceholders.map((words) => words.replace(/[.]/g, "\\."));
const pattern = new RegExp(
  `(?:${escaped.join("|")})(?!\\w)|\\b(?:[Ll]orem ipsum|TODO|FIXME|TBD)\\b(?!-)`,
  "g",
);

/** Each placeholder with its offset in the text. */
export function findPlaceholders(text: string) {
  return [...text.matchAll(pattern)].map(({ 0: words, index }) => ({ words, at: index }));
}

/** The placeholders that the page prints, in one sentence. */
export function placeholderWarnings(report: Report): readonly string[] {
  const { title, authors, publication = {}, firstPage, sections, sources } = report;
  const texts = [
    title,
    ...authors.flatMap((author) => [
      authorName(author),
      ...(typeof author === "string" ? [] : stringsIn(author)),
    ]),
    ...stringsIn(publication),
    ...(sources?.tables ?? []).flatMap((table) => [table.title, ...table.sources.map((link) => link.title)]),
    ...[
      firstPage?.subject,
      firstPage?.headline,
      firstPage?.unknown,
      firstPage?.newer,
      ...(firstPage?.findings ?? []).map(({ text }) => text),
      ...sections.flatMap((section) => [section.title, section.summary, ...section.blocks.flatMap(prosesOf)]),
    ].map((prose) => plainProse(prose ?? [], report)),
  ];
  const found = new Set(texts.flatMap(findPlaceholders).map(({ words }) => words));
  if (found.size === 0) return [];
  const list = [...found].map((words) => `“${words}”`).join(", ");
  return [`The page prints placeholders: ${list}. To find them: briefing check --only placeholders`];
}

const stringsIn = (content: unknown): readonly string[] =>
  typeof content === "string"
    ? [content]
    : typeof content === "object" && content !== null
      ? Object.values(content).flatMap(stringsIn)
      : [];

function prosesOf(block: Block): readonly (Prose | undefined)[] {
  switch (block.kind) {
    case "prose":
      return [block.text];
    case "figure":
      return [block.title, block.subtitle, block.caption, block.alt, block.source];
    case "table":
      return [block.title, block.caption, block.source];
    case "claim":
      return [block.statement, block.by];
    default:
      return [];
  }
}

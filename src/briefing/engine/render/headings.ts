/**
 * Notebooks use heading levels freely; the page renumbers them below the chapter title without skipping a level: the
 * first gets level three, and a deeper one after it one level more.
 */
import { UnusedNames } from "../../lib/unused-names.js";
import { markdown } from "../notebook/markdown/parser.js";
import { trusted, type Html } from "./template.js";
import { safeName } from "./names.js";

const firstLevel = 3;

/** Returns a function that takes the levels of a chapter's headings in order and returns the new level of each. */
function headingLevels(): (written: number) => number {
  const open: { readonly written: number; readonly placed: number }[] = [];
  return (written) => {
    while (open.length > 0 && (open.at(-1)?.written ?? 0) >= written) open.pop();
    const placed = Math.min(6, (open.at(-1)?.placed ?? firstLevel - 1) + 1);
    open.push({ written, placed });
    return placed;
  };
}

/** A heading that the contents link to. */
export interface Heading {
  readonly id: string;
  /** Words only: Html without tags. */
  readonly text: Html;
}

/** Renumbers headings chapter by chapter; each gets an anchor, and the contents list those of the top level. */
export class PageHeadings {
  readonly #names = new UnusedNames();

  order(html: string, section: string): { readonly markup: string; readonly top: readonly Heading[] } {
    const place = headingLevels();
    const top: Heading[] = [];
    const markup = html.replace(/<h([1-6])>([\s\S]*?)<\/h\1>/g, (_, written: string, content: string) => {
      const level = place(Number(written));
      const text = content.replace(/<[^>]*>/g, "").trim();
      const isTop = level === firstLevel;
      // A separate prefix, so that adding a deeper heading does not rename those of the top level.
      const id = this.#id(isTop ? section : `${section}-part`, text);
      if (isTop && text !== "") top.push({ id, text: trusted(text) });
      return `<h${level} id="${id}">${content}</h${level}>`;
    });
    return { markup, top };
  }

  #id(section: string, text: string): string {
    const slug = text
      .replace(/&[^;\s]*;/g, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .slice(0, 60)
      .replace(/^-|-$/g, "");
    const base = `s-${safeName(section)}-${safeName(slug === "" ? "part" : slug)}`;
    return this.#names.take(base);
  }
}

/** The same for a chapter in Markdown, with headings in either style. */
export function orderMarkdownHeadings(source: string): string {
  const lines = source.split("\n");
  const place = headingLevels();
  const tokens = markdown().parse(source, {});
  tokens.forEach((token, index) => {
    if (token.type !== "heading_open" || token.map === null || token.level !== 0) return;
    const text = (tokens[index + 1]?.content ?? "").replace(/\n/g, " ");
    const [start, end] = token.map;
    lines.fill("\uE002", start, end);
    lines[start] = `${"#".repeat(place(Number(token.tag.slice(1))))} ${text}`;
  });
  return lines.filter((line) => line !== "\uE002").join("\n");
}

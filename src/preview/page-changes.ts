/**
 * What an open page has to read after a build: a page of megabytes takes a browser longer to parse than the build took,
 * so where only chapters differ, it gets these alone.
 */
import { createHash } from "node:crypto";

export interface PageChanges {
  /** Of the page that results. */
  readonly tag: string;
  /** How many chapters the page has. */
  readonly count: number;
  /** The chapters that differ, `index` from 0. */
  readonly chapters: readonly { readonly index: number; readonly html: string }[];
}

/** Names a page by its content. */
export const tagOf = (html: string): string => createHash("sha256").update(html).digest("hex");

/** From one page to the other; undefined where more than chapters differs, or their number. */
export function pageChanges(before: string, after: string): PageChanges | undefined {
  const was = splitPage(before);
  const is = splitPage(after);
  if (was.frame !== is.frame || was.chapters.length !== is.chapters.length) return undefined;
  return {
    tag: tagOf(after),
    count: is.chapters.length,
    chapters: is.chapters
      .map((html, index) => ({ index, html }))
      .filter(({ html, index }) => html !== was.chapters[index]),
  };
}

/** A chapter begins a line of its own. What looks like one inside another, the client finds by their number. */
function splitPage(html: string): { readonly frame: string; readonly chapters: readonly string[] } {
  const starts = [...html.matchAll(/^<section class="chapter[ "]/gm)].map(({ index }) => index);
  const end = html.lastIndexOf("</main>");
  const [first] = starts;
  if (first === undefined || end < (starts.at(-1) ?? 0)) return { frame: html, chapters: [] };
  return {
    frame: `${html.slice(0, first)}${html.slice(end)}`,
    chapters: starts.map((start, index) => html.slice(start, starts[index + 1] ?? end)),
  };
}

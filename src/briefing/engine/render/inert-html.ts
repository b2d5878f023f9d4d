import MarkdownIt from "markdown-it";
import { sanitize } from "./sanitize.js";

const parser = new MarkdownIt({ html: true });

/**
 * Makes the raw HTML inside a Markdown text harmless and preserves the rest: GitHub would drop it anyway, other viewers
 * might run it.
 */
export function inertHtml(source: string): string {
  const lines = source.split("\n");
  for (const token of parser.parse(source, {})) {
    if (token.map === null) continue;
    const [start, end] = token.map;
    const text = lines.slice(start, end).join("\n");
    if (token.type === "html_block") replaceLines(lines, start, end, inertBlock(text));
    if (token.type !== "inline") continue;
    const tags = (token.children ?? [])
      .filter((child) => child.type === "html_inline")
      .map(({ content }) => content);
    if (tags.length > 0) replaceLines(lines, start, end, inertTags(text, tags));
  }
  return lines.filter((line) => line !== gone).join("\n");
}

/** Preserves the numbers of the lines that follow. */
function replaceLines(lines: string[], start: number, end: number, text: string): void {
  lines.fill(gone, start, end);
  lines[start] = text;
}
const gone = "\uE002";

/** A block may open an element that a later one closes (`<details>`), so its tags are checked one by one. */
function inertBlock(text: string): string {
  if (/<(?:script|style|textarea|option|!|\?)/i.test(text)) return sanitize(text).trim();
  return text.replace(/<[^>]*>/g, inertTag);
}

function inertTags(text: string, tags: readonly string[]): string {
  let done = "";
  let rest = text;
  for (const tag of tags) {
    const at = rest.indexOf(tag);
    if (at < 0) continue;
    done += rest.slice(0, at) + inertTag(tag);
    rest = rest.slice(at + tag.length);
  }
  return done + rest;
}

function inertTag(tag: string): string {
  const name = /^<\/([a-z][a-z0-9]*)\s*>$/i.exec(tag)?.[1];
  if (name !== undefined) return sanitize(`<${name}>`) === "" ? "" : tag;
  const safe = sanitize(tag);
  return /^<(?:img|br|hr)\b/i.test(tag) ? safe : (/^<[^>]*>/.exec(safe)?.[0] ?? "");
}

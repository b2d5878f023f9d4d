import MarkdownIt, { type Token } from "markdown-it";
import { positionAt } from "./position.js";
import type { DisplayedText } from "./texts.js";

/** Where a link or a picture of Markdown leads, as it is written. */
export interface PlacedLink {
  readonly kind: "link" | "picture";
  readonly target: string;
  readonly line: number;
  readonly column: number;
}

const parser = createParser();

function createParser(): MarkdownIt {
  const markdown = new MarkdownIt({ html: true, linkify: false });
  markdown.normalizeLink = (url) => url;
  // What the page will not keep is told, not passed over.
  markdown.validateLink = () => true;
  return markdown;
}

/** Links and pictures of a text, those in raw HTML too. Code is left alone. */
export function linksOf({
  text,
  source,
  start,
}: Pick<DisplayedText, "text" | "source" | "start">): readonly PlacedLink[] {
  if (!/[[<]/.test(text)) return [];
  const targets = targetsOf(parser.parse(text, {}));
  let cursor = 0;
  return targets.map(({ kind, target }) => {
    // Links come in the order of the text; the target of a reference stands where it is defined.
    const ahead = text.indexOf(target, cursor);
    const at = ahead >= 0 ? ahead : Math.max(0, text.indexOf(target));
    if (ahead >= 0 && target !== "") cursor = ahead + target.length;
    return { kind, target, ...positionAt(source, start + at) };
  });
}

type Target = Pick<PlacedLink, "kind" | "target">;

function targetsOf(tokens: readonly Token[]): readonly Target[] {
  return tokens.flatMap((token): readonly Target[] => {
    if (token.type === "link_open") return [{ kind: "link", target: token.attrGet("href") ?? "" }];
    if (token.type === "image")
      return [{ kind: "picture", target: token.attrGet("src") ?? "" }, ...targetsOf(token.children ?? [])];
    if (token.type === "html_inline" || token.type === "html_block") return htmlTargets(token.content);
    return token.children === null ? [] : targetsOf(token.children);
  });
}

function htmlTargets(html: string): readonly Target[] {
  const tags = html
    .replace(/<!--[\s\S]*?-->/g, "")
    .matchAll(/<(a|img)\b[^>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi);
  return [...tags].map(([, tag = "", double, single]) => ({
    kind: tag.toLowerCase() === "a" ? "link" : "picture",
    target: double ?? single ?? "",
  }));
}

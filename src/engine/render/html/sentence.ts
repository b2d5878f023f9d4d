/** The sentence that a value stands in, so that its panel can say what the number is about. */
import type { Prose, Report } from "../../../model/report.js";
import { partText, proseMarkdown } from "../prose.js";
import { createMarkdown } from "./markdown.js";

/** A sentence around a number, without markup; cut where it is long. */
export interface Around {
  readonly before: string;
  readonly number: string;
  readonly after: string;
}

const [begin, end] = ["\uE003", "\uE004"];
/** Characters on either side. */
const most = 150;
const sentenceEnd = /(?<=\p{L}\p{L}|[\d%)\]”’"])[.!?][”’"')\]]*\s+(?=[\p{Lu}\p{N}“"‘([])/gu;
const markdown = createMarkdown();

/** Of a value that stands in the text; of one that stands there alone, in a cell of a table, undefined. */
export function sentenceAround(id: string, prose: Prose, report: Report): Around | undefined {
  let isFound = false;
  const source = proseMarkdown(prose, (part) => {
    const words = partText(part, report);
    if (isFound || !("value" in part) || part.value !== id) return words;
    isFound = true;
    return begin + words + end;
  });
  const at = source.indexOf(begin);
  if (at === -1) return undefined;
  const block = blockAround(source, at);
  const [before = "", number = "", after = ""] = plainWords(block).split(/[\uE003\uE004]/);
  const around = { before: lastSentence(before), number, after: firstSentence(after) };
  return /\p{L}/u.test(around.before + around.after) ? around : undefined;
}

/** The paragraph, the item of a list, the heading or the line of a table. */
function blockAround(source: string, at: number): string {
  const blockStart = /\n\s*\n|\n(?=\s*(?:[-*+|#>]|\d+[.)])\s)/g;
  let from = 0;
  for (const { index } of source.matchAll(blockStart)) {
    if (index >= at) return source.slice(from, index);
    from = index;
  }
  return source.slice(from);
}

/** A line or a paragraph of Markdown as plain words. */
export function plainWords(block: string): string {
  const text = block.trim().replace(/^(?:[-*+>]|#{1,6}|\d+[.)])\s+/, "");
  const [inline] = markdown.parseInline(text, {});
  const words = (inline?.children ?? []).map(({ type, content }) =>
    type === "softbreak" || type === "hardbreak" ? " " : type === "html_inline" ? "" : content,
  );
  return words.join("").replace(/\s+/g, " ");
}

function lastSentence(text: string): string {
  const last = [...text.matchAll(sentenceEnd)].at(-1);
  const own = last === undefined ? text : text.slice(last.index + last[0].length);
  if (own.length <= most) return own.trimStart();
  const cut = own.slice(-most);
  return `… ${cut.slice(cut.indexOf(" ") + 1)}`;
}

function firstSentence(text: string): string {
  const first = /[.!?][”’"')\]]*(?=\s|$)/u.exec(text);
  const own = first === null ? text : text.slice(0, first.index + first[0].length);
  if (own.length <= most) return own.trimEnd();
  const cut = own.slice(0, most);
  return `${cut.slice(0, cut.lastIndexOf(" "))} …`;
}

import { isDeepStrictEqual } from "node:util";
import * as YAML from "yaml";
import { UsageError } from "../../model/errors.js";

/**
 * briefing.yml with a chapter added to `order`; not a character of the rest changes. Undefined where nothing has to be
 * written, because without an order all notebooks are taken by name. The chapter stands after the last whose name comes
 * before its own, so that `04-…` goes between `03-…` and `10-…`.
 */
export function withChapter(text: string, notebook: string, path: string): string | undefined {
  const document = YAML.parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined) throw new UsageError(`${path}: ${fault.message}`);
  const order = document.get("order");
  if (order === undefined) return undefined;
  if (!YAML.isSeq(order)) throw new UsageError(`${path}: order is not a list.`);
  const chapters = order.items.map((item) => ({ name: nameOf(item) }));
  if (chapters.some(({ name }) => name === notebook)) return undefined;
  const before = chapters.findLastIndex(({ name }) => name < notebook);
  const expected = chapters.map(({ name }) => name).toSpliced(before + 1, 0, notebook);
  const edited = inserted(text, notebook, before, order);
  if (isDeepStrictEqual(namesIn(edited), expected)) return edited;
  // Laid out in a way of its own: what it says stays, and comments.
  order.items.splice(before + 1, 0, document.createNode(notebook));
  return document.toString({ lineWidth: 0 });
}

/** @param before place in `order` after which it comes; -1 for the beginning */
function inserted(text: string, notebook: string, before: number, order: YAML.YAMLSeq): string {
  const chapters = order.items.map((item) => ({ range: YAML.isNode(item) ? item.range : undefined }));
  const [one, ends] = [chapters[Math.max(before, 0)]?.range, order.range];
  if (order.flow === true || one === undefined || one === null) {
    const place = before >= 0 && one ? one[1] : (ends?.[0] ?? 0) + 1;
    const words = before >= 0 ? `, ${notebook}` : chapters.length > 0 ? `${notebook}, ` : notebook;
    return insert(text, place, words);
  }
  const lineStart = text.lastIndexOf("\n", one[0] - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
  const newLine = text.includes("\r\n") ? "\r\n" : "\n";
  if (before < 0) return insert(text, lineStart, `${indentation}- ${notebook}${newLine}`);
  // After the line on which the chapter before it ends, with a comment that may stand there.
  const last = one[0] + text.slice(one[0], one[1]).trimEnd().length;
  const lineEnd = text.indexOf("\n", last);
  return lineEnd === -1
    ? `${text}${newLine}${indentation}- ${notebook}${newLine}`
    : insert(text, lineEnd + 1, `${indentation}- ${notebook}${newLine}`);
}

function namesIn(text: string): readonly string[] | undefined {
  const document = YAML.parseDocument(text);
  const order = document.get("order");
  return document.errors.length === 0 && YAML.isSeq(order) ? order.items.map(nameOf) : undefined;
}

const insert = (text: string, at: number, words: string): string =>
  text.slice(0, at) + words + text.slice(at);

/** With its extension. */
function nameOf(item: unknown): string {
  const name = String(YAML.isMap(item) ? item.get("notebook") : YAML.isScalar(item) ? item.value : item);
  return name.endsWith(".ipynb") ? name : `${name}.ipynb`;
}

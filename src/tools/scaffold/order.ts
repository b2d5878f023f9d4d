import * as YAML from "yaml";
import { UsageError } from "../../model/errors.js";

/**
 * briefing.yml with a chapter added to `order`; what the rest says stays, with its comments. Undefined where nothing has
 * to be written, because without an order all notebooks are taken by name. The chapter stands after the last whose name
 * comes before its own, so that `04-…` goes between `03-…` and `10-…`.
 */
export function withChapter(text: string, notebook: string, path: string): string | undefined {
  const document = YAML.parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined) throw new UsageError(`${path}: ${fault.message}`);
  const order = document.get("order");
  if (order === undefined) return undefined;
  if (!YAML.isSeq(order)) throw new UsageError(`${path}: order is not a list.`);
  const chapters = order.items.map(nameOf);
  if (chapters.includes(notebook)) return undefined;
  const before = chapters.findLastIndex((name) => name < notebook);
  order.items.splice(before + 1, 0, document.createNode(notebook));
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** With its extension. */
function nameOf(item: unknown): string {
  const name = String(YAML.isMap(item) ? item.get("notebook") : YAML.isScalar(item) ? item.value : item);
  return name.endsWith(".ipynb") ? name : `${name}.ipynb`;
}

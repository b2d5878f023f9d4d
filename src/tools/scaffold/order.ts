import * as YAML from "yaml";
import { ScaffoldError } from "./errors.js";

/**
 * briefing.yml with a chapter added to `order`, comments and layout kept; undefined where nothing has to be written,
 * because without an order all notebooks are taken by name. The chapter stands after the last whose name comes before
 * its own, so that `04-…` goes between `03-…` and `10-…`.
 */
export function withChapter(text: string, notebook: string, path: string): string | undefined {
  const document = YAML.parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined) throw new ScaffoldError(`${path}: ${fault.message}`);
  const order = document.get("order");
  if (order === undefined) return undefined;
  if (!YAML.isSeq(order)) throw new ScaffoldError(`${path}: order is not a list.`);
  const names = order.items.map((item) =>
    String(YAML.isMap(item) ? item.get("notebook") : YAML.isScalar(item) ? item.value : item),
  );
  const spelled = (name: string): string => (name.endsWith(".ipynb") ? name : `${name}.ipynb`);
  if (names.some((name) => spelled(name) === notebook)) return undefined;
  const before = names.findLastIndex((name) => spelled(name) < notebook);
  order.items.splice(before + 1, 0, document.createNode(notebook));
  return document.toString({ lineWidth: 0 });
}

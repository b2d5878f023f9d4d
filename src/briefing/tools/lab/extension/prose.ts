/** Captions and the like: inline Markdown with computed values. */
import { isStruck, struckMark } from "../../../model/guard.js";
import type { RichText, Value } from "../../../model/value.js";
import { element } from "../../../engine/render/browser/element.js";
import type { RendererOptions } from "./jupyterlab.js";

export type ProseTools = Pick<RendererOptions, "sanitizer" | "markdownParser">;

/** The tooltip of a value. */
export function describeValue({ raw, unit, precision, early, source }: Value): string {
  const exact = raw instanceof Array ? raw.join(" to ") : String(raw);
  const count = early === undefined ? undefined : `early count of ${early}`;
  const facts = [unit, precision === "exact" ? undefined : precision, count, source];
  return [exact, ...facts.filter((fact) => fact !== undefined)].join(" · ");
}

export function valueElement(value: Value): HTMLElement {
  if (isStruck(value)) return struckElement(value.text);
  return element("data", { class: "value", title: describeValue(value) }, value.text);
}

/** A sentence that is no longer true, as the page shows it. */
export function struckElement(sentence: string): HTMLElement {
  const mark = element("strong", { class: "no-longer-true-mark" }, struckMark);
  return element("span", {}, element("del", { class: "no-longer-true" }, sentence), " ", mark);
}

/** Without Markdown: titles. */
export function words({ parts }: RichText): DocumentFragment {
  const made = new DocumentFragment();
  made.append(...parts.map((part) => (typeof part === "string" ? part : valueElement(part))));
  return made;
}

/** Private-use characters stand in for values in the Markdown parser and sanitiser, so that values are never markup. */
export async function prose(text: RichText, tools: ProseTools): Promise<DocumentFragment> {
  if (tools.markdownParser === null) return words(text);
  const values: Value[] = [];
  const source = text.parts
    .map((part) =>
      typeof part === "string" ? part.replace(/[\uE000\uE001]/g, "") : `\uE000${values.push(part) - 1}\uE001`,
    )
    .join("");
  const template = document.createElement("template");
  template.innerHTML = tools.sanitizer.sanitize(await tools.markdownParser.render(source));
  fillIn(template.content, values);
  return unwrapped(template.content);
}

export function textsIn(node: Node): readonly Text[] {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  return texts;
}

function fillIn(content: DocumentFragment, values: readonly Value[]): void {
  for (const node of textsIn(content)) {
    const pieces = node.data.split(/\uE000(\d+)\uE001/);
    if (pieces.length === 1) continue;
    node.replaceWith(
      ...pieces.map((piece, index) => {
        const value = index % 2 === 1 ? values[Number(piece)] : undefined;
        return value === undefined ? piece : valueElement(value);
      }),
    );
  }
}

/** A caption is one paragraph, and its container is one already. */
function unwrapped(content: DocumentFragment): DocumentFragment {
  const [only, ...others] = content.children;
  if (only?.tagName === "P" && others.length === 0) only.replaceWith(...only.childNodes);
  return content;
}

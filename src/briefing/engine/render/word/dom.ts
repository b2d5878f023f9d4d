/** The page's HTML as a tree. The HTML is our own or sanitised. */
import { DomUtils, ElementType, parseDocument } from "htmlparser2";

export type Node = ReturnType<typeof parseDocument>["children"][number];
export type Element = Extract<Node, { attribs: unknown }>;

export const parseHtml = (html: string): readonly Node[] => parseDocument(html).children;

export const isElement = (node: Node): node is Element => ElementType.isTag(node);

export const isText = (node: Node): node is Extract<Node, { data: string }> => node.type === ElementType.Text;

export const elementsOf = (nodes: readonly Node[]): readonly Element[] => nodes.filter(isElement);

export const attribute = (node: Element | undefined, name: string): string | undefined =>
  node && DomUtils.getAttributeValue(node, name);

export function hasClass(node: Element, name: string): boolean {
  return (attribute(node, "class") ?? "").split(/\s+/).includes(name);
}

export const childOf = (node: Element | undefined, name: string): Element | undefined =>
  elementsOf(node?.children ?? []).find((child) => hasClass(child, name));

export const textContent = (node: Node | undefined): string =>
  node === undefined ? "" : DomUtils.textContent(node);

/** All elements with one of these names, at any depth, but not nested in one another. */
export function outermost(nodes: readonly Node[], names: ReadonlySet<string>): readonly Element[] {
  return elementsOf(nodes).flatMap((node) =>
    names.has(node.name) ? [node] : outermost(node.children, names),
  );
}

/** Finds the code of a value in a text of a figure, a table or a claim: `${change}` in ``title: text`… ${change} …` ``. */
import type { Node } from "oxc-parser";
import { childrenOf, isFunction, unwrapped } from "../../compile/syntax-tree.js";
import type { TextOrigin } from "../registry.js";

type Fields = Extract<Node, { type: "ObjectExpression" }>;
type Template = Extract<Node, { type: "TaggedTemplateExpression" }>;

/** Undefined where the statement does not show which code it is: then the value depends on the whole statement. */
export function partOfText(statement: Node, { field, before, after }: TextOrigin): Node | undefined {
  const numbered = /^(\d+)\.(\w+)$/.exec(field);
  const texts =
    numbered === null
      ? textsOf(allFields(statement), field)
      : textsOf(partsOfClaim(statement)[Number(numbered[1]) - 1] ?? [], numbered[2] ?? "");
  const [text, ...others] = texts;
  if (text === undefined || others.length > 0) return undefined;
  return betweenWords(templatesIn(text), before, after) ?? text;
}

/** The expression of a template between these words, which may contain values that are texts themselves. */
function betweenWords(templates: readonly Template[], before: string, after: string): Node | undefined {
  const found = templates.flatMap(({ quasi: { quasis, expressions } }) =>
    expressions.flatMap((expression, index) => {
      const left = wordsOf(quasis[index]);
      const right = wordsOf(quasis[index + 1]);
      return before.endsWith(left) && after.startsWith(right)
        ? [{ expression, length: left.length + right.length }]
        : [];
    }),
  );
  const most = Math.max(...found.map(({ length }) => length));
  const [best, ...others] = found.filter(({ length }) => length === most);
  return others.length === 0 ? best?.expression : undefined;
}

/** As the tag `text` prints them: a line break with the indentation after it is a space. */
const wordsOf = (element: Template["quasi"]["quasis"][number] | undefined): string =>
  (element?.value.cooked ?? "").replace(/\s*\n\s*/g, " ");

function* allFields(node: Node): Generator<Fields> {
  if (node.type === "ObjectExpression") yield node;
  for (const child of childrenOf(node)) yield* allFields(child);
}

/** The values of a property that contain a text. */
function textsOf(all: Iterable<Fields>, field: string): readonly Node[] {
  return [...all].flatMap(({ properties }) =>
    properties.flatMap((each) => {
      if (each.type !== "Property" || each.computed || each.key.type !== "Identifier") return [];
      return each.key.name === field && templatesIn(each.value).length > 0 ? [each.value] : [];
    }),
  );
}

/** For each part of a claim, the fields that are written for it; empty if other code makes the parts. */
function partsOfClaim(node: Node): readonly (readonly Fields[])[] {
  if (node.type === "ArrayExpression") {
    const elements = node.elements.map((each) => (each === null ? undefined : unwrapped(each)));
    if (elements.some((each) => each?.type === "ObjectExpression" && hasField(each, "reads")))
      return elements.map((each) => (each?.type === "ObjectExpression" ? [each] : []));
  }
  for (const child of childrenOf(node)) {
    const found = partsOfClaim(child);
    if (found.length > 0) return found;
  }
  return [];
}

const hasField = ({ properties }: Fields, name: string): boolean =>
  properties.some(
    (each) => each.type === "Property" && each.key.type === "Identifier" && each.key.name === name,
  );

/** Not those in functions, which depend on names that only the function knows. */
function templatesIn(node: Node): readonly Template[] {
  if (isFunction(node)) return [];
  const inside = childrenOf(node).flatMap(templatesIn);
  return node.type === "TaggedTemplateExpression" ? [node, ...inside] : inside;
}

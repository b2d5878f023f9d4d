/** Finds the code of a value in a text of a figure, a table or a claim: `${change}` in ``title: text`… ${change} …` ``. */
import type { Node } from "oxc-parser";
import { childrenOf, unwrapped } from "../../compile/syntax-tree.js";
import type { TextOrigin } from "../registry.js";

type Fields = Extract<Node, { type: "ObjectExpression" }>;

/** Undefined where the statement does not show which code it is: then the value depends on the whole statement. */
export function partOfText(statement: Node, { element, field, values }: TextOrigin, id: string): Node | undefined {
  const numbered = /^(\d+)\.(\w+)$/.exec(field);
  const texts =
    numbered === null
      ? textsOf(allFields(statement), field)
      : textsOf(partsOfClaim(statement)[Number(numbered[1]) - 1] ?? [], numbered[2] ?? "");
  const [text, ...others] = texts;
  if (text === undefined || others.length > 0) return undefined;
  const before = `${element}.${field}.`;
  const place = id.startsWith(before) ? parseInt(id.slice(before.length), 10) : undefined;
  const template = templatesIn(text)[0];
  const expressions = template?.quasi.expressions ?? [];
  // A list in a template is several values.
  if (place === undefined || expressions.length !== values) return text;
  return expressions[place - 1] ?? text;
}

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

function templatesIn(node: Node): readonly Extract<Node, { type: "TaggedTemplateExpression" }>[] {
  const inside = childrenOf(node).flatMap(templatesIn);
  return node.type === "TaggedTemplateExpression" ? [node, ...inside] : inside;
}

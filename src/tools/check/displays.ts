import type { Node } from "oxc-parser";
import { nodesOf } from "./code-strings.js";

export type DisplayKind = "figure" | "table" | "claim";

/** A call of figure(), table() or claim(); its id, where the code says it as a literal. */
export interface Display {
  readonly kind: DisplayKind;
  readonly id: string | undefined;
  /** Offset in the code of the id, else of the call. */
  readonly offset: number;
}

const kinds: ReadonlySet<string> = new Set(["figure", "table", "claim"]);

/** What the code of a cell displays under an id. */
export function displaysOf(code: string): readonly Display[] {
  if (!/\b(?:figure|table|claim)\b/.test(code)) return [];
  return [...nodesOf(code)].flatMap((node): readonly Display[] => {
    if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return [];
    const { callee, arguments: given } = node;
    if (!kinds.has(callee.name)) return [];
    const id = given[0] && idIn(given[0]);
    return [
      {
        kind: callee.name as DisplayKind,
        id: id && code.slice(id.start + 1, id.end - 1),
        offset: id?.start ?? callee.start,
      },
    ];
  });
}

/** `"peak"` of `{ id: "peak" }`. */
function idIn(options: Node): Node | undefined {
  if (options.type !== "ObjectExpression") return undefined;
  for (const property of options.properties) {
    if (property.type !== "Property" || property.computed || property.key.type !== "Identifier") continue;
    if (property.key.name !== "id") continue;
    const { value } = property;
    const isText =
      value.type === "TemplateLiteral"
        ? value.expressions.length === 0
        : value.type === "Literal" && typeof value.value === "string";
    return isText ? value : undefined;
  }
  return undefined;
}

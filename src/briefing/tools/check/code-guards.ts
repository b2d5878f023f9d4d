/** Which texts in the code of a cell have a condition, or need none. */
import type { Node } from "oxc-parser";
import { markBefore } from "../../model/mark-attempt.js";
import type { Range } from "../../engine/notebook/markdown/syntax.js";
import { nodesOf } from "./code-strings.js";

export interface CodeGuards {
  /** Words of `holds`, texts that `holds` of a figure or a table names, and one of several texts chosen by a condition. */
  readonly guarded: readonly Range[];
  /** Behind a comment `definition`. */
  readonly defined: readonly Range[];
  /** Behind a comment `quotation`. */
  readonly quoted: readonly Range[];
  /** Texts that claim nothing of their own: of claims, whose verdict is computed, sources, labels. */
  readonly silent: readonly Range[];
}

type Call = Extract<Node, { readonly type: "CallExpression" }>;
type Property = Extract<Node, { readonly type: "Property" }>;

const silentFields: ReadonlySet<string> = new Set(
  "source by label needs notComputed evidence reads statement".split(" "),
);

export function codeGuards(code: string): CodeGuards {
  const guarded: Range[] = [];
  const defined: Range[] = [];
  const quoted: Range[] = [];
  const silent: Range[] = [];
  for (const node of nodesOf(code)) {
    if (node.type === "ConditionalExpression") guarded.push(node.consequent, node.alternate);
    else if (node.type === "LogicalExpression") guarded.push(node.right);
    else if (node.type === "CallExpression") guarded.push(...guardedByCall(node));
    else if (node.type === "Property" && silentFields.has(nameOf(node) ?? "")) silent.push(node.value);
    const mark = markBefore(code.slice(0, node.start));
    if (mark !== undefined) (mark === "definition" ? defined : quoted).push(node);
  }
  return { guarded, defined, quoted, silent };
}

function guardedByCall({ callee, arguments: given }: Call): readonly Range[] {
  const [first] = given;
  if (callee.type === "Identifier" && callee.name === "holds") return first === undefined ? [] : [first];
  return given.flatMap((argument) => {
    if (argument.type !== "ObjectExpression") return [];
    const properties = argument.properties.filter((each) => each.type === "Property");
    const condition = properties.find((each) => nameOf(each) === "holds")?.value;
    if (condition === undefined) return [];
    const names =
      condition.type === "ObjectExpression"
        ? condition.properties.flatMap((each) => (each.type === "Property" ? (nameOf(each) ?? []) : []))
        : ["title"];
    return properties.filter((each) => names.includes(nameOf(each) ?? "")).map(({ value }) => value);
  });
}

function nameOf({ key, computed }: Property): string | undefined {
  if (computed) return undefined;
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" && typeof key.value === "string" ? key.value : undefined;
}

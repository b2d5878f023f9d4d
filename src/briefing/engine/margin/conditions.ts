/** The conditions that a cell gives to figures, tables and claims: `figure({ id: "fall", holds: isLower, … })`. */
import type { Node } from "oxc-parser";
import type { CodeCondition, Judgement } from "../../model/margin.js";
import { childrenOf, isFunction } from "../compile/syntax-tree.js";
import { bare, type Placed } from "./closure.js";
import type { Evaluator } from "./evaluate.js";
import { keyOf, type Scope } from "./scope.js";

type Call = Extract<Node, { readonly type: "CallExpression" }>;
type Fields = Extract<Node, { readonly type: "ObjectExpression" }>;
type Kind = CodeCondition["of"];

const library = "briefing";

export function conditionsIn(
  statements: readonly Node[],
  scope: Scope,
  evaluator: Evaluator,
  judge: (placed: Placed) => Judgement,
): readonly CodeCondition[] {
  return callsIn(statements, scope).flatMap(({ kind, call }) => {
    const fields = call.arguments.map(bare).findLast((each) => each.type === "ObjectExpression");
    const id = fields === undefined ? undefined : idOf(fields, scope, evaluator);
    if (fields === undefined || id === undefined) return [];
    const found = kind === "claim" ? partsOf(fields) : textsOf(fields);
    return found.map(([text, node]) => ({
      of: kind,
      id,
      text,
      expression: scope.textOf(node),
      judgement: judge({ node, scope }),
    }));
  });
}

/** Calls that are executed once, with the cell. */
function callsIn(
  nodes: readonly Node[],
  scope: Scope,
): readonly { readonly kind: Kind; readonly call: Call }[] {
  return nodes.flatMap((node) => {
    if (isFunction(node)) return [];
    const inside = callsIn(childrenOf(node), scope);
    const kind = node.type === "CallExpression" ? kindOf(bare(node.callee), scope) : undefined;
    return node.type === "CallExpression" && kind !== undefined ? [{ kind, call: node }, ...inside] : inside;
  });
}

function kindOf(callee: Node, scope: Scope): Kind | undefined {
  const binding = callee.type === "Identifier" ? scope.find(callee.name) : undefined;
  if (binding?.kind !== "import" || binding.specifier !== library) return undefined;
  const { name } = binding;
  return name === "figure" || name === "table" || name === "claim" ? name : undefined;
}

function field(fields: Fields, name: string): Node | undefined {
  const found = fields.properties.findLast((each) => each.type === "Property" && keyOf(each) === name);
  return found?.type === "Property" ? bare(found.value) : undefined;
}

function idOf(fields: Fields, scope: Scope, evaluator: Evaluator): string | undefined {
  const node = field(fields, "id");
  if (node === undefined) return undefined;
  try {
    const id = evaluator.value(node, scope);
    return typeof id === "string" ? id : undefined;
  } catch {
    return undefined;
  }
}

/** One condition is that of the title. */
function textsOf(fields: Fields): readonly (readonly [string, Node])[] {
  const holds = field(fields, "holds");
  if (holds === undefined) return [];
  if (holds.type !== "ObjectExpression") return [["title", holds]];
  return holds.properties.flatMap((each) => {
    const name = each.type === "Property" ? keyOf(each) : undefined;
    return each.type === "Property" && name !== undefined ? [[name, bare(each.value)] as const] : [];
  });
}

/** Of parts that are written one by one; those made by other code have no place of their own. */
function partsOf(fields: Fields): readonly (readonly [string, Node])[] {
  const parts = field(fields, "parts");
  if (parts?.type !== "ArrayExpression") return [];
  if (parts.elements.some((each) => each === null || each.type === "SpreadElement")) return [];
  return parts.elements.flatMap((each, index) => {
    const part = each === null ? undefined : bare(each);
    const holds = part?.type === "ObjectExpression" ? field(part, "holds") : undefined;
    return holds === undefined ? [] : [[String(index + 1), holds] as const];
  });
}

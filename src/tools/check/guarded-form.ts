/** Sentences with a condition in the form used before guards: `` `{ts} holds(text`…`, condition)` ``. */
import type { Node } from "oxc-parser";
import { expressionCode, parseCode } from "../../engine/notebook/cell-code.js";
import { codeSpan } from "../../lib/markdown-text.js";

type Expression = Extract<Node, { readonly type: "CallExpression" }>["callee"];

/** The equivalent guard, `[…]{holds=condition}`; undefined for an expression that is not a call of holds. */
export function guardedForm(expression: string, id: string | undefined): string | undefined {
  const code = expressionCode(expression);
  const statement = parseCode(code)?.body[0];
  const call = statement?.type === "ExpressionStatement" ? unwrapped(statement.expression) : undefined;
  if (call?.type !== "CallExpression" || call.callee.type !== "Identifier" || call.callee.name !== "holds")
    return undefined;
  const [sentence, condition] = call.arguments;
  if (sentence === undefined || condition === undefined) return undefined;
  if (sentence.type === "SpreadElement" || condition.type === "SpreadElement") return undefined;
  const words = markdownOf(unwrapped(sentence), code);
  const name = id === undefined ? "" : `#${id} `;
  return `[${words}]{${name}holds=${attribute(code.slice(condition.start, condition.end))}}`;
}

const unwrapped = (node: Expression): Expression =>
  node.type === "ParenthesizedExpression" ? unwrapped(node.expression) : node;

function markdownOf(node: Expression, code: string): string {
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type !== "TaggedTemplateExpression" || node.tag.type !== "Identifier" || node.tag.name !== "text")
    return `\`${inlineCode(code.slice(node.start, node.end))}\``;
  const { quasis, expressions } = node.quasi;
  return quasis
    .map(({ value }, index) => {
      const inside = expressions[index];
      const words = (value.cooked ?? value.raw).replace(/\s*\n\s*/g, " ");
      return inside === undefined ? words : words + markdownOf(unwrapped(inside), code);
    })
    .join("");
}

/** `{ts} …` as a code span without its outermost backticks. */
const inlineCode = (expression: string): string =>
  codeSpan(`{ts} ${expression.replace(/\s*\n\s*/g, " ")}`).slice(1, -1);

function attribute(condition: string): string {
  const line = condition.replace(/\s*\n\s*/g, " ");
  if (/^[^\s"'{}]+$/.test(line)) return line;
  if (!line.includes('"')) return `"${line}"`;
  return line.includes("'") ? `"${line.replaceAll('"', '\\"')}"` : `'${line}'`;
}

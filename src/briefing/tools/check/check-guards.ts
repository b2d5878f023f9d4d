/** Sentences with a condition in the form of earlier versions, and sentences that should have one. */
import type { Node } from "oxc-parser";
import { unwrapped } from "../../engine/compile/syntax-tree.js";
import { expressionCode, parseCode } from "../../engine/notebook/cell-code.js";
import type { Cell } from "../../engine/notebook/contract.js";
import { guardsIn, inlineExpressions, isProseOf } from "../../engine/notebook/inline.js";
import { isWithin } from "../../engine/notebook/markdown/syntax.js";
import type { Found } from "./contract.js";
import { codeSpan } from "../../lib/markdown-text.js";
import { positionAt } from "../../lib/position.js";
import { changeWords, comparatives } from "./factual-words.js";
import { frontMatterFields, type TextFile } from "./texts.js";

/** A statement that is true of one edition of the data may be false for the next. */
const change = new RegExp(`\\b(?:${changeWords}|${comparatives})\\b`, "i");
const claims: ReadonlySet<string> = new Set(["headline", "finding"]);

export function checkGuards(files: readonly TextFile[]): readonly Found[] {
  return files.flatMap(({ path, notebook }) =>
    notebook.cells.flatMap((cell, index) => {
      if (!isProseOf(notebook, cell)) return [];
      const place = { path, cell: { index, id: cell.id } } as const;
      const unguarded = cell.cell_type === "raw" ? unguardedClaims(cell) : [];
      return [...oldForms(cell), ...unguarded].map((found): Found => ({ ...place, ...found }));
    }),
  );
}

type GuardFault = Pick<Found, "severity" | "line" | "column" | "message" | "hint">;

function oldForms(cell: Cell): readonly GuardFault[] {
  return inlineExpressions(cell).flatMap(({ kind, id, expression, line, column }): readonly GuardFault[] => {
    if (kind !== "value" || !expression.startsWith("holds(")) return [];
    const now = guardedForm(expression, id.startsWith(`${cell.id}-`) ? undefined : id);
    if (now === undefined) return [];
    const message = "holds(…) in a computed value is how earlier versions guarded a sentence";
    return [{ line, column, message, hint: `Write ${now}` }];
  });
}

function unguardedClaims(cell: Cell): readonly GuardFault[] {
  const guards = guardsIn(cell).filter(({ holds }) => holds !== undefined);
  return frontMatterFields(cell).flatMap(({ name, start, end, text }): readonly GuardFault[] => {
    const found = claims.has(name) ? change.exec(text) : null;
    const isGuarded = guards.some(({ whole }) => isWithin(whole, { start, end }));
    if (found === null || isGuarded) return [];
    return [
      {
        severity: "note",
        ...positionAt(cell.source, start + found.index),
        message: `the ${name} states a change (“${found[0]}”), and no condition guards it`,
        hint: `Write ${name}: >- and below it [${text.trim().slice(0, 40)}…]{holds=condition}, so that a build with other data stops here.`,
      },
    ];
  });
}

/**
 * The guard equivalent to the form used before guards, `` `{ts} holds(text`…`, condition)` ``; undefined for an
 * expression that is not a call of holds.
 */
function guardedForm(expression: string, id: string | undefined): string | undefined {
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

function markdownOf(node: Node, code: string): string {
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

/** Expressions as one cell whose value is an object of thunks; each stands on lines of its own. */
import { emitCell, type EmitCellOptions, type EmittedCell } from "./emit-cell.js";
import { parse } from "./javascript.js";

/** Key → the line on which the expression starts, in column 1; its lines follow one by one. */
export type Lines = ReadonlyMap<string, number>;

const lineCount = (text: string): number => text.split(/\r\n|[\n\r\u2028\u2029]/).length;

/** `({ ["key"]: async () => (⏎expression⏎), … })`: an own property even where the key is `__proto__`. */
export function combineExpressions(expressions: readonly (readonly [string, string])[]): {
  readonly source: string;
  readonly lines: Lines;
} {
  const lines = new Map<string, number>();
  let source = "({\n";
  let line = 2;
  for (const [key, expression] of expressions) {
    lines.set(key, line + 1);
    source += `[${JSON.stringify(key)}]: async () => (\n${expression}\n),\n`;
    line += 2 + lineCount(expression);
  }
  return { source: `${source}})`, lines };
}

/** Throws a SyntaxError for what is not one expression inside its parentheses: `1); evil(`. */
export function refuseOtherThanExpression(source: string): void {
  const text = `async () => (\n${source}\n)`;
  const [statement, ...others] = parse("expression.ts", text).program.body;
  const arrow = statement?.type === "ExpressionStatement" ? statement.expression : undefined;
  const body = arrow?.type === "ArrowFunctionExpression" ? arrow.body : undefined;
  if (others.length > 0 || body?.type !== "ParenthesizedExpression" || body.end !== text.length)
    throw new SyntaxError("One expression expected: this closes more brackets than it opens.");
}

/** Expressions use names that earlier cells have declared; they declare nothing. */
export function emitExpressions(
  expressions: readonly (readonly [string, string])[],
  options: EmitCellOptions,
): EmittedCell & { readonly lines: Lines } {
  const { source, lines } = combineExpressions(expressions);
  return { ...emitCell(source, options), lines };
}

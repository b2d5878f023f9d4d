/** Combines expressions into one cell whose value is an object of thunks, each on separate lines. */
import { emitCell, type EmitCellOptions, type EmittedCell } from "./emit-cell.js";
import { parseAnyway } from "./javascript.js";

/** Key → the line on which the expression starts, in column 1; its further lines follow. */
export type Lines = ReadonlyMap<string, number>;

const lineCount = (text: string): number => text.split(/\r\n|[\n\r\u2028\u2029]/).length;

/** `({ ["key"]: async () => (⏎expression⏎), … })`: the key `__proto__` becomes an own property, too. */
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

interface ExpressionError {
  readonly message: string;
  /** Offsets into the expression. */
  readonly start: number;
  readonly end: number;
}

/** The error in code that is not one expression inside its parentheses: `1); evil(`. */
export function expressionError(source: string): ExpressionError | undefined {
  const open = "async () => (\n";
  const text = `${open}${source}\n)`;
  const at = (start: number, end: number) => ({ start: within(start), end: within(end) });
  const within = (offset: number) => Math.max(0, Math.min(offset - open.length, source.length));
  const { errors, program } = parseAnyway("expression.ts", text);
  const [error] = errors;
  if (error !== undefined) {
    const [{ start, end } = { start: 0, end: 0 }] = error.labels;
    return { message: error.message, ...at(start, end) };
  }
  const [statement, ...others] = program.body;
  const arrow = statement?.type === "ExpressionStatement" ? statement.expression : undefined;
  const body = arrow?.type === "ArrowFunctionExpression" ? arrow.body : undefined;
  if (others.length === 0 && body?.type === "ParenthesizedExpression" && body.end === text.length)
    return undefined;
  const end = body?.end ?? open.length;
  return {
    message: "Expected one expression: this closes more brackets than it opens.",
    ...at(end - 1, end),
  };
}

/** `rows[0]!.visits` as the code before the last dot and the name after it; undefined for other expressions. */
export function memberAccess(
  source: string,
): { readonly object: string; readonly field: string } | undefined {
  const { errors, program } = parseAnyway("expression.ts", `(${source}\n)`);
  const [statement] = program.body;
  if (errors.length > 0 || statement?.type !== "ExpressionStatement") return undefined;
  const { expression } = statement;
  const inner = expression.type === "ParenthesizedExpression" ? expression.expression : expression;
  if (inner.type !== "MemberExpression" || inner.computed || inner.property.type !== "Identifier")
    return undefined;
  return { object: source.slice(inner.object.start - 1, inner.object.end - 1), field: inner.property.name };
}

/** Expressions use names that earlier cells declared; they declare nothing. */
export function emitExpressions(
  expressions: readonly (readonly [string, string])[],
  options: EmitCellOptions,
): EmittedCell & { readonly lines: Lines } {
  const { source, lines } = combineExpressions(expressions);
  return { ...emitCell(source, options), lines };
}

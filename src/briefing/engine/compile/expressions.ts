/**
 * Expressions combined into one cell whose value is an object of thunks. Each stands on separate lines, so that errors
 * can be assigned by line; code that is not a single expression is left out.
 */
import type { Position } from "../../lib/position.js";
import { positionAt, type Diagnostic, type Rejected } from "./contract.js";
import { parseAnyway } from "./emit/javascript.js";
import { propertyName } from "./syntax-tree.js";

export interface Expressions {
  /** The cell of all single expressions. */
  readonly source: string;
  /** The errors of each expression, from those found in the source. */
  rejectedBy(errors: readonly Diagnostic[]): Rejected;
}

/** TypeScript's "Expression expected." */
const EXPRESSION_EXPECTED = 1109;

export function checkedExpressions(expressions: Readonly<Record<string, string>>): Expressions {
  const entries = Object.entries(expressions).map((entry) => ({ entry, error: syntaxErrorOf(entry[1]) }));
  const unsound = entries.flatMap(({ entry: [key], error }) => (error ? [[key, [error]] as const] : []));
  const sound = entries.flatMap(({ entry, error }) => (error ? [] : [entry]));
  const { source, lines } = combineExpressions(sound);
  return {
    source,
    rejectedBy(errors) {
      const rejected = new Map<string, readonly Diagnostic[]>(unsound);
      for (const error of errors) {
        const own = error.file === undefined ? [...lines] : [];
        const [owner, first] = own.findLast(([, line]) => line <= error.start.line) ?? [undefined, 1];
        const relative = ({ line, column }: Position): Position => ({ line: line - first + 1, column });
        const moved = { ...error, start: relative(error.start), end: relative(error.end) };
        // An error that belongs to no expression (in a local module, for example) fails them all.
        for (const key of owner === undefined ? lines.keys() : [owner])
          rejected.set(key, [...(rejected.get(key) ?? []), moved]);
      }
      return Object.fromEntries(rejected);
    },
  };
}

/** Key → the line on which the expression starts, in column 1; its further lines follow. */
type Lines = ReadonlyMap<string, number>;

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
    line += 2 + expression.split(/\r\n|[\n\r\u2028\u2029]/).length;
  }
  return { source: `${source}})`, lines };
}

/** The error in code that is not one expression inside its parentheses: `1); evil(`. */
export function syntaxErrorOf(source: string): Diagnostic | undefined {
  const open = "async () => (\n";
  const text = `${open}${source}\n)`;
  const sourcePosition = (offset: number): Position =>
    positionAt(source, Math.max(0, Math.min(offset - open.length, source.length)));
  const errorAt = (start: number, end: number, message: string): Diagnostic => ({
    code: EXPRESSION_EXPECTED,
    message,
    start: sourcePosition(start),
    end: sourcePosition(end),
  });
  const { errors, program } = parseAnyway("expression.ts", text);
  const [error] = errors;
  if (error !== undefined) {
    const [{ start, end } = { start: 0, end: 0 }] = error.labels;
    return errorAt(start, end, error.message);
  }
  const [statement, ...others] = program.body;
  const arrow = statement?.type === "ExpressionStatement" ? statement.expression : undefined;
  const body = arrow?.type === "ArrowFunctionExpression" ? arrow.body : undefined;
  if (others.length === 0 && body?.type === "ParenthesizedExpression" && body.end === text.length)
    return undefined;
  const end = body?.end ?? open.length;
  return errorAt(end - 1, end, "Expected one expression: this closes more brackets than it opens.");
}

/** `rows[0]!.visits` or `rows[0]!["visits"]` as the code before the property and its name; undefined for others. */
export function memberAccess(
  source: string,
): { readonly object: string; readonly field: string } | undefined {
  const { errors, program } = parseAnyway("expression.ts", `(${source}\n)`);
  const [statement] = program.body;
  if (errors.length > 0 || statement?.type !== "ExpressionStatement") return undefined;
  const { expression } = statement;
  const inner = expression.type === "ParenthesizedExpression" ? expression.expression : expression;
  const field = inner.type === "MemberExpression" ? propertyName(inner) : undefined;
  if (inner.type !== "MemberExpression" || field === undefined) return undefined;
  return { object: source.slice(inner.object.start - 1, inner.object.end - 1), field };
}

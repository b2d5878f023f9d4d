/**
 * Expressions combined into one cell whose value is an object of thunks. Each stands on separate lines, so that errors
 * can be assigned by line; code that is not a single expression is left out.
 */
import type { Diagnostic, Position, Rejected } from "./contract.js";
import { positionAt } from "./diagnostics.js";
import { combineExpressions, expressionError, type Lines } from "./emit/emit-expressions.js";

export interface Expressions {
  /** The cell of all single expressions. */
  readonly source: string;
  /** The errors of each expression, from those found in the source. */
  rejectedBy(errors: readonly Diagnostic[]): Rejected;
}

/** TypeScript's "Expression expected." */
const EXPRESSION_EXPECTED = 1109;

export function checkedExpressions(expressions: Readonly<Record<string, string>>): Expressions {
  const entries = Object.entries(expressions);
  const unsound = new Map(
    entries.flatMap(([key, text]) => {
      const error = syntaxErrorOf(text);
      return error === undefined ? [] : [[key, [error]] as const];
    }),
  );
  const sound = entries.filter(([key]) => !unsound.has(key));
  const { source, lines } = combineExpressions(sound);
  return {
    source,
    rejectedBy(errors) {
      const found = distribute(errors, lines);
      // An error that belongs to no expression (in a local module, for example) fails them all.
      const everywhere = found.get(undefined) ?? [];
      const rejected = sound.map(([key]) => [key, [...(found.get(key) ?? []), ...everywhere]] as const);
      return Object.fromEntries([...unsound, ...rejected.filter(([, errors]) => errors.length > 0)]);
    },
  };
}

/** An expression must stay inside its parentheses: `1); evil(` has its first error at the parenthesis. */
export function syntaxErrorOf(source: string): Diagnostic | undefined {
  const error = expressionError(source);
  if (error === undefined) return undefined;
  const { message, start, end } = error;
  return {
    code: EXPRESSION_EXPECTED,
    message,
    start: positionAt(source, start),
    end: positionAt(source, end),
  };
}

function distribute(
  errors: readonly Diagnostic[],
  lines: Lines,
): ReadonlyMap<string | undefined, readonly Diagnostic[]> {
  const found = new Map<string | undefined, Diagnostic[]>();
  for (const error of errors) {
    const [key, first] =
      error.file === undefined
        ? ([...lines].findLast(([, line]) => line <= error.start.line) ?? [undefined, 1])
        : [undefined, 1];
    const relative = ({ line, column }: Position): Position => ({ line: line - first + 1, column });
    const moved = { ...error, start: relative(error.start), end: relative(error.end) };
    found.set(key, [...(found.get(key) ?? []), moved]);
  }
  return found;
}

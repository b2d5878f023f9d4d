/**
 * Expressions taken together as one cell whose value is an object of thunks. Each stands on lines of its own, so
 * positions are told apart by line; what is no single expression, or does not type-check, is left out.
 */
import type { Reads } from "../store/fingerprint.js";
import type { CellEngine } from "./cell-engine.js";
import type { Diagnostic, Position, Rejected } from "./contract.js";
import { parseCell } from "./cell-source.js";
import { positionAt } from "./diagnostics.js";
import { combineExpressions, type Lines } from "./emit/emit-expressions.js";
import type { TypeScript } from "./typescript.js";

export function checkExpressionsWith(
  engine: CellEngine,
  declarations: string,
  expressions: Readonly<Record<string, string>>,
): { readonly result: Rejected; readonly reads: Reads } {
  const rejected = new Map<string, readonly Diagnostic[]>();
  for (const [key, source] of Object.entries(expressions)) {
    const diagnostics = checkSyntax(engine.ts, source);
    if (diagnostics.length > 0) rejected.set(key, diagnostics);
  }
  const sound = Object.entries(expressions).filter(([key]) => !rejected.has(key));
  const { source, lines } = combineExpressions(sound);
  const { result, reads } = engine.check(declarations, source);
  if (result.status === "rejected") {
    const found = distribute(result.diagnostics, lines);
    // An error that belongs to no expression (a local module's, say) fails them all.
    const everywhere = found.get(undefined) ?? [];
    for (const [key] of sound) {
      const diagnostics = [...(found.get(key) ?? []), ...everywhere];
      if (diagnostics.length > 0) rejected.set(key, diagnostics);
    }
  }
  return { result: Object.fromEntries(rejected), reads };
}

function distribute(
  diagnostics: readonly Diagnostic[],
  lines: Lines,
): ReadonlyMap<string | undefined, readonly Diagnostic[]> {
  const found = new Map<string | undefined, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const [key, first] =
      diagnostic.file === undefined
        ? ([...lines].findLast(([, line]) => line <= diagnostic.start.line) ?? [undefined, 1])
        : [undefined, 1];
    const relative = ({ line, column }: Position): Position => ({ line: line - first + 1, column });
    const moved = { ...diagnostic, start: relative(diagnostic.start), end: relative(diagnostic.end) };
    found.set(key, [...(found.get(key) ?? []), moved]);
  }
  return found;
}

/** TypeScript's "Expression expected." */
const EXPRESSION_EXPECTED = 1109;

/** An expression must stay inside its parentheses: `1); evil(` has its first error at the parenthesis. */
function checkSyntax(ts: TypeScript, source: string): readonly Diagnostic[] {
  const open = "async () => (\n";
  const file = parseCell(ts, `${open}${source}\n)`);
  const own = ts.createSourceFile("expression.ts", source, ts.ScriptTarget.ES2022);
  const at = (offset: number): Position =>
    positionAt(own, Math.max(0, Math.min(offset - open.length, source.length)));
  const errors = file.parseDiagnostics.map(({ code, messageText, start, length }) => ({
    code,
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
    start: at(start),
    end: at(start + length),
  }));
  if (errors.length > 0) return errors;
  const [statement] = file.statements;
  const arrow = statement && ts.isExpressionStatement(statement) ? statement.expression : undefined;
  const body = arrow && ts.isArrowFunction(arrow) ? arrow.body : undefined;
  if (
    file.statements.length === 1 &&
    body &&
    ts.isParenthesizedExpression(body) &&
    body.end === file.text.length
  )
    return [];
  return [
    {
      code: EXPRESSION_EXPECTED,
      message: "One expression expected: this closes more brackets than it opens.",
      start: at(body ? body.end - 1 : open.length),
      end: at(body ? body.end : open.length),
    },
  ];
}

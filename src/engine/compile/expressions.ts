/**
 * Expressions compiled together, as one cell whose value is an object of thunks. Each stands on lines of its own, so
 * positions are told apart by line; what is no single expression, or does not type-check, is left out.
 */
import type { Reads } from "../store/fingerprint.js";
import type { CellEngine } from "./cell-engine.js";
import type { CompiledExpressions, Diagnostic, Position } from "./contract.js";
import { parseCell } from "./cell-source.js";
import { positionAt } from "./diagnostics.js";
import type { TypeScript } from "./typescript.js";

type Rejected = Record<string, readonly Diagnostic[]>;

export function compileExpressionsWith(
  engine: CellEngine,
  declarations: string,
  expressions: Readonly<Record<string, string>>,
): { readonly result: CompiledExpressions; readonly reads: Reads } {
  const rejected: Rejected = {};
  let kept = Object.entries(expressions).filter(([key, source]) => {
    const diagnostics = checkSyntax(engine.ts, source);
    if (diagnostics.length > 0) rejected[key] = diagnostics;
    return diagnostics.length === 0;
  });
  let reads: Reads = { files: [] };
  while (kept.length > 0) {
    const { source, lines } = combine(kept);
    const compiled = engine.compile(declarations, source);
    reads = compiled.reads;
    if (compiled.result.status === "compiled") {
      const cell = { ...compiled.result, declarations };
      return { result: { cell, lines: Object.fromEntries(lines), rejected }, reads };
    }
    const found = distribute(compiled.result.diagnostics, lines);
    // An error that belongs to no expression (a local module's, say) fails them all.
    const everywhere = found.get(undefined) ?? [];
    for (const [key] of kept) {
      const diagnostics = [...(found.get(key) ?? []), ...everywhere];
      if (diagnostics.length > 0) rejected[key] = diagnostics;
    }
    kept = kept.filter(([key]) => !(key in rejected));
  }
  return { result: { cell: undefined, lines: {}, rejected }, reads };
}

type Lines = ReadonlyMap<string, number>;

const lineCount = (text: string): number => text.split(/\r\n|[\n\r\u2028\u2029]/).length;

/** `({ ["key"]: async () => (⏎expression⏎), … })`: an own property even where the key is `__proto__`. */
function combine(expressions: readonly (readonly [string, string])[]): {
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

/**
 * Turns a cell into the body of a function that runs it. Its own names remain variables, which later cells reach
 * through accessors; a name of an earlier cell is read as a property of the scope, so that closures still see the
 * variable they were written against.
 */
import MagicString from "magic-string";
import type { EncodedSourceMap } from "@jridgewell/remapping";
import type { Node, Program } from "oxc-parser";
import { RESULT, SCOPE } from "../scopes.js";
import { member, replaceReferences, requireImports, uniqueNames } from "./imports.js";
import { lazyMap, toJavaScript } from "./javascript.js";
import { withoutExport } from "./emit-module.js";
import { readTopLevel } from "./scope.js";

export interface EmittedCell {
  /**
   * Body for `(function(exports, require) { … })`, async if `awaits`; empty if there is nothing to run. It starts with
   * `"use strict";` and calls `__tslab__.scope(…)` at once: see scopes.ts.
   */
  readonly js: string;
  /** Computes the map from `js` to the cell's source, which only stack traces need. */
  readonly map: () => EncodedSourceMap;
  readonly awaits: boolean;
  /** The syntax tree of the cell as it was written, in TypeScript. */
  readonly program: Program;
  /** If the cell ends in an expression, `Scopes.commit()` (or `discard()`) returns its value. */
  readonly lastExpression: "value" | "none";
}

export interface EmitCellOptions {
  /** Names of earlier cells, including those that this cell declares again. */
  readonly earlier: readonly string[];
  /** Whether a module can be loaded: an import that only a later cell uses must be kept, one of types cannot be. */
  readonly canLoad: (specifier: string) => boolean;
  /** `announced`: `__tslab__.at(index)` is called before each statement that does something. */
  readonly statements?: "announced";
}

/** Throws a SyntaxError. */
export function emitCell(source: string, { earlier, canLoad, statements }: EmitCellOptions): EmittedCell {
  const javascript = toJavaScript("cell.ts", source);
  const endsIn = lastStatement(javascript.source)?.type;
  const { text } = javascript;
  const { program } = javascript.parsed;
  const code = new MagicString(text);
  const top = readTopLevel(program);
  const unique = uniqueNames(text);
  const scope = unique(SCOPE);
  const imported = requireImports(javascript, top, code, { keepsUnused: canLoad, unique });
  const replacements = new Map(earlier.map((name) => [name, member(scope, name)]));
  for (const name of top.declared.keys()) replacements.delete(name);
  for (const [name, expression] of imported) replacements.set(name, expression);
  replaceReferences(top, new Map([...replacements, ["babelHelpers", "__tslab__"]]), code);
  const last = lastStatement(program);
  const isExpression = endsIn === "ExpressionStatement" || endsIn === "ExportDefaultDeclaration";
  const value = isExpression && last !== undefined ? expressionOf(last) : undefined;
  // Later cells see what a cell exports anyway.
  for (const statement of program.body)
    if (value === undefined || statement !== last) withoutExport(statement, { code, imported, unique });
  if (last !== undefined && value !== undefined) {
    if (last.start < value.start) code.remove(last.start, value.start);
    if (value.end < last.end) code.remove(value.end, last.end);
    code.prependRight(value.start, `${scope}[${JSON.stringify(RESULT)}] = (`);
    code.appendLeft(value.end, ");");
  }
  const bindings = [
    ...[...top.declared].map(([name, kind]) => accessors(name, name, kind, unique)),
    ...[...imported].map(([name, expression]) => accessors(name, expression, "constant", unique)),
  ];
  const isEmpty =
    bindings.length === 0 &&
    program.body.every(({ start, end }) => /^;?$/.test(code.snip(start, end).toString().trim()));
  if (statements === "announced" && !isEmpty) announce(javascript.source, program, code);
  code.prepend(`"use strict";\nconst ${scope} = __tslab__.scope({ ${bindings.join(", ")} });\n`);
  return {
    js: isEmpty ? "" : code.toString(),
    map: lazyMap(code, javascript.map),
    awaits: top.awaits,
    program: javascript.source,
    lastExpression: value === undefined ? "none" : "value",
  };
}

/**
 * Says which statement runs, by its index in the TypeScript. Not where types are replaced by several statements of
 * JavaScript: then nobody can say which of them belong to which.
 */
function announce(source: Program, program: Program, code: MagicString): void {
  for (const isMeant of [runs, isImport]) {
    const written = source.body.flatMap((statement, index) => (isMeant(statement) ? [index] : []));
    const emitted = program.body.filter(isMeant);
    if (written.length !== emitted.length) continue;
    for (const [place, statement] of emitted.entries())
      code.appendLeft(statement.start, `__tslab__.at(${written[place]});`);
  }
}

/** It loads a module, which may read data. */
const isImport = (statement: Program["body"][number]): boolean =>
  statement.type === "ImportDeclaration" && statement.importKind !== "type";

/** Whether a statement does something when its turn comes: imports, functions and types do not. */
function runs(statement: Program["body"][number]): boolean {
  if (statement.type === "ExportNamedDeclaration" && statement.declaration !== null)
    return runs(statement.declaration);
  if ("declare" in statement && statement.declare) return false;
  return !idle.has(statement.type);
}

const idle: ReadonlySet<string> = new Set([
  "EmptyStatement",
  "ExportAllDeclaration",
  "ExportNamedDeclaration",
  "FunctionDeclaration",
  "ImportDeclaration",
  "TSDeclareFunction",
  "TSInterfaceDeclaration",
  "TSTypeAliasDeclaration",
]);

/** A type at the end of the TypeScript code is a statement too. */
function lastStatement({ body }: Program): Program["body"][number] | undefined {
  return body.findLast(({ type }) => type !== "EmptyStatement");
}

function expressionOf(
  statement: Program["body"][number],
): { readonly start: number; readonly end: number } | undefined {
  if (statement.type === "ExpressionStatement") return statement.expression;
  if (statement.type !== "ExportDefaultDeclaration") return undefined;
  return isNamed(statement.declaration) ? undefined : statement.declaration;
}

const isNamed = (declaration: Node): boolean =>
  (declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration") &&
  declaration.id !== null;

function accessors(
  name: string,
  expression: string,
  kind: "variable" | "constant",
  unique: (wish: string) => string,
): string {
  const key = name === "__proto__" ? '["__proto__"]' : name;
  const getter = `get ${key}() { return ${expression}; }`;
  if (kind === "constant") return getter;
  const value = unique("value_1");
  return `${getter}, set ${key}(${value}) { ${expression} = ${value}; }`;
}

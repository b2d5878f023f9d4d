/** A checked cell → its JavaScript and source map, and the declarations TypeScript writes for it. */
import type ts from "@tslab/typescript-for-tslab";
import type { SourceMap } from "./contract.js";
import { earlierNamesVisitor } from "./earlier-names.js";
import { parseSourceMap, withJavaScriptSpecifiers, withoutMapComment } from "./local-modules.js";
import type { Snapshot } from "./program.js";
import { RESULT, SCOPE } from "./scopes.js";
import type { TypeScript } from "./typescript.js";

export interface EmittedCell {
  readonly js: string;
  readonly map: SourceMap;
  readonly declarations: string;
  readonly lastExpression: "value" | "none";
}

export function emitCell(ts: TypeScript, snapshot: Snapshot): EmittedCell {
  const { program, cell } = snapshot;
  const made: { body?: CellBody; isEmpty?: boolean; declarations?: string } = {};
  let js = "";
  let map = "";
  program.emit(
    cell,
    (file, text) => {
      if (file.endsWith(".js")) js = text;
      if (file.endsWith(".js.map")) map = text;
    },
    undefined,
    false,
    {
      before: [
        withJavaScriptSpecifiers(ts),
        (context) => (file) => {
          const body = cellBody(ts, snapshot, context, file);
          made.body = body;
          return context.factory.updateSourceFile(file, body.statements);
        },
      ],
      after: [
        (context) => (file) => {
          const statements = file.statements.filter((statement) => !marksModule(ts, statement));
          made.isEmpty = made.body?.declares === "nothing" && isEmptyBody(ts, statements);
          return context.factory.updateSourceFile(file, statements);
        },
      ],
      // Taken here, not from the written file: TypeScript writes none where a type cannot be named outside the cell
      // (a class local to a function, say), which is no error in a module that nobody imports.
      afterDeclarations: [
        () => (node) => {
          if (ts.isSourceFile(node)) {
            made.declarations = ts.createPrinter({ newLine: ts.NewLineKind.LineFeed }).printFile(node);
          }
          return node;
        },
      ],
    },
  );
  return {
    js: made.isEmpty ? "" : withoutMapComment(js),
    map: parseSourceMap(map),
    declarations: made.declarations ?? "",
    lastExpression: made.body?.lastExpression ?? "none",
  };
}

interface CellBody {
  readonly statements: readonly ts.Statement[];
  readonly lastExpression: "value" | "none";
  readonly declares: "values" | "nothing";
}

function cellBody(
  ts: TypeScript,
  snapshot: Snapshot,
  context: ts.TransformationContext,
  file: ts.SourceFile,
): CellBody {
  const { factory } = context;
  const own = file.statements.slice(0, -1);
  const exports = file.statements.at(-1);
  const scope = factory.createUniqueName(
    SCOPE,
    ts.GeneratedIdentifierFlags.Optimistic | ts.GeneratedIdentifierFlags.FileLevel,
  );
  const visitor = earlierNamesVisitor(ts, snapshot, context, scope);
  const last = own.findLastIndex((statement) => !ts.isEmptyStatement(statement));
  let lastExpression: "value" | "none" = "none";

  const body = own.flatMap((statement, index): readonly ts.Statement[] => {
    if (ts.isExportDeclaration(statement)) return sideEffects(ts, factory, statement);
    const visited = ts.visitNode(statement, visitor, ts.isStatement) ?? statement;
    const isExpression = ts.isExpressionStatement(visited) || ts.isExportAssignment(visited);
    if (!isExpression) return [visited];
    if (index !== last) {
      return ts.isExportAssignment(visited)
        ? [factory.createExpressionStatement(visited.expression)]
        : [visited];
    }
    lastExpression = "value";
    const place = factory.createElementAccessExpression(scope, factory.createStringLiteral(RESULT));
    const assignment = factory.createExpressionStatement(factory.createAssignment(place, visited.expression));
    return [ts.setTextRange(assignment, statement)];
  });
  const bindings =
    exports && ts.isExportDeclaration(exports) ? accessors(ts, snapshot, factory, exports) : [];
  return {
    statements: [enterScope(ts, factory, scope, bindings), ...body],
    lastExpression,
    declares: bindings.length === 0 ? "nothing" : "values",
  };
}

/** `const scope = __tslab__.scope({ get n() { return n; }, set n(value) { n = value; } });` */
function enterScope(
  ts: TypeScript,
  factory: ts.NodeFactory,
  scope: ts.Identifier,
  bindings: readonly ts.ObjectLiteralElementLike[],
): ts.Statement {
  const call = factory.createCallExpression(
    factory.createPropertyAccessExpression(factory.createIdentifier("__tslab__"), "scope"),
    undefined,
    [factory.createObjectLiteralExpression(bindings)],
  );
  const variable = factory.createVariableDeclaration(scope, undefined, undefined, call);
  return factory.createVariableStatement(
    undefined,
    factory.createVariableDeclarationList([variable], ts.NodeFlags.Const),
  );
}

/**
 * The identifiers of the export clause are reused: TypeScript replaces them by what the names became (`fs_1.readFileSync`).
 */
function accessors(
  ts: TypeScript,
  { checker, cell }: Snapshot,
  factory: ts.NodeFactory,
  exports: ts.ExportDeclaration,
): readonly ts.ObjectLiteralElementLike[] {
  if (!exports.exportClause || !ts.isNamedExports(exports.exportClause)) return [];
  return exports.exportClause.elements.flatMap(({ name }): readonly ts.ObjectLiteralElementLike[] => {
    const symbol = cell.locals?.get(name.escapedText);
    if (!symbol || !hasValue(ts, checker, symbol)) return [];
    const getter = factory.createGetAccessorDeclaration(
      undefined,
      factory.createIdentifier(name.text),
      [],
      undefined,
      factory.createBlock([factory.createReturnStatement(name)]),
    );
    if (!isAssignable(ts, symbol)) return [getter];
    const value = factory.createUniqueName("value", ts.GeneratedIdentifierFlags.Optimistic);
    const setter = factory.createSetAccessorDeclaration(
      undefined,
      factory.createIdentifier(name.text),
      [factory.createParameterDeclaration(undefined, undefined, value)],
      factory.createBlock([factory.createExpressionStatement(factory.createAssignment(name, value))]),
    );
    return [getter, setter];
  });
}

function hasValue(ts: TypeScript, checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  if (!(symbol.flags & ts.SymbolFlags.Alias)) return (symbol.flags & ts.SymbolFlags.Value) !== 0;
  if (symbol.declarations?.some((declaration) => ts.isTypeOnlyImportOrExportDeclaration(declaration)))
    return false;
  const target = checker.getAliasedSymbol(symbol);
  // A module without types: its symbol is unknown, its value is there.
  return (target.flags & ts.SymbolFlags.Value) !== 0 || target.declarations === undefined;
}

function isAssignable(ts: TypeScript, symbol: ts.Symbol): boolean {
  if (symbol.flags & ts.SymbolFlags.Alias) return false;
  const declaration = symbol.valueDeclaration;
  return !(declaration && ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const);
}

/** `export … from "m"` declares nothing in the cell, but loads the module. */
function sideEffects(
  ts: TypeScript,
  factory: ts.NodeFactory,
  statement: ts.ExportDeclaration,
): readonly ts.Statement[] {
  if (!statement.moduleSpecifier || statement.isTypeOnly) return [];
  return [
    ts.setTextRange(
      factory.createImportDeclaration(undefined, undefined, statement.moduleSpecifier),
      statement,
    ),
  ];
}

/** `Object.defineProperty(exports, "__esModule", …)`: nobody requires a cell. */
function marksModule(ts: TypeScript, statement: ts.Statement): boolean {
  return (
    ts.isExpressionStatement(statement) &&
    ts.isCallExpression(statement.expression) &&
    statement.expression.pos < 0 &&
    statement.expression.arguments.some((arg) => ts.isStringLiteral(arg) && arg.text === "__esModule")
  );
}

/** Nothing is left but `"use strict"` and the call that enters the scope. */
function isEmptyBody(ts: TypeScript, statements: readonly ts.Statement[]): boolean {
  const code = statements.filter(
    (statement) =>
      !ts.isNotEmittedStatement(statement) && !ts.isEmptyStatement(statement) && !isDirective(ts, statement),
  );
  return code.length <= 1;
}

const isDirective = (ts: TypeScript, statement: ts.Statement): boolean =>
  ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);

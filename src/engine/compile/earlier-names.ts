/**
 * Rewrites what a cell says about names of earlier cells to properties of its scope: `n` → `scope.n`, `f()` →
 * `(0, scope.f)()`, `{ x }` → `{ x: scope.x }`. Names are told apart by symbol, so a parameter or a property that
 * happens to be called the same stays as it is.
 */
import type ts from "@tslab/typescript-for-tslab";
import type { Snapshot } from "./program.js";
import type { TypeScript } from "./typescript.js";

export function earlierNamesVisitor(
  ts: TypeScript,
  { checker, declarations }: Snapshot,
  context: ts.TransformationContext,
  scope: ts.Identifier,
): ts.Visitor {
  const { factory } = context;

  const isEarlier = (symbol: ts.Symbol | undefined): boolean =>
    symbol !== undefined && declarations.locals?.get(symbol.escapedName) === symbol;
  const isEarlierName = (node: ts.Node): node is ts.Identifier =>
    ts.isIdentifier(node) && isEarlier(checker.getSymbolAtLocation(node));

  /** In the source map too, all of it at the name's start: V8 puts a call of something in parentheses behind it. */
  const inPlaceOf = (name: ts.Identifier, made: ts.Expression): ts.Expression =>
    ts.setEmitFlags(
      ts.setTextRange(made, name),
      ts.EmitFlags.NoNestedSourceMaps | ts.EmitFlags.NoTrailingSourceMap,
    );
  const property = (name: ts.Identifier): ts.Expression =>
    inPlaceOf(name, factory.createPropertyAccessExpression(scope, factory.createIdentifier(name.text)));
  /** What is called as a plain function must not get the scope as its `this`. */
  const callee = (name: ts.Identifier): ts.Expression =>
    inPlaceOf(
      name,
      factory.createParenthesizedExpression(
        factory.createComma(factory.createNumericLiteral(0), property(name)),
      ),
    );
  const unwrapped = (node: ts.Expression): ts.Expression => {
    let inner = node;
    while (
      ts.isParenthesizedExpression(inner) ||
      ts.isAsExpression(inner) ||
      ts.isTypeAssertionExpression(inner) ||
      ts.isNonNullExpression(inner) ||
      ts.isSatisfiesExpression(inner)
    )
      inner = inner.expression;
    return inner;
  };
  const earlierCallee = (node: ts.Expression): ts.Identifier | undefined => {
    const inner = unwrapped(node);
    return isEarlierName(inner) ? inner : undefined;
  };
  const expression = (node: ts.Expression): ts.Expression => ts.visitNode(node, visit, ts.isExpression);
  /** An anonymous function takes the name of the variable it is assigned to; a property assigned to names nothing. */
  const named = (name: ts.Identifier, value: ts.Expression): ts.Expression => {
    const inner = unwrapped(value);
    const anonymous =
      ts.isArrowFunction(inner) ||
      ((ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) && inner.name === undefined);
    if (!anonymous) return expression(value);
    const holder = factory.createObjectLiteralExpression([
      factory.createPropertyAssignment(
        factory.createComputedPropertyName(factory.createStringLiteral(name.text)),
        expression(value),
      ),
    ]);
    return factory.createElementAccessExpression(
      factory.createParenthesizedExpression(holder),
      factory.createStringLiteral(name.text),
    );
  };
  const isNamingAssignment = (kind: ts.SyntaxKind): boolean =>
    kind === ts.SyntaxKind.EqualsToken ||
    kind === ts.SyntaxKind.BarBarEqualsToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken ||
    kind === ts.SyntaxKind.QuestionQuestionEqualsToken;

  const shorthand = (node: ts.ShorthandPropertyAssignment): ts.ObjectLiteralElementLike => {
    if (!isEarlier(checker.getShorthandAssignmentValueSymbol(node))) return visitChildren(node);
    const key =
      node.name.text === "__proto__"
        ? factory.createComputedPropertyName(factory.createStringLiteral(node.name.text))
        : factory.createIdentifier(node.name.text);
    const initializer = node.objectAssignmentInitializer;
    const value = initializer
      ? factory.createAssignment(property(node.name), named(node.name, initializer))
      : property(node.name);
    return ts.setTextRange(factory.createPropertyAssignment(key, value), node);
  };

  /** `import Y = earlier.Y`: TypeScript has no syntax for an alias of a property, so a variable takes its place. */
  const importEquals = (node: ts.ImportEqualsDeclaration): ts.Node => {
    if (ts.isExternalModuleReference(node.moduleReference)) return node;
    const access = (name: ts.EntityName): ts.Expression | undefined => {
      if (ts.isIdentifier(name)) return isEarlierName(name) ? property(name) : undefined;
      const left = access(name.left);
      return left && factory.createPropertyAccessExpression(left, factory.createIdentifier(name.right.text));
    };
    const value = access(node.moduleReference);
    const symbol = checker.getSymbolAtLocation(node.name);
    const isValue = symbol && checker.getAliasedSymbol(symbol).flags & ts.SymbolFlags.Value;
    if (!value || !isValue) return node;
    const variable = factory.createVariableDeclaration(node.name, undefined, undefined, value);
    return ts.setTextRange(
      factory.createVariableStatement(undefined, factory.createVariableDeclarationList([variable])),
      node,
    );
  };

  const isExtended = (node: ts.ExpressionWithTypeArguments): boolean =>
    !ts.isHeritageClause(node.parent) ||
    (node.parent.token === ts.SyntaxKind.ExtendsKeyword && ts.isClassLike(node.parent.parent));

  const visitChildren = <T extends ts.Node>(node: T): T => ts.visitEachChild(node, visit, context);

  function visit(node: ts.Node): ts.Node {
    if (ts.isExpressionWithTypeArguments(node)) return isExtended(node) ? visitChildren(node) : node;
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
      return node;
    if (ts.isIdentifier(node)) return isEarlierName(node) ? property(node) : node;
    if (ts.isShorthandPropertyAssignment(node)) return shorthand(node);
    if (ts.isImportEqualsDeclaration(node)) return importEquals(node);
    if (ts.isCallExpression(node)) {
      const name = earlierCallee(node.expression);
      if (!name) return visitChildren(node);
      const args = ts.visitNodes(node.arguments, visit, ts.isExpression);
      return ts.isCallChain(node)
        ? factory.updateCallChain(node, callee(name), node.questionDotToken, undefined, args)
        : factory.updateCallExpression(node, callee(name), undefined, args);
    }
    if (ts.isTaggedTemplateExpression(node)) {
      const name = earlierCallee(node.tag);
      if (!name) return visitChildren(node);
      const template = ts.visitNode(node.template, visit, ts.isTemplateLiteral);
      return factory.updateTaggedTemplateExpression(node, callee(name), undefined, template);
    }
    if (
      ts.isBinaryExpression(node) &&
      isNamingAssignment(node.operatorToken.kind) &&
      isEarlierName(node.left)
    ) {
      const right = named(node.left, node.right);
      return factory.updateBinaryExpression(node, property(node.left), node.operatorToken, right);
    }
    return visitChildren(node);
  }
  return visit;
}

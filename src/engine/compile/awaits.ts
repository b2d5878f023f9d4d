import type ts from "@tslab/typescript-for-tslab";
import type { TypeScript } from "./typescript.js";

/** Whether the file awaits outside of every function: `await`, `for await`. */
export function awaitsAtTopLevel(ts: TypeScript, file: ts.SourceFile): boolean {
  const visit = (node: ts.Node): boolean => {
    if (ts.isAwaitExpression(node)) return true;
    if (ts.isForOfStatement(node) && node.awaitModifier) return true;
    if (ts.isFunctionLike(node)) return visitName(node);
    if (ts.isPropertyDeclaration(node)) return visitName(node);
    if (ts.isClassStaticBlockDeclaration(node) || ts.isTypeNode(node))
      return isHeritage(node) && children(node);
    return children(node);
  };
  const children = (node: ts.Node): boolean =>
    ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  /** A computed name belongs to what surrounds the method; so do decorators. */
  const visitName = (node: ts.SignatureDeclaration | ts.PropertyDeclaration): boolean => {
    const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
    if (decorators.some((decorator) => visit(decorator))) return true;
    return node.name !== undefined && ts.isComputedPropertyName(node.name) && children(node.name);
  };
  const isHeritage = (node: ts.Node): boolean => ts.isExpressionWithTypeArguments(node);
  return children(file);
}

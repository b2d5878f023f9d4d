import ts from "typescript";

/** Names of earlier cells that a cell writes as `{ name }`: a plain tslab leaves them unchanged and finds nothing. */
export function shorthandOfEarlierCells(cells: readonly string[]): readonly string[] {
  const earlier = new Set<string>();
  const found: string[] = [];
  for (const source of cells) {
    const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ESNext, true);
    found.push(...shorthandIn(file, new Set()).filter((name) => earlier.has(name)));
    for (const name of declaredIn(file)) earlier.add(name);
  }
  return found;
}

function shorthandIn(node: ts.Node, own: ReadonlySet<string>): readonly string[] {
  const inner = new Set([...own, ...boundBy(node)]);
  const here = ts.isShorthandPropertyAssignment(node) && !own.has(node.name.text) ? [node.name.text] : [];
  const below: string[] = [];
  ts.forEachChild(node, (child) => {
    below.push(...shorthandIn(child, inner));
  });
  return [...here, ...below];
}

/** Names bound by a function's parameters, a block or a loop. */
function boundBy(node: ts.Node): readonly string[] {
  if (ts.isFunctionLike(node)) return node.parameters.flatMap(({ name }) => namesOf(name));
  if (ts.isBlock(node) || ts.isSourceFile(node)) return declaredIn(node);
  if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer))
    return node.initializer.declarations.flatMap(({ name }) => namesOf(name));
  return [];
}

function declaredIn({ statements }: ts.Block | ts.SourceFile): readonly string[] {
  return statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => namesOf(name));
    if (ts.isFunctionDeclaration(statement)) return [statement.name?.text ?? ""];
    return [];
  });
}

function namesOf(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesOf(element.name) : []));
}

/** Makes room in the declarations for the names a cell is about to declare again. */
import type ts from "@tslab/typescript-for-tslab";
import {
  CLASS,
  splitDeclarations,
  VALUE,
  wordsOf,
  type Declaration,
  type Declarations,
} from "./declarations.js";
import type { BoundSourceFile, TypeScript } from "./typescript.js";

export interface Redeclared {
  /** Name → meanings the cell declares it with. */
  readonly names: ReadonlyMap<string, number>;
  /** Every word of the cell's source: a replaced declaration must not be called like any of them. */
  readonly words: ReadonlySet<string>;
}

export function makeRoom(ts: TypeScript, declarations: Declarations, cell: Redeclared): Declarations {
  const free = withoutWords(ts, declarations, cell.words);
  const isRedeclared = ({ name, meaning }: Declaration): boolean =>
    name !== undefined && !free.replaced.has(name) && ((cell.names.get(name) ?? 0) & meaning) !== 0;
  const stay = free.statements.filter((statement) => !isRedeclared(statement));
  const words = new Set(stay.flatMap(({ text }) => [...wordsOf(text)]));
  const gone = free.statements.filter(isRedeclared);
  if (gone.length === 0) return free;
  const isMentioned = gone.some(({ name = "" }) => words.has(name));
  const isStillValue = ({ name = "", meaning }: Declaration): boolean =>
    meaning === CLASS && ((cell.names.get(name) ?? 0) & VALUE) === 0;
  if (!isMentioned && !gone.some(isStillValue)) return { statements: stay, replaced: free.replaced };
  const { renamed, newNames } = rename(ts, free, isRedeclared, new Set([...words, ...cell.words]));
  // A type that takes the name of a class leaves its value visible.
  const values = gone.filter(isStillValue).map(({ name = "" }) => ({
    text: `declare const ${name}: typeof ${newNames.get(name) ?? name};`,
    name,
    meaning: VALUE,
  }));
  return { statements: [...renamed.statements, ...values], replaced: renamed.replaced };
}

/** Renames declarations and whatever mentions them, told apart by symbol. */
function rename(
  ts: TypeScript,
  { statements, replaced }: Declarations,
  isRedeclared: (statement: Declaration) => boolean,
  taken: ReadonlySet<string>,
): { readonly renamed: Declarations; readonly newNames: ReadonlyMap<string, string> } {
  const text = textOf(statements);
  const { file, checker } = standAlone(ts, text);
  const meanings = new Map<string, number>();
  for (const { name = "", meaning } of statements.filter(isRedeclared)) {
    meanings.set(name, (meanings.get(name) ?? 0) | meaning);
  }
  const newNames = new Map([...meanings.keys()].map((name) => [name, freeName(name, taken)]));
  const edits: { readonly at: ts.Identifier; readonly text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const renamed = newNames.get(node.text);
      if (renamed !== undefined && refersTo(ts, checker, file, node, meanings.get(node.text) ?? 0)) {
        edits.push({ at: node, text: editFor(ts, node, renamed) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  let renamedText = text;
  for (const { at, text: replacement } of edits.reverse()) {
    renamedText = renamedText.slice(0, at.getStart(file)) + replacement + renamedText.slice(at.end);
  }
  return {
    renamed: {
      statements: splitDeclarations(ts, renamedText),
      replaced: new Set([...replaced, ...newNames.values()]),
    },
    newNames,
  };
}

function refersTo(
  ts: TypeScript,
  checker: ts.TypeChecker,
  file: BoundSourceFile,
  node: ts.Identifier,
  meaning: number,
): boolean {
  const specifier = node.parent;
  const symbol =
    ts.isExportSpecifier(specifier) && (specifier.propertyName ?? specifier.name) === node
      ? checker.getExportSpecifierLocalTargetSymbol(specifier)
      : checker.getSymbolAtLocation(node);
  if (!symbol || file.locals?.get(symbol.escapedName) !== symbol) return false;
  return (ts.getMeaningFromLocation(node) & meaning) !== 0;
}

function editFor(ts: TypeScript, node: ts.Identifier, renamed: string): string {
  const parent = node.parent;
  if (ts.isImportSpecifier(parent) && !parent.propertyName) return `${node.text} as ${renamed}`;
  if (ts.isExportSpecifier(parent) && !parent.propertyName) return `${renamed} as ${node.text}`;
  return renamed;
}

/** A checker for declarations alone, without libraries: enough to know what a name refers to. */
function standAlone(ts: TypeScript, text: string): { file: BoundSourceFile; checker: ts.TypeChecker } {
  const name = "/declarations.d.ts";
  const file = ts.createSourceFile(
    name,
    `${text}\nexport {};\n`,
    ts.ScriptTarget.ES2022,
    true,
  ) as BoundSourceFile;
  const program = ts.createProgram(
    [name],
    { noLib: true, noResolve: true, types: [] },
    {
      getSourceFile: (path) => (path === name ? file : undefined),
      fileExists: (path) => path === name,
      readFile: () => undefined,
      writeFile: () => undefined,
      getDefaultLibFileName: () => "",
      getCurrentDirectory: () => "/",
      getCanonicalFileName: (path) => path,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => "\n",
    },
  );
  return { file, checker: program.getTypeChecker() };
}

/**
 * Names that no person wrote (`Both_base` for a class that extends an expression) get one that no cell can say, and that
 * no helper of another cell has.
 */
export function hideHelpers(
  ts: TypeScript,
  own: readonly Declaration[],
  names: ReadonlyMap<string, number>,
  earlier: Declarations,
): Declarations {
  const helpers = own
    .filter(({ name }) => name !== undefined && !names.has(name))
    .map(({ name = "" }) => name);
  if (helpers.length === 0) return { statements: own, replaced: earlier.replaced };
  const text = textOf(own);
  const taken = new Set([...wordsOf(text), ...wordsOf(textOf(earlier.statements))]);
  const hidden = new Map(helpers.map((name) => [name, freeName(name, taken)]));
  return {
    statements: splitDeclarations(ts, replaceWords(text, hidden)),
    replaced: new Set([...earlier.replaced, ...hidden.values()]),
  };
}

const textOf = (statements: readonly Declaration[]): string => statements.map(({ text }) => text).join("\n");

function replaceWords(text: string, replacements: ReadonlyMap<string, string>): string {
  return text.replace(/[\p{ID_Continue}$]+/gu, (word) => replacements.get(word) ?? word);
}

/** A cell that says the name of a replaced declaration does not mean it: the declaration gives way. */
function withoutWords(ts: TypeScript, declarations: Declarations, words: ReadonlySet<string>): Declarations {
  const clashing = [...declarations.replaced].filter((name) => words.has(name));
  if (clashing.length === 0) return declarations;
  const text = textOf(declarations.statements);
  const taken = new Set([...wordsOf(text), ...words]);
  const others = new Map(clashing.map((name) => [name, freeName(name.replace(/\$\d+$/, ""), taken)]));
  return {
    statements: splitDeclarations(ts, replaceWords(text, others)),
    replaced: new Set([...declarations.replaced].map((name) => others.get(name) ?? name)),
  };
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let number = 1;
  while (taken.has(`${name}$${number}`)) number += 1;
  return `${name}$${number}`;
}

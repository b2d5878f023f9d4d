/**
 * The declarations that cells hand on: a text of one-name statements, which this file alone takes apart. A name that
 * a later cell declares again is dropped, or, while other declarations still mention it, goes on under a name that no
 * cell can say (`A` → `A$1`), listed in the first line.
 */
import type ts from "@tslab/typescript-for-tslab";
import type { TypeScript } from "./typescript.js";

/** Bits as in TypeScript's SemanticMeaning. */
export const VALUE = 1;
export const TYPE = 2;
export const NAMESPACE = 4;
export const ALL = VALUE | TYPE | NAMESPACE;
export const CLASS = VALUE | TYPE;

export interface Declaration {
  readonly text: string;
  /** undefined: `declare global`, `declare module "x"`, `import "x"`. */
  readonly name: string | undefined;
  readonly meaning: number;
}

export interface Declarations {
  readonly statements: readonly Declaration[];
  /** Names of replaced declarations that others still mention. */
  readonly replaced: ReadonlySet<string>;
}

const HEADER = "// replaced:";

export function readDeclarations(ts: TypeScript, text: string): Declarations {
  const header = text.startsWith(HEADER) ? text.slice(HEADER.length, text.indexOf("\n")).trim() : "";
  return {
    statements: splitDeclarations(ts, header === "" ? text : text.slice(text.indexOf("\n") + 1)),
    replaced: new Set(header === "" ? [] : header.split(" ")),
  };
}

/** Leaves out what is replaced and no longer mentioned, and what stands there twice. */
export function writeDeclarations({ statements, replaced }: Declarations): string {
  const kept = mentioned(statements, replaced);
  const lines = [...new Set(kept.map(({ text }) => text))];
  const names = [...replaced].filter((name) => kept.some((statement) => statement.name === name));
  const header = names.length === 0 ? [] : [`${HEADER} ${names.join(" ")}`];
  return [...header, ...lines].map((line) => `${line}\n`).join("");
}

function mentioned(
  statements: readonly Declaration[],
  replaced: ReadonlySet<string>,
): readonly Declaration[] {
  const kept = new Set(statements.filter(({ name }) => name === undefined || !replaced.has(name)));
  const pending = [...kept];
  for (let statement = pending.pop(); statement; statement = pending.pop()) {
    const words = wordsOf(statement.text);
    for (const other of statements) {
      if (other.name === undefined || kept.has(other) || !words.has(other.name)) continue;
      kept.add(other);
      pending.push(other);
    }
  }
  return statements.filter((statement) => kept.has(statement));
}

export const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(text.match(/[\p{ID_Continue}$]+/gu) ?? []);

/** Declaration text as TypeScript emits it → statements of one name each, exports left out. */
export function splitDeclarations(ts: TypeScript, text: string): readonly Declaration[] {
  const file = ts.createSourceFile("declarations.d.ts", text, ts.ScriptTarget.ES2022, true);
  return file.statements.flatMap((statement) => splitStatement(ts, file, statement));
}

function splitStatement(
  ts: TypeScript,
  file: ts.SourceFile,
  statement: ts.Statement,
): readonly Declaration[] {
  const comments = (ts.getLeadingCommentRanges(file.text, statement.getFullStart()) ?? [])
    .map(({ pos, end }) => file.text.slice(pos, end))
    .filter((comment) => comment.startsWith("/**"));
  const make = (body: string, name: string | undefined, meaning: number): Declaration => ({
    text: [...comments, body].join("\n"),
    name,
    meaning,
  });
  if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement) || ts.isEmptyStatement(statement))
    return [];
  if (ts.isVariableStatement(statement)) {
    const { declarations, flags } = statement.declarationList;
    const keyword = flags & ts.NodeFlags.Const ? "const" : flags & ts.NodeFlags.Let ? "let" : "var";
    return declarations.map((declaration) =>
      make(
        `declare ${keyword} ${declaration.getText(file)};`,
        ts.isIdentifier(declaration.name) ? declaration.name.text : undefined,
        VALUE,
      ),
    );
  }
  if (ts.isImportDeclaration(statement)) {
    return splitImport(ts, file, statement).map(({ text, name }) => make(text, name, ALL));
  }
  const body = statement
    .getText(file)
    .replace(/^export (?:default )?(?=declare |interface |type |import )/, "");
  return [make(body, nameOf(ts, statement), meaningOf(ts, statement))];
}

function nameOf(ts: TypeScript, statement: ts.Statement): string | undefined {
  if (ts.isModuleDeclaration(statement)) {
    const isGlobal = (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
    return ts.isIdentifier(statement.name) && !isGlobal ? statement.name.text : undefined;
  }
  const name = (statement as { name?: ts.Node }).name;
  return name && ts.isIdentifier(name) ? name.text : undefined;
}

function meaningOf(ts: TypeScript, statement: ts.Statement): number {
  if (ts.isFunctionDeclaration(statement)) return VALUE;
  if (ts.isClassDeclaration(statement)) return CLASS;
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return TYPE;
  if (ts.isModuleDeclaration(statement)) return VALUE | NAMESPACE;
  return ALL;
}

function splitImport(
  ts: TypeScript,
  file: ts.SourceFile,
  statement: ts.ImportDeclaration,
): readonly { readonly text: string; readonly name: string | undefined }[] {
  const from = statement.moduleSpecifier.getText(file);
  const clause = statement.importClause;
  if (!clause) return [{ text: `import ${from};`, name: undefined }];
  const keyword = clause.isTypeOnly ? "import type" : "import";
  const named = clause.namedBindings;
  const parts = [
    ...(clause.name ? [{ what: clause.name.text, name: clause.name.text }] : []),
    ...(named && ts.isNamespaceImport(named) ? [{ what: named.getText(file), name: named.name.text }] : []),
    ...(named && ts.isNamedImports(named)
      ? named.elements.map((element) => ({ what: `{ ${element.getText(file)} }`, name: element.name.text }))
      : []),
  ];
  return parts.map(({ what, name }) => ({ text: `${keyword} ${what} from ${from};`, name }));
}

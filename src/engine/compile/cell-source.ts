/**
 * What TypeScript gets to see of a cell: its source at unchanged positions, made a module by a last line that exports
 * every name it declares, so that imports are kept and declarations are emitted.
 */
import type ts from "@tslab/typescript-for-tslab";
import { ALL, NAMESPACE, TYPE, VALUE } from "./declarations.js";
import type { BoundSourceFile, TypeScript } from "./typescript.js";

export interface CellSource {
  readonly text: string;
  /** Where the last line, which no person wrote, starts. */
  readonly end: number;
  /** Names the cell declares in its outermost scope, types included → their meanings. */
  readonly names: ReadonlyMap<string, number>;
  /** Parsed without the last line. */
  readonly file: BoundSourceFile;
}

export function parseCell(ts: TypeScript, source: string): BoundSourceFile {
  const options: ts.CreateSourceFileOptions = {
    languageVersion: ts.ScriptTarget.ES2022,
    setExternalModuleIndicator: (file) => {
      (file as { externalModuleIndicator?: unknown }).externalModuleIndicator = true;
    },
  };
  return ts.createSourceFile("cell.ts", source, options, true, ts.ScriptKind.TS) as BoundSourceFile;
}

export function prepareCell(ts: TypeScript, source: string): CellSource {
  let file = parseCell(ts, source);
  const plain = withoutExports(ts, file);
  if (plain !== source) file = parseCell(ts, plain);
  const names = declaredNames(ts, file);
  const exports = `export { ${[...names.keys()].join(", ")} };`;
  return { text: `${plain}\n${exports}\n`, end: plain.length, names, file };
}

function declaredNames(ts: TypeScript, file: BoundSourceFile): ReadonlyMap<string, number> {
  ts.bindSourceFile(file, { target: ts.ScriptTarget.ES2022 });
  const { Alias, Value, Type, Namespace } = ts.SymbolFlags;
  const meaningOf = ({ flags }: ts.Symbol): number => {
    if (flags & Alias) return ALL;
    return (flags & Value ? VALUE : 0) | (flags & Type ? TYPE : 0) | (flags & Namespace ? NAMESPACE : 0);
  };
  const named = [...(file.locals ?? [])].filter(([key]) => isPersonsName(key));
  return new Map(named.map(([key, symbol]) => [ts.unescapeLeadingUnderscores(key), meaningOf(symbol)]));
}

/** Not `declare global`, nor `declare module "x"`. */
const isPersonsName = (key: ts.__String): boolean => !/^(?:__[^_]|")/.test(key as string);

/** `export` has no meaning in a cell: every name is visible to the next. Blanks it out, at unchanged positions. */
function withoutExports(ts: TypeScript, file: ts.SourceFile): string {
  let text = file.text;
  const blank = (from: number, to: number, filler = ""): void => {
    text = text.slice(0, from) + filler.padStart(to - from) + text.slice(to);
  };
  for (const statement of file.statements) {
    if (!ts.canHaveModifiers(statement)) continue;
    const modifiers = ts.getModifiers(statement) ?? [];
    const exported = modifiers.find((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
    if (!exported) continue;
    const standard = modifiers.find((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword);
    const anonymous =
      (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) &&
      statement.name === undefined;
    if (standard) {
      blank(exported.getStart(file), exported.end);
      blank(standard.getStart(file), standard.end, anonymous ? "0||" : "");
    } else {
      blank(exported.getStart(file), exported.end);
    }
  }
  return text;
}

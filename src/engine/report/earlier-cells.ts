/** Which earlier cells a cell rests on: the provenance of a number goes back along them. */
import { codeTokens, type CodeToken } from "../notebook/code-tokens.js";
import type { Cell, Notebook } from "../notebook/contract.js";
import { expressionsOf } from "../notebook/inline.js";

/**
 * By cell id, the earlier cells it rests on, in their order: those that declare a name it mentions, and those that
 * mention the same variable after it was declared, for they may have changed it.
 */
export function earlierCells(notebook: Notebook): ReadonlyMap<string, readonly string[]> {
  const before: { readonly id: string; readonly names: CellNames }[] = [];
  const variables = new Set<string>();
  const found = new Map<string, readonly string[]>();
  // The front matter is evaluated after the last cell.
  const [first, ...others] = notebook.cells;
  const ordered = first?.cell_type === "raw" ? [...others, first] : notebook.cells;
  for (const cell of ordered) {
    const code = codeOf(cell, notebook);
    if (code === "") continue;
    const names = cellNames(code);
    const mentioned = [...names.mentioned];
    const rests = before.filter(({ names: earlier }) =>
      mentioned.some(
        (name) => earlier.declared.has(name) || (variables.has(name) && earlier.mentioned.has(name)),
      ),
    );
    found.set(cell.id, [...new Set(rests.map(({ id }) => id))]);
    if (cell.cell_type !== "code") continue;
    before.push({ id: cell.id, names });
    for (const name of names.variables) variables.add(name);
  }
  return found;
}

function codeOf(cell: Cell, notebook: Notebook): string {
  if (cell.cell_type === "code") return cell.source;
  return expressionsOf(notebook, cell)
    .map(({ expression }) => expression)
    .join("\n;");
}

/** Names of a cell's code, as far as its words tell. */
interface CellNames {
  /** Every name it uses, declared there or not. */
  readonly mentioned: ReadonlySet<string>;
  /** Names that it declares for the cells after it. */
  readonly declared: ReadonlySet<string>;
  /** Those of them whose value another cell may change without declaring them again: variables, not imports or functions. */
  readonly variables: ReadonlySet<string>;
}

const named = new Set(["function", "class", "interface", "type", "enum", "namespace"]);

/** Reads TypeScript or JavaScript without parsing it: a name too many makes the provenance longer, never wrong. */
export function cellNames(code: string): CellNames {
  const tokens = codeTokens(code);
  const mentioned = new Set<string>();
  const declared = new Set<string>();
  const variables = new Set<string>();
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    depth += step(token);
    if (token.type !== "IdentifierName") continue;
    const before = tokens[at - 1]?.value;
    if (before !== "." && before !== "?.") mentioned.add(token.value);
    if (depth > 0 || before === ".") continue;
    const next = tokens[at + 1];
    if (named.has(token.value)) {
      const name = next?.value === "*" ? tokens[at + 2] : next;
      if (name?.type === "IdentifierName") declared.add(name.value);
    } else if (token.value === "import" && next?.value !== "(") {
      for (const name of importedNames(tokens, at + 1)) declared.add(name);
    } else if (token.value === "const" || token.value === "let" || token.value === "var") {
      for (const name of declaredNames(tokens, at + 1)) {
        declared.add(name);
        variables.add(name);
      }
    }
  }
  return { mentioned, declared, variables };
}

function step({ type, value }: CodeToken): number {
  if (type === "TemplateHead") return 1;
  if (type === "TemplateTail") return -1;
  if (type !== "Punctuator") return 0;
  if (value === "(" || value === "[" || value === "{") return 1;
  return value === ")" || value === "]" || value === "}" ? -1 : 0;
}

/** From behind `import` to `from` or the name of the module. */
function importedNames(tokens: readonly CodeToken[], from: number): readonly string[] {
  const names: string[] = [];
  for (const [index, token] of tokens.slice(from).entries()) {
    if (token.type === "StringLiteral" || token.value === "from" || token.value === "=") break;
    const isRenamed = tokens[from + index + 1]?.value === "as";
    if (token.type === "IdentifierName" && token.value !== "as" && token.value !== "type" && !isRenamed)
      names.push(token.value);
  }
  return names;
}

/** Names before the first `=`, and after every comma of the same statement: patterns give all their words. */
function declaredNames(tokens: readonly CodeToken[], from: number): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  let isPattern = true;
  for (const [index, token] of tokens.slice(from).entries()) {
    depth += step(token);
    if (depth < 0) break;
    if (depth === 0) {
      if (token.value === ";" || (token.value === "of" && !isPattern)) break;
      if (token.value === "=" || token.value === ":") isPattern = false;
      // A new statement after a line that ended without a semicolon.
      if (["const", "let", "var", "function", "class"].includes(token.value)) break;
      if (token.value === ",") isPattern = true;
    }
    const isKey = depth > 0 && tokens[from + index + 1]?.value === ":";
    if (isPattern && token.type === "IdentifierName" && !isKey) names.push(token.value);
  }
  return names;
}

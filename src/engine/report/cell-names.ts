import jsTokens, { type Token } from "js-tokens";

/** Names of a cell's code, as far as its words tell. */
export interface CellNames {
  /** Every name it uses, declared there or not. */
  readonly mentioned: ReadonlySet<string>;
  /** Names that it declares for the cells after it. */
  readonly declared: ReadonlySet<string>;
  /** Those of them whose value another cell may change without declaring them again: variables, not imports or functions. */
  readonly variables: ReadonlySet<string>;
}

const silent = new Set(["MultiLineComment", "SingleLineComment", "WhiteSpace", "LineTerminatorSequence"]);
const named = new Set(["function", "class", "interface", "type", "enum", "namespace"]);

/** Reads TypeScript or JavaScript without parsing it: a name too many makes a way longer, never wrong. */
export function cellNames(code: string): CellNames {
  const tokens = [...jsTokens(code)].filter((token) => !silent.has(token.type));
  const mentioned = new Set<string>();
  const declared = new Set<string>();
  const variables = new Set<string>();
  let depth = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
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

function step({ type, value }: Token): number {
  if (type === "TemplateHead") return 1;
  if (type === "TemplateTail") return -1;
  if (type !== "Punctuator") return 0;
  if (value === "(" || value === "[" || value === "{") return 1;
  return value === ")" || value === "]" || value === "}" ? -1 : 0;
}

/** From behind `import` to `from` or the name of the module. */
function importedNames(tokens: readonly Token[], from: number): readonly string[] {
  const names: string[] = [];
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (
      token === undefined ||
      token.type === "StringLiteral" ||
      token.value === "from" ||
      token.value === "="
    )
      break;
    const isRenamed = tokens[at + 1]?.value === "as";
    if (token.type === "IdentifierName" && token.value !== "as" && token.value !== "type" && !isRenamed)
      names.push(token.value);
  }
  return names;
}

/** Names before the first `=`, and after every comma of the same statement: patterns give all their words. */
function declaredNames(tokens: readonly Token[], from: number): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  let isPattern = true;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    depth += step(token);
    if (depth < 0) break;
    if (depth === 0) {
      if (token.value === ";" || (token.value === "of" && !isPattern)) break;
      if (token.value === "=" || token.value === ":") isPattern = false;
      // A new statement after a line that ended without a semicolon.
      if (["const", "let", "var", "function", "class"].includes(token.value)) break;
      if (token.value === ",") isPattern = true;
    }
    const isKey = depth > 0 && tokens[at + 1]?.value === ":";
    if (isPattern && token.type === "IdentifierName" && !isKey) names.push(token.value);
  }
  return names;
}

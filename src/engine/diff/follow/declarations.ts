/** What the constants of a notebook are made of, by the words of its code; where the words leave a doubt, nothing. */
import { codeTokens, type CodeToken } from "../../notebook/code-tokens.js";

type Tokens = readonly CodeToken[];

export interface Declaration {
  /** The path that it is another name for: `const now = openalex.last`. */
  readonly alias?: string;
  /** Paths that its value was computed from. */
  readonly uses: readonly string[];
}

/** By name, of the properties of an object by path; of a name that is declared twice nothing is known. */
export function declarationsOf(sources: readonly string[]): ReadonlyMap<string, Declaration> {
  const found = new Map<string, Declaration | undefined>();
  for (const source of sources)
    for (const [name, declaration] of sourceDeclarations(codeTokens(source)))
      found.set(name, found.has(name) ? undefined : declaration);
  return new Map(
    [...found].flatMap(([name, known]) =>
      known === undefined || found.get(rootOf(name)) === undefined ? [] : [[name, known]],
    ),
  );
}

const rootOf = (path: string): string => path.split(".", 1)[0] ?? path;

function* sourceDeclarations(tokens: Tokens): Generator<readonly [string, Declaration]> {
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    depth += step(token);
    if (depth !== 0 || token.value !== "const" || tokens[at - 1]?.value === "as") continue;
    for (const declarator of split(statementFrom(tokens, at + 1), ",")) {
      const [pattern = [], ...rest] = split(declarator, "=");
      const [value] = rest;
      if (value !== undefined && rest.length === 1) yield* bind(withoutType(pattern), value);
    }
  }
}

function* bind(pattern: Tokens, given: Tokens): Generator<readonly [string, Declaration]> {
  const value = bare(given);
  const [first] = pattern;
  if (first?.type === "IdentifierName") {
    yield* named(first.value, value);
    return;
  }
  // Of a list or an object that is made on the way, a name may be any part.
  const uses = literalDepths(value).length > 0 ? [] : pathsIn(value);
  const parts = split(pattern.slice(1, -1), ",");
  if (first?.value === "[") {
    const items = isWithin(value, "[") ? split(value.slice(1, -1), ",") : [];
    const isRead = items.length === parts.length && !items.some(([mark]) => mark?.value === "...");
    for (const [index, part] of parts.entries()) {
      const item = isRead ? items[index] : undefined;
      if (item !== undefined) yield* bind(part, item);
      else for (const name of namesIn(part)) yield [name, { uses }];
    }
  }
  if (first?.value === "{") {
    const path = pathOf(value);
    const properties = propertiesOf(value);
    for (const part of parts) {
      const [key, colon, name] = part;
      const isPlain = part.length === 1 || (part.length === 3 && colon?.value === ":");
      const bound = part.length === 1 ? key : name;
      const property = properties?.get(key?.value ?? "");
      if (isPlain && key && bound?.type === "IdentifierName" && path !== undefined)
        yield [bound.value, { alias: `${path}.${key.value}`, uses }];
      else if (isPlain && bound?.type === "IdentifierName" && property !== undefined)
        yield* named(bound.value, bare(property));
      else for (const each of namesIn(part)) yield [each, { uses }];
    }
  }
}

/** A name or path and, of an object that is written out, each of its properties. */
function* named(name: string, value: Tokens): Generator<readonly [string, Declaration]> {
  const path = pathOf(value);
  const uses = literalDepths(value).includes(0) ? [] : pathsIn(value);
  yield [name, path === undefined ? { uses } : { alias: path, uses }];
  for (const [key, property] of propertiesOf(value) ?? []) yield* named(`${name}.${key}`, bare(property));
}

/** Of an object that is written out; none of those that something behind them may replace. */
function propertiesOf(value: Tokens): ReadonlyMap<string, Tokens> | undefined {
  if (!isWithin(value, "{")) return undefined;
  const properties = new Map<string, Tokens>();
  for (const part of split(value.slice(1, -1), ",")) {
    const [key, colon] = part;
    const isNamed = key?.type === "IdentifierName" && (part.length === 1 || colon?.value === ":");
    if (isNamed) properties.set(key.value, part.length === 1 ? part : part.slice(2));
    else properties.clear();
  }
  return properties;
}

/** Without brackets around it and without what is said of its type. */
function bare(value: Tokens): Tokens {
  let depth = 0;
  const end = value.findIndex((token, at) => {
    depth += step(token);
    return at > 0 && depth === 0 && (token.value === "as" || token.value === "satisfies");
  });
  if (end >= 0) return bare(value.slice(0, end));
  return isWithin(value, "(") ? bare(value.slice(1, -1)) : value;
}

/** Whether the bracket that tokens begin with closes with the last of them. */
function isWithin(tokens: Tokens, bracket: "(" | "[" | "{"): boolean {
  let depth = 0;
  const close = tokens.findIndex((token) => (depth += step(token)) === 0);
  return tokens[0]?.value === bracket && close === tokens.length - 1;
}

/** In how many brackets the lists and objects lie that code makes. */
function literalDepths(tokens: Tokens): readonly number[] {
  let depth = 0;
  return tokens.flatMap((token, at) => {
    const before = tokens[at - 1];
    const begins = before?.type !== "IdentifierName" || operators.has(before.value);
    const follows = token.value === "[" ? [")", "]", "}", "?."] : [")", "=>"];
    const isOpening = token.type === "Punctuator" && (token.value === "[" || token.value === "{");
    const found = isOpening && begins && !follows.includes(before?.value ?? "") ? [depth] : [];
    depth += step(token);
    return found;
  });
}

/** `a.b.c`, where the tokens are nothing else. */
export function pathOf(tokens: Tokens): string | undefined {
  const isPath = tokens.every(({ type, value }, index) =>
    index % 2 === 0 ? type === "IdentifierName" : value === "." || value === "?.",
  );
  if (!isPath || tokens.length % 2 === 0) return undefined;
  return tokens
    .filter((_, index) => index % 2 === 0)
    .map(({ value }) => value)
    .join(".");
}

/** Paths whose values code uses; not what it calls, nor what is named inside it. */
export function pathsIn(tokens: Tokens): readonly string[] {
  const inner = innerNames(tokens);
  const isDot = (at: number) => tokens[at]?.value === "." || tokens[at]?.value === "?.";
  return tokens.flatMap(({ type, value }, at) => {
    if (type !== "IdentifierName" || isDot(at - 1) || inner.has(value)) return [];
    let end = at;
    while (isDot(end + 1) && tokens[end + 2]?.type === "IdentifierName") end += 2;
    const next = tokens[end + 1]?.value;
    // The key of an object, or one way of two.
    if (next === ":") return [];
    if (next === "(") end -= 2;
    const path = end < at ? undefined : pathOf(tokens.slice(at, end + 1));
    return path === undefined ? [] : [path];
  });
}

/** Parameters, and what is declared in functions. */
function innerNames(tokens: Tokens): ReadonlySet<string> {
  const names = new Set<string>();
  const opened: number[] = [];
  for (const [at, { value, type }] of tokens.entries()) {
    const next = tokens[at + 1]?.value ?? "";
    if (value === "(") opened.push(at);
    if (value === ")") {
      const from = opened.pop() ?? 0;
      if (["=>", ":", "{"].includes(next)) for (const each of tokens.slice(from, at)) names.add(each.value);
    }
    if (type === "IdentifierName" && next === "=>") names.add(value);
    if (["const", "let", "var", "function", "class"].includes(value))
      for (const each of tokens.slice(at + 1)) {
        if (["=", "of", "in", "(", ";"].includes(each.value)) break;
        names.add(each.value);
      }
  }
  return names;
}

const namesIn = (pattern: Tokens): readonly string[] =>
  pattern.flatMap(({ type, value }, at) =>
    type === "IdentifierName" && pattern[at + 1]?.value !== ":" ? [value] : [],
  );

/** A name goes without what is said of its type; patterns of a declared type are rare. */
const withoutType = (pattern: Tokens): Tokens =>
  pattern[0]?.type === "IdentifierName" ? pattern.slice(0, 1) : pattern;

/** Up to the semicolon, or to the line on which another statement begins. */
function statementFrom(tokens: Tokens, from: number): Tokens {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const [token, before] = [tokens[at], tokens[at - 1]];
    if (token === undefined || before === undefined) break;
    const begins = token.type === "IdentifierName" && !operators.has(token.value);
    if (depth === 0 && at > from && token.line > before.line && begins && isEnd(before))
      return tokens.slice(from, at);
    depth += step(token);
    if (depth < 0 || (depth === 0 && token.value === ";")) return tokens.slice(from, at);
  }
  return tokens.slice(from);
}

const operators: ReadonlySet<string> = new Set(["in", "of", "instanceof", "as", "satisfies"]);
const isEnd = ({ type, value }: CodeToken): boolean =>
  type === "Punctuator" ? [")", "]", "}"].includes(value) : !operators.has(value);

/** At marks that stand in no brackets. */
export function split(tokens: Tokens, mark: string): readonly Tokens[] {
  const parts: CodeToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += step(token);
    if (depth === 0 && token.value === mark) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  // A comma after the last.
  return parts.length > 1 && parts.at(-1)?.length === 0 ? parts.slice(0, -1) : parts;
}

export function step({ type, value }: CodeToken): number {
  if (type === "TemplateHead") return 1;
  if (type === "TemplateTail") return -1;
  if (type !== "Punctuator") return 0;
  if (value === "(" || value === "[" || value === "{") return 1;
  return value === ")" || value === "]" || value === "}" ? -1 : 0;
}

/**
 * Instruments code to count which of its functions run: one write at the entry of each named function. A listener,
 * stored under a symbol of the global object, provides the array to write to; without one the module uses its own.
 * Lines are preserved.
 */
import type { Class, Node, Program, Comment } from "oxc-parser";
import type MagicString from "magic-string";
import { childrenOf, isFunction, type FunctionNode } from "./syntax-tree.js";
import { createHash } from "node:crypto";

/** The value is a {@link CallListener}. */
export const CALLS = "briefing.calls";

/** Called when a module starts, with the names of its functions; `names[0]` is the module's own top level. */
export type CallListener = (url: string, names: readonly string[]) => Uint8ClampedArray;

const RAN = "$ran";

export const isCounted = (code: string): boolean => code.includes(`Symbol.for("${CALLS}")`);

/** The original code, except for parentheses and an unused prelude. */
export const withoutCounting = (code: string): string =>
  code.replaceAll(/\(\$ran_*\?\?new \$ran_*In\)\[\d+\]\+\+[;,]/g, "");

/** `parsed`: the code being edited, parsed with its parentheses. `url`: an expression in that code. */
export function countCalls(
  edits: MagicString,
  parsed: Parsed,
  url: "import.meta.url" | "__filename" = parsed.program.sourceType === "module"
    ? "import.meta.url"
    : "__filename",
): void {
  const names = functionNames(parsed.program);
  const counting = new Counting(edits, names);
  counting.visit(parsed.program);
  counting.begin(parsed.program, url, functionCodes(edits.original, parsed, names));
}

class Counting {
  readonly #edits: MagicString;
  readonly #names: ReadonlyMap<Node, string>;
  readonly #places = new Map<string, number>([["", 0]]);
  readonly #ran: string;

  constructor(edits: MagicString, names: ReadonlyMap<Node, string>) {
    this.#edits = edits;
    this.#names = names;
    let ran = RAN;
    while (edits.original.includes(ran)) ran += "_";
    this.#ran = ran;
  }

  /** In a cycle of modules, a function may run before its module does: the first to run requests the array. */
  begin(program: Program, url: string, codes: ReadonlyMap<string, string>): void {
    const ran = this.#ran;
    const names = [...this.#places.keys()];
    const about = `${JSON.stringify(names)},"${joined(codes, names)}"`;
    const array = `globalThis[Symbol.for("${CALLS}")]?.(${url},${about})??new Uint8ClampedArray(${this.#places.size})`;
    const last = program.body.findLast((statement) => "directive" in statement && statement.directive);
    const hashbang = /^#!.*\n?/.exec(this.#edits.original)?.[0].length ?? 0;
    this.#edits.appendLeft(
      last?.end ?? hashbang,
      `${last ? ";" : ""}var ${ran};function ${ran}In(){return ${ran}=${array}}${this.#mark("")};`,
    );
  }

  /** Neither an assignment nor a call: V8 infers names of functions from those. */
  #mark(name: string): string {
    const place = this.#places.get(name) ?? this.#places.size;
    this.#places.set(name, place);
    return `(${this.#ran}??new ${this.#ran}In)[${place}]++`;
  }

  /** From the inside out, so that of two edits at one position the outer one encloses the inner. */
  visit(node: Node): void {
    for (const child of childrenOf(node)) this.visit(child);
    const name = isFunction(node) ? this.#names.get(node) : undefined;
    if (!isFunction(node) || node.body === null || name === undefined) return;
    const { body } = node;
    const mark = this.#mark(name);
    if (body.type === "BlockStatement") {
      const directive = body.body.findLast((statement) => "directive" in statement && statement.directive);
      this.#edits.appendLeft(directive?.end ?? body.start + 1, `${directive ? ";" : ""}${mark};`);
    } else this.#edits.prependRight(body.start, `(${mark},`).appendLeft(body.end, ")");
  }
}

/** Unnamed functions are not included. */
export function functionNames(program: Program): ReadonlyMap<Node, string> {
  const names = new Map<Node, string>();
  const parents: Node[] = [];
  const visit = (node: Node): void => {
    const name = isFunction(node) ? nameOf(node, parents) : undefined;
    if (name !== undefined) names.set(node, name);
    parents.push(node);
    for (const child of childrenOf(node)) visit(child);
    parents.pop();
  };
  visit(program);
  return names;
}

/** @param parents from the program to the one that holds the node */
function nameOf(node: FunctionNode | Class, parents: readonly Node[]): string | undefined {
  if (node.id) return node.id.name;
  const parent = parents.at(-1);
  switch (parent?.type) {
    case "ParenthesizedExpression":
    case "ConditionalExpression":
    case "LogicalExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      return nameOf(node, parents.slice(0, -1));
    case "VariableDeclarator":
      return targetName(parent.id);
    case "AssignmentExpression":
    case "AssignmentPattern":
      return targetName(parent.left);
    case "ExportDefaultDeclaration":
      return "default";
    case "MethodDefinition":
      if (parent.kind === "constructor") return className(parents);
      return memberName(parent);
    case "Property":
    case "PropertyDefinition":
    case "AccessorProperty":
      return memberName(parent);
    default:
      return undefined;
  }
}

/** Of the class whose member is the last of the parents. */
function className(parents: readonly Node[]): string | undefined {
  const [node] = parents.slice(-3);
  const isClass = node?.type === "ClassDeclaration" || node?.type === "ClassExpression";
  return isClass ? nameOf(node, parents.slice(0, -3)) : undefined;
}

const targetName = (target: Node): string | undefined =>
  target.type === "Identifier"
    ? target.name
    : target.type === "MemberExpression" && !target.computed
      ? keyName(target.property)
      : undefined;

function memberName(member: {
  readonly key: Node;
  readonly computed: boolean;
  readonly kind?: string;
}): string | undefined {
  const name = member.computed ? undefined : keyName(member.key);
  const isAccessor = member.kind === "get" || member.kind === "set";
  return name !== undefined && isAccessor ? `${member.kind} ${name}` : name;
}

function keyName(key: Node): string | undefined {
  if (key.type === "Identifier") return key.name;
  if (key.type === "PrivateIdentifier") return `#${key.name}`;
  return key.type === "Literal" ? String(key.value) : undefined;
}

export interface Parsed {
  readonly program: Program;
  readonly comments: readonly Pick<Comment, "start" | "end">[];
}

const length = 10;

/**
 * By name, the fingerprint of the functions with that name, without comments, layout and the named functions inside
 * them; under "", that of the module's top level without its imports.
 */
export function functionCodes(
  text: string,
  { program, comments }: Parsed,
  names: ReadonlyMap<Node, string>,
): ReadonlyMap<string, string> {
  const own = new Map<string, string[]>();
  const silent = comments.map(({ start, end }): Gap => [start, end]);
  const visit = (node: Node, name: string, gaps: Gap[]): void => {
    for (const child of childrenOf(node)) {
      // A class counts as part of the code around it: only its functions run.
      const inner = isFunction(child) ? names.get(child) : undefined;
      if (child.type === "ImportDeclaration") gaps.push([child.start, child.end]);
      else if (inner === undefined) visit(child, name, gaps);
      else {
        gaps.push([child.start, child.end]);
        read(child, inner);
      }
    }
  };
  const read = (node: Node, name: string): void => {
    const gaps: Gap[] = [];
    visit(node, name, gaps);
    const inside = silent.filter(([from]) => from >= node.start && from < node.end);
    const kept = without(text, node, [...gaps, ...inside]);
    own.set(name, [...(own.get(name) ?? []), kept]);
  };
  read(program, "");
  return new Map([...own].map(([name, texts]) => [name, fingerprint(texts.join("\n"))]));
}

type Gap = readonly [start: number, end: number];

function without(text: string, { start, end }: Node, gaps: readonly Gap[]): string {
  let at = start;
  let kept = "";
  for (const [from, to] of [...gaps].sort(([a], [b]) => a - b)) {
    if (from < at || to > end) continue;
    kept += `${text.slice(at, from)} `;
    at = to;
  }
  return (kept + text.slice(at, end)).replaceAll(/[ \t]*\n\s*/g, " ").trim();
}

const fingerprint = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, length);

/** As written in a counted module. */
export const joined = (codes: ReadonlyMap<string, string>, names: readonly string[]): string =>
  names.map((name) => codes.get(name) ?? "".padEnd(length, "0")).join("");

/** The fingerprints that a counted module contains, by name; undefined for other code. */
export function codesIn(counted: string): ReadonlyMap<string, string> | undefined {
  const [, names, codes = ""] =
    /\?\.\((?:import\.meta\.url|__filename),(\["(?:[^"\\]|\\.|",")*"\]),"([0-9a-f]*)"\)/.exec(counted) ?? [];
  if (names === undefined) return undefined;
  return new Map(
    (JSON.parse(names) as readonly string[]).map((name, at) => [
      name,
      codes.slice(at * length, (at + 1) * length),
    ]),
  );
}

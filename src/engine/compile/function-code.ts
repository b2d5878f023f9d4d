/** What each function of a module says, as a fingerprint: whether one changed, whatever else in its module did. */
import { createHash } from "node:crypto";
import type { Comment, Node, Program } from "oxc-parser";
import { childrenOf, isFunction } from "./syntax-tree.js";

export interface Parsed {
  readonly program: Program;
  readonly comments: readonly Pick<Comment, "start" | "end">[];
}

const length = 10;

/**
 * Of each name, the fingerprint of the functions that have it, without functions that have names of their own inside
 * them, comments and layout; of "", that of the module's own top level, what it imports left out.
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
      // A class is part of what is said around it: it is its functions that run.
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
    const said = without(text, node, [...gaps, ...inside]);
    own.set(name, [...(own.get(name) ?? []), said]);
  };
  read(program, "");
  return new Map([...own].map(([name, texts]) => [name, fingerprint(texts.join("\n"))]));
}

type Gap = readonly [start: number, end: number];

function without(text: string, { start, end }: Node, gaps: readonly Gap[]): string {
  let at = start;
  let said = "";
  for (const [from, to] of [...gaps].sort(([a], [b]) => a - b)) {
    if (from < at || to > end) continue;
    said += `${text.slice(at, from)} `;
    at = to;
  }
  return (said + text.slice(at, end)).replaceAll(/[ \t]*\n\s*/g, " ").trim();
}

const fingerprint = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, length);

/** As they stand in a counted module. */
export const joined = (codes: ReadonlyMap<string, string>, names: readonly string[]): string =>
  names.map((name) => codes.get(name) ?? "".padEnd(length, "0")).join("");

/** The fingerprints that a counted module carries, by name; undefined of code that does not count. */
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

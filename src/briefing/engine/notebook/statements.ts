/** The top-level statements and the expressions of a notebook: what each defines, mentions and changes. */
import type { Node } from "oxc-parser";
import { readTopLevel, type Reference } from "../compile/emit/scope.js";
import { childrenOf, declarationsIn } from "../compile/syntax-tree.js";
import { expressionCode, parseCode } from "./cell-code.js";
import { changedIn, declaresFunctions, isCalledForEffect, sharedIn } from "./changes.js";
import type { CodeCell } from "./contract.js";

/** Code that reads names: a statement or an inline expression, at its place in the notebook. */
export interface Reader {
  readonly mentions: ReadonlySet<string>;
  readonly place: StatementPlace;
}

interface StatementPlace {
  readonly cell: number;
  readonly index: number;
}

export interface Statement extends Reader {
  readonly cell: CodeCell;
  readonly node: Node;
  readonly defines: ReadonlySet<string>;
  /** In source order. */
  readonly references: readonly Reference[];
  /** Names of earlier statements to which it assigns, or whose values it changes itself. */
  readonly changes: ReadonlySet<string>;
  /** A call for its effect may change whatever it mentions; a declaration with functions, what these change when they run. */
  readonly effect: "none" | "now" | "when it is mentioned";
  /** Names that it defines as parts of what others hold. */
  readonly shares: ReadonlyMap<string, string>;
}

/** None of code with syntax errors. */
export function statementsOf(cell: CodeCell, place: number): readonly Statement[] {
  const program = parseCode(cell.source);
  if (program === undefined) return [];
  const { references } = readTopLevel(program);
  return program.body.map((node, index): Statement => {
    const inside = within(references, node);
    const isShown = index === program.body.length - 1 && showsResult(cell);
    return {
      cell,
      place: { cell: place, index },
      node,
      defines: new Set([...declarationsIn([node])].map(([name]) => name)),
      references: inside,
      mentions: new Set(inside.map(({ name }) => name)),
      changes: changedIn(node, inside),
      effect:
        isCalledForEffect(node) && !isShown
          ? "now"
          : declaresFunctions(node)
            ? "when it is mentioned"
            : "none",
      shares: new Map(sharedIn(node)),
    };
  });
}

const within = (references: readonly Reference[], { start, end }: Node): readonly Reference[] =>
  references.filter((each) => start <= each.start && each.end <= end);

/** A part of a statement as the code that reads names. */
export const readerIn = ({ references, place }: Statement, part: Node): Reader => ({
  mentions: new Set(within(references, part).map(({ name }) => name)),
  place,
});

/** An inline expression of the cell with this number, and its syntax tree, in which offsets are larger by one. */
export function inlineReader(
  expression: string,
  cell: number,
): { readonly node: Node; readonly reader: Reader; readonly references: readonly Reference[] } | undefined {
  const program = parseCode(expressionCode(expression));
  const [node] = program?.body ?? [];
  if (program === undefined || node === undefined) return undefined;
  const { references } = readTopLevel(program);
  const mentions = new Set(references.map(({ name }) => name));
  return { node, reader: { mentions, place: { cell, index: 0 } }, references };
}

/** Whether a cell shows something, as a rule what its last call returns or displays; a call for its effect does not. */
const showsResult = ({ outputs }: CodeCell): boolean =>
  outputs.some(({ output_type: type }) => type === "execute_result" || type === "display_data");

/** The calls in code, including those in functions that it contains, from the outside inwards. */
export function* callsIn(node: Node): Generator<Extract<Node, { type: "CallExpression" }>> {
  if (node.type === "CallExpression") yield node;
  for (const child of childrenOf(node)) yield* callsIn(child);
}

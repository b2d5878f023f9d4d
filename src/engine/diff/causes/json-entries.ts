/** What differs in a data file that holds JSON: a rule with its limits, settings of an analysis. */
import { getNodeValue, parseTree, type Node } from "jsonc-parser";
import { isTooDeep } from "../../../lib/nesting.js";
import { compareRows, unequal } from "../match/compare-rows.js";
import { differingRows, type DataChange } from "./input-change.js";

interface Leaf {
  /** Keys and places that lead to it, joined by dots. */
  readonly name: string;
  /** Its path, and under an empty name what it says. */
  readonly cells: { readonly path: string; readonly "": string };
  /** From 1. */
  readonly line: number;
}

/** Entries that differ, by their paths; nothing where one of the two cannot be read. */
export function compareJson(earlier: string, later: string): Pick<DataChange, "rows" | "rowCount"> {
  const [before, after] = [leavesOf(earlier), leavesOf(later)];
  if (before === undefined || after === undefined) return {};
  const rows = compareRows(before, after, { key: ["path"], columns: [""], differenceOf: unequal });
  return differingRows(rows, ({ name }) => name);
}

/** Every value that holds no others, by its path: keys may have dots in them, so a path is kept as JSON. */
function leavesOf(text: string): readonly Leaf[] | undefined {
  const tree = treeOf(text);
  if (tree === undefined) return undefined;
  const leaves: Leaf[] = [];
  const lineOf = lineCounter(text);
  const visit = (node: Node, path: readonly (string | number)[]): void => {
    const { type, offset, children = [] } = node;
    if (children.length === 0) {
      const cells = { path: JSON.stringify(path), "": JSON.stringify(getNodeValue(node)) };
      leaves.push({ name: path.join("."), cells, line: lineOf(offset) });
    } else if (type === "array") {
      for (const [index, child] of children.entries()) visit(child, [...path, index]);
    } else {
      for (const { children: [key, value] = [] } of children)
        if (key !== undefined && value !== undefined) visit(value, [...path, String(key.value)]);
    }
  };
  visit(tree, []);
  return leaves;
}

/** Undefined where there is nothing to read, or nested too deeply. */
function treeOf(text: string): Node | undefined {
  try {
    const tree = parseTree(text.replace(/^\uFEFF/, " "));
    return tree === undefined || isTooDeep(getNodeValue(tree)) ? undefined : tree;
  } catch (error) {
    // Nested more deeply than the stack is.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Lines of offsets, each behind the one asked for before it. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let next = text.indexOf("\n");
  return (offset) => {
    while (next >= 0 && next < offset) {
      line += 1;
      next = text.indexOf("\n", next + 1);
    }
    return line;
  };
}

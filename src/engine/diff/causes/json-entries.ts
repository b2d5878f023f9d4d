/** What differs in a data file that holds JSON: a rule with its limits, settings of an analysis. */
import { getNodeValue, parseTree, type Node } from "jsonc-parser";
import { mostListed, type DataChange, type DataRowChange } from "./input-change.js";

interface Leaf {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** Entries that differ, by their paths; nothing where one of the two cannot be read. */
export function compareJson(earlier: string, later: string): Pick<DataChange, "rows" | "rowCount"> {
  const [before, after] = [leavesOf(earlier), leavesOf(later)];
  if (before === undefined || after === undefined) return {};
  const rows = [...new Set([...before.keys(), ...after.keys()])].flatMap((name): readonly DataRowChange[] => {
    const [was, is] = [before.get(name), after.get(name)];
    if (was?.text === is?.text) return [];
    const status = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    const cells = was && is ? [{ column: "", was: was.text, is: is.text }] : [];
    return [{ status, name, line: (is ?? was)?.line ?? 1, cells }];
  });
  return { rows: rows.slice(0, mostListed), rowCount: rows.length };
}

/** Every value that holds no others, by its path. */
function leavesOf(text: string): ReadonlyMap<string, Leaf> | undefined {
  const tree = parseTree(text.replace(/^\uFEFF/, ""));
  if (tree === undefined) return undefined;
  const leaves = new Map<string, Leaf>();
  const visit = (node: Node, path: readonly (string | number)[]): void => {
    const { type, children = [] } = node;
    if (type === "array") {
      for (const [index, child] of children.entries()) visit(child, [...path, index]);
    } else if (type === "object") {
      for (const { children: [key, value] = [] } of children)
        if (key !== undefined && value !== undefined) visit(value, [...path, String(key.value)]);
    } else {
      const line = text.slice(0, node.offset).split("\n").length;
      leaves.set(path.join("."), { text: JSON.stringify(getNodeValue(node)), line });
    }
  };
  visit(tree, []);
  return leaves;
}

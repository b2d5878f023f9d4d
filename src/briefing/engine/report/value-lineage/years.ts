/** The years that a number is about, if its code names them and the notebook prints them. */
import type { Node } from "oxc-parser";
import { childrenOf, unwrapped } from "../../compile/syntax-tree.js";
import type { ReportValue } from "../../../model/report.js";
import type { Subject } from "./names.js";

/** By the code that a notebook prints as a year: `last`, `peak.year`, `2013`. */
export type PrintedYears = ReadonlyMap<string, number>;

export function printedYears(
  values: readonly Pick<ReportValue, "format" | "expression" | "raw">[],
): PrintedYears {
  const found = new Map<string, number>();
  for (const { format, expression, raw } of values) {
    if (format !== "year" || typeof raw !== "number" || expression === undefined) continue;
    const code = /^(?:fmt\.)?year\(([^]*)\)$/.exec(expression.trim())?.[1] ?? expression;
    found.set(code.trim(), raw);
  }
  return found;
}

/** In code whose places refer to `text`; what happens inside its functions has names of its own. */
export function yearsIn(given: Node, text: string, known: PrintedYears): readonly number[] {
  const node = unwrapped(given);
  const year = known.get(text.slice(node.start, node.end));
  if (year !== undefined) return [year];
  const inside = partsOf(node).map((part) => ({ part, years: yearsIn(part, text, known) }));
  if (node.type !== "CallExpression") return inside.flatMap(({ years }) => years);
  // `share.in(from)` or `change(rows, from, to)`; of `parts(rows, start)` nobody knows where it ends.
  const isYear = (part: Node) => known.has(text.slice(part.start, part.end));
  const own = node.arguments.filter(isYear);
  const isSpan = node.arguments.length === 1 || own.length === 2;
  return inside.filter(({ part }) => isSpan || !isYear(part)).flatMap(({ years }) => years);
}

/** Parts whose names mean the same as outside of them, and in which a year is not computed with. */
function partsOf(node: Node): readonly Node[] {
  switch (node.type) {
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "FunctionDeclaration":
    case "BinaryExpression":
      return [];
    case "MemberExpression":
      return node.computed ? [node.object, node.property] : [node.object];
    case "Property":
      return [node.value];
    default:
      return [...childrenOf(node)];
  }
}

/** In the definition of its name: of `fell` for `const fell = change(rows, from, to)`. A part may be of one of them. */
export function yearsDefining({ root, last, definition }: Subject, known: PrintedYears): readonly number[] {
  const { node, cell } = definition;
  if (root !== last) return [];
  if (node.type !== "VariableDeclaration" || node.declarations.length !== 1) return [];
  const init = node.declarations[0]?.init ?? undefined;
  return init === undefined ? [] : yearsIn(init, cell.source, known);
}

/** More years than these name no number. */
const maxYears = 2;

/** Those that a name does not have yet, in order; none if they are many. */
export function missingYears(years: readonly number[], name = ""): readonly string[] {
  const all = [...new Set(years)].sort((a, b) => a - b).map(String);
  return all.length > maxYears ? [] : all.filter((year) => !name.includes(year));
}

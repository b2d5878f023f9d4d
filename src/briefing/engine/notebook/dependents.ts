/**
 * Which cells of a notebook depend on which assumptions, from the cell that declares a name to those that use it. Imports
 * and names in functions count too; a cell that assigns to a variable of another one is a fault, because executing it
 * again would change what was published.
 */
import type { Node } from "oxc-parser";
import { positionAt, type Position } from "../../lib/position.js";
import { readTopLevel } from "../compile/emit/scope.js";
import { childrenOf, declarationsIn, patternIdentifiers } from "../compile/syntax-tree.js";
import { assumptionsIn } from "./assumptions.js";
import { expressionCode, parseCode } from "./cell-code.js";
import type { Cell, CodeCell, Notebook } from "./contract.js";
import { expressionsOf } from "./inline.js";
import { isSkipped } from "./metadata.js";

/** A cell that is executed again, in the order in which a kernel executes cells: the front matter comes last. */
export interface Dependent {
  readonly cell: Cell;
  /** Place of the cell in the notebook. */
  readonly index: number;
  /** Ids of the assumptions that its result depends on, in the order of the notebook. */
  readonly on: readonly string[];
  /** Places of the dependents whose names it uses. */
  readonly uses: readonly number[];
  /** Variables and constants of cells that are not executed again, which it uses. */
  readonly foreign: readonly string[];
}

interface ForeignAssignment extends Position {
  readonly cell: CodeCell;
  readonly name: string;
}

export interface Dependents {
  readonly dependents: readonly Dependent[];
  readonly assignments: readonly ForeignAssignment[];
}

const known = new WeakMap<Notebook["cells"], Dependents>();
const nothing: Dependents = { dependents: [], assignments: [] };

export function dependentsIn(notebook: Pick<Notebook, "cells">): Dependents {
  if (assumptionsIn(notebook).declared.length === 0) return nothing;
  const found = known.get(notebook.cells) ?? findDependents(notebook);
  known.set(notebook.cells, found);
  return found;
}

/** A cell that declares a name, if its value depends on an assumption. */
interface Source {
  readonly index: number;
  readonly on: readonly string[];
}

function findDependents(notebook: Pick<Notebook, "cells">): Dependents {
  const { declared } = assumptionsIn(notebook);
  const order = declared.map(({ id }) => id);
  const sources = new Map<string, Source>();
  const foreign = new Set<string>();
  const dependents: Dependent[] = [];
  const assignments: ForeignAssignment[] = [];
  const add = (cell: Cell, index: number, names: readonly string[]): Source | undefined => {
    const used = names.flatMap((name) => sources.get(name) ?? []);
    const own = declared.flatMap((each) => (each.cell === cell ? each.id : []));
    const on = new Set([...own, ...used.flatMap((each) => each.on)]);
    if (on.size === 0) return undefined;
    const source = { index, on: order.filter((id) => on.has(id)) };
    dependents.push({
      cell,
      ...source,
      uses: [...new Set(used.map((each) => each.index))],
      foreign: names.filter((name) => foreign.has(name)),
    });
    return source;
  };

  for (const [index, cell] of notebook.cells.entries()) {
    if (cell.cell_type === "raw") continue;
    if (cell.cell_type === "markdown") {
      add(cell, index, namesInProse(notebook, cell));
      continue;
    }
    if (isSkipped(cell)) continue;
    const names = namesOf(cell.source);
    const source = add(cell, index, names.used);
    if (source !== undefined)
      for (const { name, start } of names.assigned)
        assignments.push({ cell, name, ...positionAt(cell.source, start) });
    for (const { name, holds } of names.declared) {
      foreign.delete(name);
      if (source !== undefined) sources.set(name, source);
      else sources.delete(name);
      if (source === undefined && holds === "a value") foreign.add(name);
    }
  }
  for (const [index, cell] of notebook.cells.entries())
    if (cell.cell_type === "raw") add(cell, index, [...new Set(namesInProse(notebook, cell))]);
  return { dependents, assignments };
}

/** Assumptions whose settings are multiplied, because a cell depends on all of them, and the cells that do. */
export interface DependentGroup {
  readonly assumptions: readonly string[];
  readonly cells: readonly Dependent[];
}

export function groupsIn(notebook: Pick<Notebook, "cells">): readonly DependentGroup[] {
  const { dependents } = dependentsIn(notebook);
  const order = assumptionsIn(notebook).declared.map(({ id }) => id);
  const groups: { assumptions: Set<string>; cells: Dependent[] }[] = [];
  for (const dependent of dependents) {
    const joined = groups.filter(({ assumptions }) => dependent.on.some((id) => assumptions.has(id)));
    const [first = { assumptions: new Set<string>(), cells: [] }, ...others] = joined;
    if (joined.length === 0) groups.push(first);
    for (const id of dependent.on) first.assumptions.add(id);
    for (const other of others) {
      for (const id of other.assumptions) first.assumptions.add(id);
      first.cells.push(...other.cells);
      groups.splice(groups.indexOf(other), 1);
    }
    first.cells.push(dependent);
  }
  return groups.map(({ assumptions, cells }) => ({
    assumptions: order.filter((id) => assumptions.has(id)),
    cells: dependents.filter((each) => cells.includes(each)),
  }));
}

interface CellNames {
  readonly declared: readonly { readonly name: string; readonly holds: "a value" | "code" }[];
  /** Names of earlier cells. */
  readonly used: readonly string[];
  /** Names of earlier cells to which it assigns. */
  readonly assigned: readonly { readonly name: string; readonly start: number }[];
}

/** Empty for code with syntax errors, which the type check reports. */
function namesOf(code: string): CellNames {
  const program = parseCode(code);
  if (program === undefined) return { declared: [], used: [], assigned: [] };
  const declared = new Map(declarationsIn(program.body));
  const foreign = readTopLevel(program).references.filter(({ name }) => !declared.has(name));
  const targets = new Set(targetsIn(program));
  return {
    declared: [...declared].map(([name, binding]) => ({
      name,
      holds: binding === "variable" || binding === "constant" ? "a value" : "code",
    })),
    used: [...new Set(foreign.map(({ name }) => name))],
    assigned: foreign.filter(({ start }) => targets.has(start)),
  };
}

/** Offsets of the names to which the code assigns. */
export function* targetsIn(node: Node): Generator<number> {
  if (node.type === "AssignmentExpression") yield* startsIn(node.left);
  if (node.type === "UpdateExpression") yield* startsIn(node.argument);
  if (node.type === "ForInStatement" || node.type === "ForOfStatement") yield* startsIn(node.left);
  for (const child of childrenOf(node)) yield* targetsIn(child);
}

function* startsIn(pattern: Node): Generator<number> {
  for (const { start } of patternIdentifiers(pattern)) yield start;
}

function namesInProse(notebook: Pick<Notebook, "cells">, cell: Cell): readonly string[] {
  return expressionsOf(notebook, cell).flatMap(({ expression }) => namesOf(expressionCode(expression)).used);
}

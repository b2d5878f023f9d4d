/**
 * Which cells are executed again for which assumptions: those whose results depend on them, and those that make or change
 * the same objects, because what is changed a second time has to be made anew.
 */
import { assumptionsIn } from "./assumptions.js";
import type { Cell } from "./contract.js";
import { definesCode, type NotebookProgram, type PlacedCell } from "./program.js";
import type { Statement } from "./statements.js";

/** A cell that is executed again. */
export interface Dependent extends PlacedCell {
  /** Ids of the assumptions for which it is executed again, in the order of the notebook. */
  readonly on: readonly string[];
  /** Places of the cells whose names it reads. */
  readonly uses: readonly number[];
}

/** Assumptions whose settings are multiplied, because a cell depends on all of them, and the cells that do. */
export interface DependentGroup {
  readonly assumptions: readonly string[];
  /** In the order in which a kernel executes them: the front matter comes last. */
  readonly cells: readonly Dependent[];
}

type Ids = ReadonlySet<string>;

/** None without assumptions. The outputs of the cells say which last calls are made for their results. */
export function groupsIn(program: NotebookProgram): readonly DependentGroup[] {
  const { notebook } = program;
  const order = assumptionsIn(notebook).declared.map(({ id }) => id);
  if (order.length === 0) return [];
  const byCell = withFamilies(program, dependingCells(program));
  const dependents = program.cells.flatMap(({ cell, index }): Dependent | readonly [] => {
    const ids = byCell.get(cell);
    if (ids === undefined) return [];
    const uses = program.cellsBehind(cell).map((each) => notebook.cells.indexOf(each));
    return { cell, index, on: order.filter((id) => ids.has(id)), uses };
  });
  return grouped(dependents).map(({ assumptions, cells }) => ({
    assumptions: order.filter((id) => assumptions.has(id)),
    cells: dependents.filter((each) => cells.includes(each)),
  }));
}

/** The assumptions on which the statements or expressions of each cell depend. */
function dependingCells(program: NotebookProgram): ReadonlyMap<Cell, Ids> {
  const byStatement = dependingStatements(program);
  const found = new Map<Cell, Ids>();
  for (const cell of program.notebook.cells) {
    const statements =
      cell.cell_type === "code"
        ? program.statements.filter((each) => each.cell === cell)
        : program.readersIn(cell).flatMap((reader) => program.readBy(reader));
    const ids = new Set(statements.flatMap((each) => [...(byStatement.get(each) ?? [])]));
    if (ids.size > 0) found.set(cell, ids);
  }
  return found;
}

function dependingStatements(program: NotebookProgram): ReadonlyMap<Statement, Ids> {
  const readers = new Map<Statement, Statement[]>();
  for (const statement of program.statements)
    for (const source of program.readBy(statement))
      readers.set(source, [...(readers.get(source) ?? []), statement]);
  const found = new Map<Statement, Set<string>>();
  for (const { id, cell, name } of assumptionsIn(program.notebook).declared) {
    const pending = program.statements.filter((each) => each.cell === cell && each.defines.has(name));
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const ids = found.get(next) ?? new Set<string>();
      if (ids.has(id)) continue;
      found.set(next, ids.add(id));
      pending.push(...(readers.get(next) ?? []));
    }
  }
  return found;
}

/** With the cells that make or change what another one changes, which are executed again together. */
function withFamilies(program: NotebookProgram, found: ReadonlyMap<Cell, Ids>): ReadonlyMap<Cell, Ids> {
  const all = new Map(found);
  const families = familiesIn(program);
  const joined = (family: ReadonlySet<Cell>): Ids =>
    new Set([...family].flatMap((cell) => [...(all.get(cell) ?? [])]));
  for (let isStable = false; !isStable;) {
    isStable = true;
    for (const family of families) {
      const ids = joined(family);
      for (const cell of family) {
        if (ids.size === (all.get(cell)?.size ?? 0)) continue;
        all.set(cell, ids);
        isStable = false;
      }
    }
  }
  return all;
}

/** The cell that defines an object with the cells that may change it, for each object with several of them. */
export function familiesIn(program: NotebookProgram): readonly ReadonlySet<Cell>[] {
  const families = program.statements.flatMap((definition) =>
    definesCode(definition)
      ? []
      : [...definition.defines].map(
          (name) =>
            new Set<Cell>([definition, ...program.changesOf(definition, name)].map(({ cell }) => cell)),
        ),
  );
  return families.filter(({ size }) => size > 1);
}

/** Cells that depend on the same assumptions, directly or through others. */
function grouped(
  dependents: readonly Dependent[],
): readonly { readonly assumptions: Ids; readonly cells: readonly Dependent[] }[] {
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
  return groups;
}

/**
 * A notebook as one program: what a statement, a cell or a sentence depends on, through definitions, functions, imports
 * and changes of objects. A change is assumed where code may make one; of what modules do to objects, only that a call
 * for its effect may change them.
 */
import { memoized } from "../../lib/once.js";
import { isFunction, unwrapped } from "../compile/syntax-tree.js";
import { holdersOf } from "./changes.js";
import type { Cell, Notebook } from "./contract.js";
import { expressionsOf } from "./inline.js";
import { isSkipped } from "./metadata.js";
import { inlineReader, statementsOf, type Reader, type Statement } from "./statements.js";

export interface PlacedCell {
  readonly cell: Cell;
  /** Place of the cell in the notebook. */
  readonly index: number;
}

export class NotebookProgram {
  readonly notebook: Pick<Notebook, "cells">;
  /** As a kernel executes them: the front matter describes the whole notebook, and comes last. */
  readonly cells: readonly PlacedCell[];
  /** Of the code cells that belong to the program, in order. */
  readonly statements: readonly Statement[];
  /** The statements that define a name, in order. */
  readonly #defining: ReadonlyMap<string, readonly Statement[]>;
  /** The statements that may change the value of a name, in order. */
  readonly #changing: ReadonlyMap<string, readonly Statement[]>;
  /** The statements that define another name for a part of what a name holds. */
  readonly #sharing: ReadonlyMap<string, readonly Statement[]>;
  /** Computed once per reader, because many values depend on the same statements. */
  readonly #readBy = memoized((reader: Reader) => [...new Set(this.#statementsReadBy(reader))]);

  /** The cells that a build executes belong to it, unless others are asked for. */
  constructor(notebook: Pick<Notebook, "cells">, belongs: (cell: Cell) => boolean = isExecuted) {
    this.notebook = notebook;
    const placed = notebook.cells.map((cell, index) => ({ cell, index }));
    this.cells = [...placed.filter((each) => !isFrontMatter(each)), ...placed.filter(isFrontMatter)];
    this.statements = notebook.cells.flatMap((cell, place) =>
      cell.cell_type === "code" && belongs(cell) ? statementsOf(cell, place) : [],
    );
    this.#defining = byName(this.statements, ({ defines }) => defines);
    this.#sharing = byName(this.statements, ({ shares }) => new Set(shares.values()));
    this.#changing = byName(this.statements, (statement) => this.changedBy(statement));
  }

  at(cell: string, index: number): Statement | undefined {
    return this.statements.find((each) => each.cell.id === cell && each.place.index === index);
  }

  /** The statements of a code cell, or the expressions of a text; the front matter is evaluated after the last cell. */
  readersIn(cell: Cell): readonly Reader[] {
    if (cell.cell_type === "code") return this.statements.filter((each) => each.cell === cell);
    const { cells } = this.notebook;
    const place = cell.cell_type === "raw" ? cells.length : cells.indexOf(cell);
    return expressionsOf(this.notebook, cell).flatMap(
      ({ expression }) => inlineReader(expression, place)?.reader ?? [],
    );
  }

  /** The statement that gives a name its value where it is read; a function may be declared after its use. */
  definition(name: string, { place }: Pick<Reader, "place">): Statement | undefined {
    const all = this.#defining.get(name) ?? [];
    const inCell = all.filter((each) => each.place.cell === place.cell);
    const known = inCell.length > 0 ? inCell : all;
    return known.findLast((each) => isBefore(each.place, place)) ?? known[0];
  }

  /** The statements between the definition of a name and where it is read that may change its value. */
  changing(name: string, reader: Pick<Reader, "place">): readonly Statement[] {
    const definition = this.definition(name, reader);
    return definition === undefined ? [] : this.#changesBefore(reader, definition, name);
  }

  #changesBefore(reader: Pick<Reader, "place">, definition: Statement, name: string): readonly Statement[] {
    return this.changesOf(definition, name).filter(({ place }) => isBefore(place, reader.place));
  }

  /** The statements that may change the value that a definition gave a name. */
  changesOf(definition: Statement, name: string): readonly Statement[] {
    const all = this.#changing.get(name) ?? [];
    return all.filter((each) => each !== definition && this.definition(name, each) === definition);
  }

  /** The statements that code depends on directly: those that define the names that it reads or change their values. */
  readBy(reader: Reader): readonly Statement[] {
    return this.#readBy(reader);
  }

  /** The statements that a value depends on, the nearest first: definitions of the names that are read, and theirs. */
  behind(reader: Reader): readonly Statement[] {
    const found = new Set<Statement>();
    const pending: Reader[] = [reader];
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      for (const statement of this.#readBy(next)) {
        if (found.has(statement)) continue;
        found.add(statement);
        pending.push(statement);
      }
    }
    return [...found];
  }

  /** The other cells that a cell depends on directly, in order. */
  cellsBehind(cell: Cell): readonly Cell[] {
    const read = this.readersIn(cell).flatMap((reader) => this.#readBy(reader));
    const cells = new Set<Cell>(read.map((each) => each.cell));
    return this.notebook.cells.filter((each) => each !== cell && cells.has(each));
  }

  /** Names whose values a statement may change, with those of functions that run and of objects that share parts. */
  changedBy(statement: Statement): ReadonlySet<string> {
    const found = new Set(statement.changes);
    if (statement.effect === "now")
      for (const name of statement.mentions) if (!this.#isOnlyCalled(name, statement)) found.add(name);
    for (const called of this.#functionsOf(statement)) for (const name of called.changes) found.add(name);
    // What is added on the way is visited, too.
    for (const name of found) {
      const { shares = new Map<string, string>() } = this.definition(name, statement) ?? {};
      for (const holder of holdersOf(name, shares)) found.add(holder);
      for (const other of this.#otherNames(name, statement)) found.add(other);
    }
    return found;
  }

  /** `view` for `rows` after `const view = rows.slice(1)`. */
  *#otherNames(name: string, { place }: Statement): Generator<string> {
    for (const sharing of this.#sharing.get(name) ?? [])
      for (const [other, of] of sharing.shares)
        if (of === name && sharing.defines.has(other) && isBefore(sharing.place, place)) yield other;
  }

  /** Declarations with functions that code mentions, and those that these mention. */
  #functionsOf(code: Reader): ReadonlySet<Statement> {
    const found = new Set<Statement>();
    const follow = (reader: Reader): void => {
      for (const name of reader.mentions) {
        const definition = this.definition(name, reader);
        if (definition?.effect !== "when it is mentioned" || found.has(definition)) continue;
        found.add(definition);
        follow(definition);
      }
    };
    follow(code);
    return found;
  }

  /** `fill` in `fill(rows)`: a call changes what a function is given, not the function. */
  #isOnlyCalled(name: string, statement: Statement): boolean {
    const isCalled = statement.references.every((each) => each.name !== name || each.form === "called");
    const definition = this.definition(name, statement);
    return isCalled && (definition === undefined || definesCode(definition));
  }

  *#statementsReadBy(reader: Reader): Generator<Statement> {
    for (const name of reader.mentions) {
      const definition = this.definition(name, reader);
      if (definition === undefined) continue;
      yield definition;
      yield* this.changing(name, reader);
    }
    // A function reads names when it is called.
    for (const called of this.#functionsOf(reader))
      for (const name of called.mentions) {
        const definition = this.definition(name, called);
        if (definition !== undefined) yield* this.#changesBefore(reader, definition, name);
      }
  }
}

const isFrontMatter = ({ cell }: PlacedCell): boolean => cell.cell_type === "raw";

const isExecuted = (cell: Cell): boolean => !isSkipped(cell);

function byName(
  statements: readonly Statement[],
  namesOf: (statement: Statement) => Iterable<string>,
): ReadonlyMap<string, readonly Statement[]> {
  const found = new Map<string, Statement[]>();
  for (const statement of statements)
    for (const name of namesOf(statement)) {
      const others = found.get(name);
      if (others === undefined) found.set(name, [statement]);
      else others.push(statement);
    }
  return found;
}

export function isBefore(one: Reader["place"], other: Reader["place"]): boolean {
  return one.cell === other.cell ? one.index < other.index : one.cell < other.cell;
}

/** Imports and functions, whose names keep their values. */
export function definesCode({ node }: Statement): boolean {
  if (node.type === "ImportDeclaration" || isFunction(node)) return true;
  if (node.type !== "VariableDeclaration") return false;
  return node.declarations.every(({ init }) => init !== null && isFunction(unwrapped(init)));
}

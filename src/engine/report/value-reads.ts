/** Which rows a value follows from: those that the statements asked for which its expression goes back to, name by name. */
import { omit } from "../../lib/omit.js";
import { sha256 } from "../../lib/hash.js";
import type { DataRead, Report, ReportValue } from "../../model/report.js";
import type { CellRead } from "../../model/reads.js";
import type { CellFacts } from "../../model/trace.js";
import type { Cell, Notebook } from "../notebook/contract.js";
import { readCellFacts } from "./bundles.js";
import { inputName, type InputFiles } from "./inputs.js";
import { readExpression, type Statement, statementsOf } from "./statements.js";

interface NotebookOf {
  readonly path: string;
  readonly notebook: Notebook;
}

/** The values with what they follow from; those as they are of which that is not known. */
export function withReads(
  values: Report["values"],
  notebooks: readonly NotebookOf[],
  inputs: InputFiles,
): Pick<Report, "values" | "reads"> {
  const found = new Map<string, readonly DataRead[]>();
  const byPath = new Map(
    notebooks.map(({ path, notebook }) => [path, new NotebookReads(path, notebook, inputs)]),
  );
  const keys = new Map<readonly CellRead[], string>();
  const keyOf = (reads: readonly CellRead[]): string => {
    const known = keys.get(reads);
    if (known !== undefined) return known;
    const published = publishedReads(reads, inputs);
    const key = sha256(JSON.stringify(published)).slice(0, 12);
    keys.set(reads, key);
    found.set(key, published);
    return key;
  };
  const read = Object.entries(values).map(([id, value]) => {
    const reads = byPath.get(value.place.notebook)?.of(value);
    return [id, reads === undefined ? value : { ...value, reads: keyOf(reads) }] as const;
  });
  const lists = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return { values: Object.fromEntries(read), ...(lists.length > 0 && { reads: Object.fromEntries(lists) }) };
}

/** By the names that the report has for files, each read once. */
function publishedReads(reads: readonly CellRead[], inputs: InputFiles): readonly DataRead[] {
  const found = new Map<string, DataRead>();
  for (const read of reads) {
    const input = inputs.get(read.file);
    if (input === undefined) continue;
    const path = inputName(input);
    found.set(JSON.stringify([path, read.where]), { path, ...omit(read, "file", "by") });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, read]) => read);
}

interface CodeCell {
  readonly statements: readonly Statement[];
  readonly reads: readonly CellRead[];
}

class NotebookReads {
  readonly #cells: readonly CodeCell[];
  readonly #facts: ReadonlyMap<string, CellFacts>;
  readonly #inputs: InputFiles;
  readonly #places: ReadonlyMap<string, Place>;
  /** The place of the first cell that read data. */
  readonly #firstRead: number;
  /** Many values stand in one expression. */
  readonly #known = new Map<string, readonly CellRead[] | undefined>();

  constructor(path: string, { cells }: Notebook, inputs: InputFiles) {
    const facts = cells.flatMap((cell) => {
      const read = readCellFacts(cell, { notebook: path, cell: cell.id });
      return read?.trace?.reads === undefined ? [] : [[cell.id, read] as const];
    });
    this.#facts = new Map(facts);
    this.#inputs = inputs;
    const code = facts.length === 0 ? [] : cells.filter(({ cell_type }) => cell_type === "code");
    const statements = statementsOf(code.map(({ source }) => source));
    this.#cells = code.map(({ id }, at) => ({ statements: statements[at] ?? [], reads: this.#readsOf(id) }));
    const firstRead = cells.findIndex(({ id }) => this.#readsOf(id).length > 0);
    this.#firstRead = firstRead === -1 ? Infinity : firstRead;
    this.#places = new Map(cells.map(({ id }, place) => [id, placeOf(cells, place)]));
  }

  /** Undefined where it is not known: none were found though some may have come by ways that its text does not show. */
  of({ place, expression }: ReportValue): readonly CellRead[] | undefined {
    const facts = this.#facts.get(place.cell);
    if (facts === undefined) return undefined;
    const key = JSON.stringify([place.cell, expression]);
    if (!this.#known.has(key)) this.#known.set(key, this.#find(place.cell, expression, facts));
    return this.#known.get(key);
  }

  #find(cell: string, expression: string | undefined, facts: CellFacts): readonly CellRead[] | undefined {
    const { codeCells: at, place } = this.#places.get(cell) ?? { codeCells: 0, place: 0 };
    const { uses, isPlain } =
      expression === undefined ? { uses: new Set<string>(), isPlain: true } : readExpression(expression);
    const slice = new Slice(this.#cells, expression === undefined ? at : at - 1);
    if (expression === undefined) slice.visitShown();
    else slice.follow(uses, at - 1);
    const ids = (facts.inline ?? []).filter((each) => each.expression === expression).map(({ id }) => id);
    const own =
      expression === undefined
        ? []
        : this.#readsOf(cell).filter(
            ({ by }) => by.length === 0 || by.some((asker) => ids.includes(String(asker))),
          );
    const reads = [...own, ...slice.reads()];
    const isKnown = reads.length > 0 || (isPlain && slice.isPlain) || place < this.#firstRead;
    return isKnown ? reads : undefined;
  }

  #readsOf(cell: string): readonly CellRead[] {
    const reads = this.#facts.get(cell)?.trace?.reads ?? [];
    return reads.filter(({ file }) => this.#inputs.has(file));
  }
}

/** Of a cell, among all, and how many code cells come before it. */
interface Place {
  readonly place: number;
  readonly codeCells: number;
}

/** The front matter is evaluated after the last cell. */
function placeOf(cells: readonly Cell[], at: number): Place {
  const place = at === 0 && cells[0]?.cell_type === "raw" ? cells.length : at;
  const before = cells.slice(0, place);
  return { place, codeCells: before.filter((each) => each.cell_type === "code").length };
}

/** The statements that one goes back to. A statement that may have changed what another declared belongs to it. */
class Slice {
  readonly #cells: readonly CodeCell[];
  readonly #end: number;
  readonly #seen = new Map<number, Set<number>>();
  #isPlain = true;

  /** @param end the place of the cell from which it goes back */
  constructor(cells: readonly CodeCell[], end: number) {
    this.#cells = cells;
    this.#end = end;
  }

  /** What the cell itself shows: what is no declaration, with all that this needs. */
  visitShown(): void {
    const statements = this.#cells[this.#end]?.statements ?? [];
    const shows = statements.some(({ declares }) => declares.size === 0);
    for (const [place, { declares }] of statements.entries())
      if (!shows || declares.size === 0) this.#visit(this.#end, place);
  }

  /** Nothing but plain values was found; false where a name is declared nowhere. */
  get isPlain(): boolean {
    return this.#isPlain;
  }

  follow(names: ReadonlySet<string>, from: number): void {
    for (const name of names) {
      const declared = this.#cells.findLastIndex(
        ({ statements }, cell) => cell <= from && statements.some(({ declares }) => declares.has(name)),
      );
      if (declared === -1) {
        this.#isPlain = false;
        continue;
      }
      for (let cell = declared; cell <= this.#end; cell++) {
        const statements = this.#cells[cell]?.statements ?? [];
        if (cell > declared && statements.some(({ declares }) => declares.has(name))) break;
        for (const [place, { declares, changes }] of statements.entries())
          if (declares.has(name) || changes.has(name)) this.#visit(cell, place);
      }
    }
  }

  reads(): readonly CellRead[] {
    return [...this.#seen].flatMap(([cell, places]) =>
      (this.#cells[cell]?.reads ?? []).filter(
        ({ by }) => by.length === 0 || by.some((asker) => typeof asker === "number" && places.has(asker)),
      ),
    );
  }

  #visit(cell: number, place: number): void {
    const places = this.#seen.get(cell) ?? new Set();
    this.#seen.set(cell, places);
    if (places.has(place)) return;
    places.add(place);
    const statement = this.#cells[cell]?.statements[place];
    if (statement === undefined) return;
    this.#isPlain &&= statement.isPlain;
    this.follow(statement.uses, cell);
  }
}

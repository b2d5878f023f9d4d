import type { DataProblem } from "../../authoring/load/errors.js";
import { KeyPositions } from "../../authoring/load/keys.js";
import { keyCells, sameKey, type TableRecord } from "../../authoring/load/record.js";
import type { DataRow, ForeignKey, Resource } from "../../authoring/load/schema.js";
import { own } from "../../lib/own.js";

export interface Reference {
  readonly key: ForeignKey;
  /** The keys of the referenced table; undefined if it cannot be read. */
  readonly known: KeyPositions | undefined;
}

/** Receives the records of one table in file order and keeps the first problems. */
export class TableChecker {
  readonly problems: DataProblem[] = [];
  rows = 0;
  total = 0;
  readonly #resource: Resource;
  readonly #references: readonly Reference[];
  readonly #limit: number;
  readonly #unique: readonly { readonly fields: readonly string[]; readonly seen: KeyPositions }[];

  /** @param limit maximum number of problems kept; the rest are counted */
  constructor(resource: Resource, references: readonly Reference[], limit: number) {
    this.#resource = resource;
    this.#references = references;
    this.#limit = limit;
    const unique = resource.fields.filter(({ constraints }) => constraints.unique === true);
    this.#unique = [resource.primaryKey, ...unique.map(({ name }) => [name])].map((fields) => ({
      fields,
      seen: new KeyPositions(),
    }));
  }

  readonly take = (record: TableRecord): void => {
    this.rows++;
    // The record creates it on each access.
    const { row } = record;
    record.problems.forEach(this.report);
    for (const { fields, seen } of this.#unique) {
      const key = keyCells(row, fields);
      const first = key && seen.add(key, record.position);
      if (first !== undefined) this.report(record.problem(sameKey(fields, record.unit, first)));
    }
    for (const reference of this.#references) this.#checkReference(record, row, reference);
  };

  readonly report = (problem: DataProblem): void => {
    this.total++;
    if (this.problems.length < this.#limit) this.problems.push(problem);
  };

  #checkReference(record: TableRecord, row: DataRow, { key, known }: Reference): void {
    const value = keyCells(row, key.fields);
    if (value === undefined || known === undefined || known.has(value.map(String))) return;
    const index = this.#resource.fields.findIndex(({ name }) => name === key.fields[0]);
    const shown = key.fields.map((field) => JSON.stringify(own(row, field))).join(", ");
    const message = `${shown} is not in ${key.referenced.join(", ")} of the table ${key.resource}`;
    this.report(record.problem(message, index, key.fields.join(", ")));
  }
}

import type { LineText } from "../../authoring/load/csv.js";
import type { DataProblem } from "../../authoring/load/errors.js";
import { keyOf, type ReadRecord, RecordReader, sameKey } from "../../authoring/load/record.js";
import type { ForeignKey, Resource } from "../../authoring/load/schema.js";
import type { TableFile } from "../../authoring/load/table-file.js";
import { SeenKeys } from "./seen-keys.js";

export interface Reference {
  readonly key: ForeignKey;
  /** The keys of the table referred to; undefined where it cannot be read. */
  readonly known: SeenKeys | undefined;
}

/** Takes the records of one table in file order and keeps the first problems. */
export class TableChecker {
  readonly problems: DataProblem[] = [];
  rows = 0;
  total = 0;
  readonly #resource: Resource;
  readonly #references: readonly Reference[];
  readonly #reader: RecordReader;
  readonly #limit: number;
  readonly #unique: readonly { readonly fields: readonly string[]; readonly seen: SeenKeys }[];
  #header: "expected" | "right" | "wrong" = "expected";

  /** @param limit so many problems are kept; the rest are counted */
  constructor(table: TableFile, resource: Resource, references: readonly Reference[], limit: number) {
    this.#resource = resource;
    this.#references = references;
    this.#limit = limit;
    this.#reader = new RecordReader(table, resource);
    const unique = resource.fields.filter(({ constraints }) => constraints.unique === true);
    this.#unique = [resource.primaryKey, ...unique.map(({ name }) => [name])].map((fields) => ({
      fields,
      seen: new SeenKeys(),
    }));
  }

  get hasRightHeader(): boolean {
    return this.#header === "right";
  }

  readonly take = (cells: readonly string[], lineText: LineText): void => {
    const record = this.read(cells, lineText);
    if (record === undefined) return;
    this.rows++;
    for (const problem of record.problems) this.#report(problem);
    for (const { fields, seen } of this.#unique) {
      const key = keyOf(record.row, fields);
      const first = key === undefined ? undefined : seen.add(key, record.line);
      if (first !== undefined) this.#report(record.problem(sameKey(fields, first)));
    }
    for (const reference of this.#references) this.#checkReference(record, reference);
  };

  /** The record alone, for the tables that others refer to: they are checked in their own turn. */
  read(cells: readonly string[], lineText: LineText): ReadRecord | undefined {
    if (this.#header === "expected") {
      const problems = this.#reader.readHeader(cells, lineText);
      for (const problem of problems) this.#report(problem);
      this.#header = problems.length === 0 ? "right" : "wrong";
      return undefined;
    }
    // With another header every cell would be wrong: one problem says it better.
    return this.#header === "wrong" ? undefined : this.#reader.read(cells, lineText);
  }

  #checkReference({ row, problem }: ReadRecord, { key, known }: Reference): void {
    const value = keyOf(row, key.fields);
    if (value === undefined || known === undefined || known.has(value)) return;
    const index = this.#resource.fields.findIndex(({ name }) => name === key.fields[0]);
    const shown = key.fields.map((field) => JSON.stringify(row[field])).join(", ");
    const message = `${shown} is not in ${key.referenced.join(", ")} of the table ${key.resource}`;
    this.#report(problem(message, index, key.fields.join(", ")));
  }

  #report(problem: DataProblem): void {
    this.total++;
    if (this.problems.length < this.#limit) this.problems.push(problem);
  }
}

import { KeySet } from "./key-set.js";
import { keyOf, RecordReader, type RecordProblem, sameKey } from "./record.js";
import type { DataRow, ForeignKey, Resource } from "./schema.js";

export interface Reference {
  readonly key: ForeignKey;
  readonly known: KeySet;
}

/** A key that may have been there before: where it stands again, and where first, once that is known. */
export interface Suspect {
  readonly fields: readonly string[];
  readonly places: { readonly line: number; readonly endLine: number }[];
  first?: number;
}

/** Takes the records of one table in file order and keeps the first problems; memory does not grow with the rows. */
export class TableChecker {
  readonly problems: RecordProblem[] = [];
  readonly suspects = new Map<string, Suspect>();
  rows = 0;
  total = 0;
  readonly #resource: Resource;
  readonly #references: readonly Reference[];
  readonly #reader: RecordReader;
  readonly #limit: number;
  readonly #unique: readonly { readonly fields: readonly string[]; readonly seen: KeySet }[];
  #suspected = 0;
  #header: "expected" | "right" | "wrong" = "expected";

  /** @param limit so many problems are kept; the rest are counted */
  constructor(resource: Resource, references: readonly Reference[], limit: number) {
    this.#resource = resource;
    this.#references = references;
    this.#limit = limit;
    this.#reader = new RecordReader(resource);
    this.#unique = uniqueKeys(resource).map((fields) => ({ fields, seen: new KeySet() }));
  }

  get headerIsRight(): boolean {
    return this.#header === "right";
  }

  take(cells: readonly string[]): void {
    const record = this.#next(cells);
    if (record === undefined) return;
    this.rows++;
    const { line, endLine, row } = record;
    for (const problem of record.problems) this.#report(problem);
    for (const { fields, seen } of this.#unique) {
      const key = keyOf(row, fields);
      if (key === undefined || !seen.add(key)) continue;
      this.#suspect(fields, key, { line, endLine });
    }
    for (const { key, known } of this.#references) {
      const value = keyOf(row, key.fields);
      if (value === undefined || known.has(value)) continue;
      const index = this.#resource.fields.findIndex(({ name }) => name === key.fields[0]);
      const shown = key.fields.map((field) => JSON.stringify(row[field])).join(", ");
      const message = `${shown} is not in ${key.referenced.join(", ")} of the table ${key.resource}`;
      this.#report({ line, endLine, index, field: key.fields.join(", "), message });
    }
  }

  /** Only the row, for the tables that others refer to: they are checked in their own turn. */
  read(cells: readonly string[]): DataRow | undefined {
    return this.#next(cells)?.row;
  }

  /** Second pass: notes where the key of each suspect stands first. */
  findFirst(cells: readonly string[], suspects: ReadonlyMap<string, Suspect>): void {
    const record = this.#next(cells);
    if (record === undefined) return;
    for (const fields of uniqueKeys(this.#resource)) {
      const key = keyOf(record.row, fields);
      if (key === undefined) continue;
      const suspect = suspects.get(suspectId(fields, key));
      if (suspect !== undefined) suspect.first ??= record.line;
    }
  }

  confirmSuspects(): void {
    for (const { fields, places, first } of this.suspects.values())
      for (const { line, endLine } of places)
        if (first !== undefined && first !== line)
          this.#report({ line, endLine, message: sameKey(fields, first) });
    this.problems.sort((a, b) => a.line - b.line);
  }

  #suspect(fields: readonly string[], key: string, place: Suspect["places"][number]): void {
    const id = suspectId(fields, key);
    const suspect = this.suspects.get(id) ?? { fields, places: [] };
    if (this.#suspected === this.#limit) {
      this.total++;
      return;
    }
    this.#suspected++;
    suspect.places.push(place);
    this.suspects.set(id, suspect);
  }

  #next(cells: readonly string[]) {
    if (this.#header === "expected") {
      const problems = this.#reader.readHeader(cells);
      problems.forEach((problem) => {
        this.#report(problem);
      });
      this.#header = problems.length === 0 ? "right" : "wrong";
      return undefined;
    }
    // With another header every cell would be wrong: one problem says it better.
    return this.#header === "wrong" ? undefined : this.#reader.read(cells);
  }

  #report(problem: RecordProblem): void {
    this.total++;
    if (this.problems.length < this.#limit) this.problems.push(problem);
  }
}

function uniqueKeys({ primaryKey, fields }: Resource): readonly (readonly string[])[] {
  const unique = fields.filter(({ constraints }) => constraints.unique === true).map(({ name }) => [name]);
  return primaryKey.length === 0 ? unique : [primaryKey, ...unique];
}

function suspectId(fields: readonly string[], key: string): string {
  return `${fields.join("\u001f")}\u001e${key}`;
}

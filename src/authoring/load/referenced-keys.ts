import { existsSync } from "node:fs";
import { DataError } from "./errors.js";
import { KeySet } from "./key-set.js";
import { type LocatedPackage, storedTable } from "./locate.js";
import { keyOf } from "./record.js";
import type { ForeignKey } from "./schema.js";
import { streamRecords } from "./stream.js";
import { TableChecker } from "./table-checker.js";

/** The keys that tables of a package refer to; each referenced table is read once for each set of fields. */
export class ReferencedKeys {
  readonly #located: LocatedPackage;
  readonly #known = new Map<string, Promise<KeySet | undefined>>();

  constructor(located: LocatedPackage) {
    this.#located = located;
  }

  /** Undefined where the table cannot be read: that is reported for the table itself, once. */
  of({ resource, referenced }: ForeignKey): Promise<KeySet | undefined> {
    const id = [resource, ...referenced].join("\u001f");
    const known = this.#known.get(id) ?? this.#read(resource, referenced);
    this.#known.set(id, known);
    return known;
  }

  async #read(resource: string, fields: readonly string[]): Promise<KeySet | undefined> {
    const target = this.#located.descriptor.resources.find(({ name }) => name === resource);
    if (target === undefined) return undefined;
    const stored = storedTable(this.#located, target);
    if (!existsSync(stored.file)) return undefined;
    const keys = new KeySet();
    const checker = new TableChecker(target, [], 0);
    try {
      await streamRecords(stored, (cells) => {
        const row = checker.read(cells);
        const key = row === undefined ? undefined : keyOf(row, fields);
        if (key !== undefined) keys.add(key);
      });
    } catch (error) {
      if (error instanceof DataError) return undefined;
      throw error;
    }
    return checker.headerIsRight ? keys : undefined;
  }
}

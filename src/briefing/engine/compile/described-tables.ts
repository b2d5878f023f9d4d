/** The tables around a folder as messages name them: their columns, and how many values they lack. */
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { readPackage, tableFile, type LocatedPackage } from "../../authoring/load/data-folder.js";
import type { Field, Resource } from "../../authoring/load/schema.js";
import { readTable } from "../../authoring/load/table-reader.js";
import { nameHint } from "../../lib/nearest.js";
import { memoized } from "../../lib/once.js";
import { BriefingError } from "../../model/errors.js";
import { descriptorOf } from "./row-types.js";

/** Larger files take seconds to read. */
const mostBytes = 100_000_000;

export interface DescribedColumn {
  readonly table: string;
  readonly field: Field;
  /** Undefined if the table cannot be read, or not quickly. */
  readonly counted: { readonly missing: number; readonly rows: number } | undefined;
}

export class DescribedTables {
  readonly #folder: string;
  readonly #located: LocatedPackage | undefined;
  readonly #fault: string | undefined;
  readonly #rowsOf = memoized((resource: Resource) => this.#read(resource));

  constructor(folder: string) {
    this.#folder = folder;
    try {
      this.#located = located(folder);
    } catch (error) {
      if (!(error instanceof BriefingError)) throw error;
      this.#fault = [error.message, ...(error.hint === undefined ? [] : [error.hint])].join("\n  ");
    }
  }

  /** Why no table can be loaded; undefined if that is possible. */
  get fault(): string | undefined {
    return this.#fault && `no table can be loaded.\n  ${this.#fault}`;
  }

  noTable(name: string): string {
    if (this.#located === undefined)
      return (
        `there is no table "${name}": no data/datapackage.json in ${this.#folder} or any folder above it.\n` +
        "  Add the table: briefing data add FILE"
      );
    const names = this.#located.descriptor.resources.map((each) => each.name);
    return `there is no table "${name}" in data/datapackage.json. ${nameHint(name, names, "Its tables:")}`;
  }

  noColumn(table: string, name: string): string | undefined {
    const resource = this.#resource(table);
    const names = resource?.fields.map((field) => field.name);
    return names && `the table "${table}" has no column "${name}". ${nameHint(name, names, "It has")}`;
  }

  column(table: string, name: string): DescribedColumn | undefined {
    const resource = this.#resource(table);
    const field = resource?.fields.find((each) => each.name === name);
    if (resource === undefined || field === undefined) return undefined;
    const rows = this.#rowsOf(resource);
    const missing = rows?.cells(name).filter((cell) => cell === null).length ?? 0;
    return { table, field, counted: rows && { missing, rows: rows.length } };
  }

  #resource(table: string): Resource | undefined {
    return this.#located?.descriptor.resources.find((each) => each.name === table);
  }

  #read(resource: Resource) {
    if (this.#located === undefined) return undefined;
    const table = tableFile(this.#located, resource);
    try {
      if (statSync(table.file).size > mostBytes) return undefined;
      return readTable(table, resource).rows;
    } catch {
      // `load` and `briefing check` report what is wrong with it.
      return undefined;
    }
  }
}

function located(folder: string): LocatedPackage | undefined {
  const descriptor = descriptorOf(folder, existsSync);
  return descriptor === undefined ? undefined : readPackage(path.dirname(path.dirname(descriptor)));
}

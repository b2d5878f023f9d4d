/** Columns of a Parquet file, whose values come with types: which types of a table they are. */
import { parsers } from "../../authoring/load/cell.js";
import { ParquetFile } from "../../authoring/load/parquet-file.js";
import type { FieldType } from "../../authoring/load/schema.js";
import { reading, type TableFile } from "../../authoring/load/table-file.js";
import { DataCommandError } from "./errors.js";
import { isNameOfYears, type InferredColumn } from "./infer-types.js";

export interface ParquetTypes {
  readonly columns: readonly InferredColumn[];
  readonly missing: readonly string[];
}

type ValueKind =
  | "missing"
  | "NaN"
  | "boolean"
  | "date"
  | "dateText"
  | "text"
  | "year"
  | "integer"
  | "number"
  | "time"
  | "long"
  | "other";

export function profileParquet(table: TableFile): ParquetTypes {
  const file = reading(table, () => new ParquetFile(table.file));
  try {
    const nested = file.columns.find(({ isNested }) => isNested);
    if (nested !== undefined) throw refused(table, nested.name, "holds lists or groups, not one value a row");
    const seen = file.columns.map(() => new Set<ValueKind>());
    let rows = 0;
    for (let group = 0; group < file.groups; group++) {
      const values = reading(table, () => file.readGroup(group));
      rows += values[0]?.length ?? 0;
      for (const [index, column] of values.entries())
        for (let row = 0; row < column.length; row++) seen[index]?.add(kindOf(column[row]));
    }
    if (rows === 0)
      throw new DataCommandError(`${table.path} has no rows.`, { hint: "Add the file when it has some." });
    const columns = file.columns.map(({ name }, index) => {
      const kinds = seen[index] ?? new Set();
      const type = typeOf(name, kinds);
      if (typeof type === "object") throw refused(table, name, type.why);
      const isEmpty = [...kinds].every((kind) => kind === "missing");
      return { name, type, ...(isEmpty && { note: "no cell says what type it has" }) };
    });
    return { columns, missing: seen.some((kinds) => kinds.has("NaN")) ? ["NaN"] : [] };
  } finally {
    file.close();
  }
}

const refused = ({ path }: TableFile, name: string, why: string): DataCommandError =>
  new DataCommandError(`${path} column "${name}": it ${why}.`, {
    hint: "Write that column as text, numbers, dates or true and false, or leave it out.",
  });

function kindOf(value: unknown): ValueKind {
  if (value === null || value === undefined) return "missing";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "string") return "value" in parsers.date(value) ? "dateText" : "text";
  if (value instanceof Date) return value.getTime() % 86_400_000 === 0 ? "date" : "time";
  if (typeof value !== "number" && typeof value !== "bigint") return "other";
  const number = Number(value);
  if (Number.isNaN(number)) return "NaN";
  if (typeof value === "bigint" && !Number.isSafeInteger(number)) return "long";
  if (!Number.isInteger(number)) return "number";
  return number >= 1500 && number <= 2100 ? "year" : "integer";
}

function typeOf(name: string, kinds: ReadonlySet<ValueKind>): FieldType | { readonly why: string } {
  const is = (...allowed: readonly ValueKind[]): boolean =>
    [...kinds].every((kind) => kind === "missing" || kind === "NaN" || allowed.includes(kind));
  if (kinds.has("time")) return { why: "holds times of day; only dates are read" };
  if (kinds.has("long")) return { why: "has more digits than a number holds" };
  if (kinds.has("other")) return { why: "holds bytes or objects" };
  if ([...kinds].every((kind) => kind === "missing")) return "string";
  if (is("boolean")) return "boolean";
  if (is("date", "dateText")) return "date";
  if (is("text", "dateText")) return "string";
  if (is("year") && isNameOfYears(name)) return "year";
  if (is("year", "integer")) return "integer";
  return is("year", "integer", "number") ? "number" : { why: "mixes values of several types" };
}

/** Columns of a Parquet file have types: which types of a table they are. Values are checked as they are read. */
import { ParquetFile } from "../../authoring/load/parquet-file.js";
import type { FieldType } from "../../authoring/load/schema.js";
import { reading, type TableFile } from "../../authoring/load/table-file.js";
import { DataCommandError } from "./errors.js";
import { isNameOfYears, type InferredColumn } from "./infer-types.js";

const types: readonly (readonly [logicalType: RegExp, FieldType])[] = [
  [/^BOOLEAN$/, "boolean"],
  [/^(?:UTF8|STRING|ENUM)$/, "string"],
  [/^(?:DATE|TIMESTAMP.*|INT96)$/, "date"],
  [/^(?:INT32|INT64|INTEGER|U?INT_\d+)$/, "integer"],
  [/^(?:FLOAT16|FLOAT|DOUBLE|DECIMAL)$/, "number"],
];

export function parquetColumns(table: TableFile): readonly InferredColumn[] {
  const file = reading(table, () => new ParquetFile(table.file));
  try {
    return file.columns.map(({ name, isNested, logicalType }) => {
      const type = types.find(([pattern]) => pattern.test(logicalType))?.[1];
      if (isNested) throw refused(table, name, "holds lists or groups, not one value a row");
      if (type === undefined) throw refused(table, name, `holds ${logicalType}`);
      return { name, type: type === "integer" && isNameOfYears(name) ? "year" : type };
    });
  } finally {
    file.close();
  }
}

const refused = ({ path }: TableFile, name: string, why: string): DataCommandError =>
  new DataCommandError(`${path} column "${name}": it ${why}.`, {
    hint: "Write that column as text, numbers, dates or true and false, or leave it out.",
  });

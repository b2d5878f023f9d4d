/** Tables by their columns, written as Parquet and as CSV. */
import { brotliCompressSync, gzipSync } from "node:zlib";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";

export type Value = string | number | bigint | boolean | Date | null;

/** Parquet's names for the types of a table. */
const physical = {
  string: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  integer: { type: "INT64" },
  year: { type: "INT32" },
  number: { type: "DOUBLE" },
  boolean: { type: "BOOLEAN" },
  date: { type: "INT32", converted_type: "DATE" },
} as const;
export type Type = keyof typeof physical;

export interface Columns {
  readonly [name: string]: { readonly type: Type; readonly values: readonly Value[] };
}

export const codecs = ["UNCOMPRESSED", "SNAPPY", "GZIP", "BROTLI"] as const;

export function parquet(
  columns: Columns,
  options: { codec?: (typeof codecs)[number]; rowGroupSize?: number } = {},
): Uint8Array {
  const entries = Object.entries(columns);
  return new Uint8Array(
    parquetWriteBuffer({
      schema: [
        { name: "root", num_children: entries.length },
        ...entries.map(([name, { type }]) => ({
          name,
          repetition_type: "OPTIONAL" as const,
          ...physical[type],
        })),
      ],
      columnData: entries.map(([name, { type, values }]): ColumnSource => ({
        name,
        data: values.map((value) =>
          type === "integer" && typeof value === "number" ? BigInt(value) : value,
        ),
      })),
      compressors: { GZIP: (bytes) => gzipSync(bytes), BROTLI: (bytes) => brotliCompressSync(bytes) },
      ...options,
    }),
  );
}

export function csv(columns: Columns): string {
  const text = (value: Value) => {
    const plain =
      value instanceof Date
        ? value.toISOString().slice(0, 10)
        : Object.is(value, -0)
          ? "-0"
          : String(value ?? "");
    return `"${plain.replaceAll('"', '""')}"`;
  };
  const values = Object.values(columns);
  const rows = (values[0]?.values ?? []).map((_, row) =>
    values.map((column) => text(column.values[row] ?? null)),
  );
  return [Object.keys(columns), ...rows].map((cells) => `${cells.join(",")}\n`).join("");
}

import { AuthoringError } from "./errors.js";

export type LooseRecord = Readonly<Record<string, unknown>>;

/** The shape that danfojs' DataFrame shares with others; no package is needed to show one. */
export interface Frame {
  readonly columns: readonly string[];
  readonly values: unknown;
}

/** Rows as records, whatever they came as. */
export function recordsOf(rows: readonly object[] | Frame, what: string): readonly LooseRecord[] {
  if (Array.isArray(rows)) return rows as readonly LooseRecord[];
  const { columns, values } = (rows as Frame | null | undefined) ?? { columns: undefined, values: undefined };
  if (Array.isArray(columns) && Array.isArray(values)) {
    const names = columns as readonly string[];
    return values.map((row) => {
      const cells: readonly unknown[] = Array.isArray(row) ? row : [row];
      return Object.fromEntries(names.map((name, index) => [name, cells[index]]));
    });
  }
  throw new AuthoringError(`${what}: the rows are missing`, {
    hint: "Pass an array of records or a DataFrame.",
  });
}

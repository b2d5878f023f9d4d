/** Converts rows of any supported form to records. */

export type LooseRecord = Readonly<Record<string, unknown>>;

/** The shape that danfojs' DataFrame shares with others; showing one needs no package. */
export interface Frame {
  readonly columns: readonly string[];
  readonly values: unknown;
}

/** Records, a DataFrame, or arrays of which the first holds the column names; undefined for anything else. */
export function recordsOf(rows: unknown): readonly LooseRecord[] | undefined {
  if (Array.isArray(rows)) {
    const [head, ...body] = rows as readonly unknown[];
    return Array.isArray(head) ? named(head.map(String), body) : (rows as readonly LooseRecord[]);
  }
  const { columns, values } = (rows as Partial<Frame> | null | undefined) ?? {};
  return Array.isArray(columns) && Array.isArray(values) ? named(columns, values) : undefined;
}

const named = (names: readonly string[], rows: readonly unknown[]): readonly LooseRecord[] =>
  rows.map((row) => {
    const cells: readonly unknown[] = Array.isArray(row) ? row : [row];
    return Object.fromEntries(names.map((name, index) => [name, cells[index]]));
  });

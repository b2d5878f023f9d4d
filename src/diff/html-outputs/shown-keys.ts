import type { BlockOf } from "../match/blocks.js";
import { keyColumns, namesRows, rowMark, type PlainRow } from "../rows/key-columns.js";

type Table = BlockOf<"table">;

/**
 * Both states of a shown table with one key: the names of their rows if they tell the rows apart. A counted index
 * (0, 1, 2 …) names places, not rows: there columns of words, and of numbers that did not change, are tried first.
 */
export function withOneKey(before: Table, after: Table): { readonly before: Table; readonly after: Table } {
  const keyed = (key: readonly string[]) => ({
    before: { ...before, key: [...key] },
    after: { ...after, key: [...key] },
  });
  const [earlier, later] = [plainRows(before), plainRows(after)];
  const labels = before.key.filter((field) => after.key.includes(field));
  const isCounted = labels.length === 1 && isCount(labels, earlier) && isCount(labels, later);
  if (labels.length > 0 && !isCounted && isUnique(earlier, labels) && isUnique(later, labels))
    return keyed(labels);
  const shared = fieldsOf(before).filter((field) => fieldsOf(after).includes(field));
  const candidates = shared.filter(
    (field) => !(isCounted && labels.includes(field)) && namesRows(field, earlier, later),
  );
  const key = keyColumns(earlier, later, candidates, isCounted ? [] : labels);
  return keyed(key.length > 0 && isUnique(earlier, key) && isUnique(later, key) ? key : labels);
}

const fieldsOf = ({ columns }: Table): readonly string[] => columns.map(({ field }) => field);

function plainRows(table: Table): readonly PlainRow[] {
  const fields = fieldsOf(table);
  return table.rows.map((cells) =>
    Object.fromEntries(
      fields.map((field, index) => {
        const raw = cells[index]?.raw ?? null;
        return [field, Array.isArray(raw) ? raw.join() : raw];
      }),
    ),
  );
}

/** 0, 1, 2 … or 1, 2, 3 …, as pandas and R number rows. */
function isCount([field = ""]: readonly string[], rows: readonly PlainRow[]): boolean {
  const first = rows[0]?.[field];
  return (first === 0 || first === 1) && rows.every((row, index) => row[field] === first + index);
}

function isUnique(rows: readonly PlainRow[], columns: readonly string[]): boolean {
  return new Set(rows.map((row) => rowMark(row, columns))).size === rows.length;
}

import * as z from "zod";
import type { StoredReport } from "../../report/stored-report.js";
import type { BlockOf } from "../match/blocks.js";
import { arrow, muted, plain, type Detail, type Span } from "./description.js";
import type { Reports } from "./kind.js";
import { delta, raw, type ChangeBase, type Immutable } from "./shapes.js";

type Table = BlockOf<"table">;

const cell = z.strictObject({ raw, text: z.string(), format: z.literal("holds").optional() });
export const row = z.strictObject({ name: z.string(), key: z.array(raw) });
export const cells = z
  .array(
    z.strictObject({
      row,
      field: z.string(),
      column: z.string(),
      was: cell,
      is: cell,
      delta: delta.optional(),
    }),
  )
  .describe("greatest relative change first");
export type RowName = Immutable<z.infer<typeof row>>;
export type CellChange = Immutable<z.infer<typeof cells>>[number];

interface RowChanges extends ChangeBase {
  readonly cells: readonly CellChange[];
  readonly rowsAdded: readonly RowName[];
  readonly rowsRemoved: readonly RowName[];
  readonly keyChanged?: unknown;
}

/**
 * The rows that differ as they stand in the table, with all their columns; undefined where its rows cannot be
 * distinguished by a key that both sides share.
 */
export function wholeRows(change: RowChanges, { before, after }: Reports): readonly Detail[] | undefined {
  const [earlier, later] = [tableOf(before, change.renamed?.from ?? change.id), tableOf(after, change.id)];
  if (earlier === undefined || later === undefined || change.status !== "changed") return undefined;
  const { cells, rowsAdded, rowsRemoved, keyChanged } = change;
  if (keyChanged !== undefined || later.key.length === 0) return undefined;
  const marks = (rows: readonly RowName[]) => new Set(rows.map(({ key }) => JSON.stringify(key)));
  const [added, removed] = [marks(rowsAdded), marks(rowsRemoved)];
  const changed = new Map<string, Map<string, CellChange>>();
  for (const cell of cells) {
    const mark = JSON.stringify(cell.row.key);
    changed.set(mark, (changed.get(mark) ?? new Map<string, CellChange>()).set(cell.field, cell));
  }
  const spansOf = (table: Table, row: Table["rows"][number], status: "added" | "removed" | undefined) => {
    const changes = changed.get(rowMark(table, row));
    return later.columns.map(({ field }) => {
      const at = table.columns.findIndex((each) => each.field === field);
      return cellSpans(row[at]?.text ?? "", changes?.get(field), status);
    });
  };
  const current = later.rows.flatMap((row) => {
    const mark = rowMark(later, row);
    const status = added.has(mark) ? "added" : undefined;
    return status === undefined && !changed.has(mark) ? [] : [spansOf(later, row, status)];
  });
  const gone = earlier.rows
    .filter((row) => removed.has(rowMark(earlier, row)))
    .map((row) => spansOf(earlier, row, "removed"));
  // Rows that were not found would be lost.
  if (current.length + gone.length !== added.size + changed.size + removed.size) return undefined;
  if (current.length + gone.length === 0) return undefined;
  const columns = later.columns.map(({ title, unit, align }) => ({
    title: unit === undefined ? title : `${title} (${unit})`,
    align: align === "left" ? ("left" as const) : ("right" as const),
  }));
  return [{ kind: "grid", noun: "row", columns, rows: [...current, ...gone] }];
}

function cellSpans(
  text: string,
  change: CellChange | undefined,
  status: "added" | "removed" | undefined,
): readonly Span[] {
  if (change === undefined) return [status === undefined ? plain(text) : { text, mark: status }];
  const { was, is, delta } = change;
  const spans = arrow(was.text || undefined, is.text || undefined, "(empty)");
  return delta === undefined ? spans : [...spans, muted(` ${delta.text}`)];
}

function tableOf({ sections }: StoredReport, id: string): Table | undefined {
  return sections
    .flatMap(({ blocks }) => blocks)
    .find((block): block is Table => block.kind === "table" && block.id === id);
}

/** As the comparison names rows: the key's cells in the order of the columns. */
function rowMark({ columns, key }: Table, row: Table["rows"][number]): string {
  return JSON.stringify(
    columns.flatMap(({ field }, index) => (key.includes(field) ? [row[index]?.raw ?? null] : [])),
  );
}

/** Cells that differ, each with the name of its row. */
export function cellGrid(cells: readonly CellChange[]): readonly Detail[] {
  if (cells.length === 0) return [];
  return [
    {
      kind: "grid",
      noun: "cell",
      columns: [
        { title: "Row", align: "left" },
        { title: "Column", align: "left" },
        { title: "Before → after", align: "right" },
        { title: "Change", align: "right" },
      ],
      rows: cells.map(({ row, column, was, is, delta }) => [
        [plain(row.name)],
        [plain(column)],
        arrow(was.text || undefined, is.text || undefined, "(empty)"),
        [plain(delta?.text ?? "")],
      ]),
    },
  ];
}

/** Compares two editions of a table: rows added, removed and changed, and the new contents of the columns. */
import type { Cell, DataRow, Resource } from "../../authoring/load/schema.js";
import type { TableFile } from "../../authoring/load/table-file.js";
import { compareRows, unequal } from "../../engine/diff/match/compare-rows.js";
import { omit } from "../../lib/omit.js";
import { own } from "../../lib/own.js";
import { readFacts, type ColumnFacts, type TableFacts } from "./table-facts.js";

export interface Edition {
  readonly table: TableFile;
  readonly resource: Resource;
}

interface ChangedCells {
  readonly column: string;
  readonly count: number;
  /** The first of them: its row, and the cell before and after. */
  readonly key: string;
  readonly before: Cell;
  readonly after: Cell;
}

export type EditionChanges = Awaited<ReturnType<typeof compareEditions>>;
export type RowChanges = EditionChanges["rows"];
export type Counted = RowChanges["added"];
export type RangeChange = EditionChanges["ranges"][number];

const shown = 5;

export async function compareEditions(before: Edition, after: Edition) {
  const names = new Set(after.resource.fields.map(({ name }) => name));
  const common = before.resource.fields.map(({ name }) => name).filter((name) => names.has(name));
  const key = before.resource.primaryKey.every((name) => names.has(name)) ? before.resource.primaryKey : [];
  const old = await readRows(before);
  const now = await readRows(after);
  const compared = compareRows(old.rows, now.rows, {
    key: key.length > 0 ? key : common,
    columns: common,
    keyValue: cellText,
    differenceOf: (one, two) => unequal(cellText(one), cellText(two)),
  });
  const exampleOf = ({ cells }: EditionRow): string =>
    (key.length > 0 ? key : common.slice(0, 4)).map((name) => String(own(cells, name) ?? "")).join(", ");
  const counted = (wanted: "added" | "removed") => {
    const rows = compared.filter(({ status }) => status === wanted);
    /** The first of them. */
    const examples = rows.slice(0, shown).map(({ later }) => exampleOf(later));
    return { count: rows.length, examples };
  };
  const changed = compared.filter(({ cells }) => cells.length > 0);
  const cells = new Map<string, ChangedCells>();
  for (const { later, cells: differing } of changed)
    for (const { column, before = null, after = null } of differing) {
      const known = cells.get(column) ?? { column, count: 0, key: exampleOf(later), before, after };
      cells.set(column, { ...known, count: known.count + 1 });
    }
  return {
    rowsBefore: old.facts.rows,
    rows: {
      /** Columns by which rows are paired; without any, a changed row counts as one removed and one added. */
      key,
      added: counted("added"),
      removed: counted("removed"),
      /** Rows with a different cell in a column that both editions have. */
      changed: changed.length,
      cells: [...cells.values()],
    },
    ranges: rangeChanges(old.facts, now.facts),
  };
}

interface EditionRow {
  readonly cells: DataRow;
}

async function readRows({ table, resource }: Edition) {
  const rows: EditionRow[] = [];
  const facts = await readFacts(table, resource, ({ row }) => {
    rows.push({ cells: row });
  });
  return { rows, facts };
}

/** Columns of both editions whose minimum, maximum or number of missing values differs. */
function rangeChanges(before: TableFacts, after: TableFacts) {
  return before.columns.flatMap((old) => {
    const now = after.columns.find(({ name }) => name === old.name);
    if (now === undefined) return [];
    const isSame = old.least === now.least && old.greatest === now.greatest && old.missing === now.missing;
    return isSame ? [] : [{ column: old.name, before: rangeOf(old), after: rangeOf(now) }];
  });
}

const rangeOf = (column: ColumnFacts) => omit(column, "name", "examples");

/** A column converted to text still has the same content. */
const cellText = (cell: Cell | undefined): string | null =>
  cell === undefined || cell === null ? null : String(cell);

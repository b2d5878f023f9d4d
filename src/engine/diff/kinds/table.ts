import * as z from "zod";
import type { TableCell, TableColumn } from "../../../model/display.js";
import { withOneKey } from "../foreign/shown-table.js";
import { isShownTable, type BlockOf } from "../match/blocks.js";
import { byMark, movedPairs, pairByMarks } from "../match/pairing.js";
import { isSameRaw, rawChange } from "../numbers.js";
import { shorten } from "../words/phrases.js";
import { blockFields, plainWords } from "../words/tokens.js";
import { blockChanges, changedTexts, type BlockStates } from "./changes.js";
import {
  addedAndRemoved,
  arrow,
  cellGrid,
  lineDetail,
  nameDetails,
  plain,
  textDetails,
  type Detail,
} from "./description.js";
import { greatestSize, onlyPlaced, relativeSize, type Kind } from "./kind.js";
import { base, delta, optionalText, raw, strings, texts, type Immutable } from "./shapes.js";

type Table = BlockOf<"table">;
type Cells = readonly TableCell[];

const column = z.strictObject({
  field: z.string(),
  title: z.string(),
  unit: optionalText,
  align: z.enum(["left", "right", "center"]),
});
const cell = z.strictObject({ raw, text: z.string(), format: z.literal("holds").optional() });
const row = z.strictObject({ name: z.string(), key: z.array(raw) });
const cells = z
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
const schema = z.strictObject({
  ...base,
  kind: z.literal("table"),
  rowsAdded: z.array(row),
  rowsRemoved: z.array(row),
  rowsMoved: z.array(row),
  columnsAdded: z.array(column),
  columnsRemoved: z.array(column),
  columnsChanged: z.array(z.strictObject({ was: column, is: column })),
  columnsMoved: strings,
  keyChanged: z.strictObject({ was: strings, is: strings }).optional(),
  cells,
  texts,
});
/** A row by its key (all its cells where the table has none); moved rows and columns stand in another order. */
export type TableChange = Immutable<z.infer<typeof schema>>;
type RowName = TableChange["rowsAdded"][number];
type CellChange = TableChange["cells"][number];
type TableDifference = Omit<TableChange, keyof typeof base | "kind" | "texts">;

export const table: Kind<TableChange> = {
  schema,
  nouns: ["table", "tables"],
  compare: (context) =>
    blockChanges(context, ["table"], (states) => {
      const { before, after, later, report } = states;
      const isShown = isShownTable(later);
      const isCompared = before !== undefined && after !== undefined && before !== after;
      const difference = isCompared ? differenceOf(before, after, states) : nothing;
      const texts = changedTexts(before, after, blockFields, context);
      const titleOf = () =>
        isShown ? `Table of cell ${later.cell}` : shorten(plainWords(later.title ?? later.caption, report));
      return {
        differs: differs({ ...difference, texts }),
        facts: () => ({ kind: "table" as const, title: titleOf() || later.id, ...difference, texts }),
      };
    }),
  describe: (change) => ({
    details: [
      ...cellGrid(
        "cell",
        "Row",
        change.cells.map(({ row, column, was, is, delta }) => ({
          row: row.name,
          column,
          states: arrow(was.text || undefined, is.text || undefined, "(empty)"),
          delta,
        })),
      ),
      ...addedAndRemoved("rows", namesOf(change.rowsAdded), namesOf(change.rowsRemoved)),
      ...frameDetails(change),
      ...textDetails(change.texts),
    ],
  }),
  weigh: (change) => {
    if (change.cells.length > 0 || hasOtherRows(change)) return { rank: 3, size: greatestSize(change.cells) };
    return differs(change) ? { rank: 7, size: 0 } : onlyPlaced;
  },
  presence: 10,
  headline: "changed",
  role: "block",
  numbers: (change) => ({ deltas: change.cells.map(({ delta }) => delta), hasOthers: hasOtherRows(change) }),
};

function hasOtherRows({ rowsAdded, rowsRemoved, columnsAdded, columnsRemoved }: TableDifference): boolean {
  return [rowsAdded, rowsRemoved, columnsAdded, columnsRemoved].some((list) => list.length > 0);
}

/** Whether anything but its name and place does. */
function differs(difference: Omit<TableChange, keyof typeof base | "kind">): boolean {
  const { rowsMoved, columnsChanged, columnsMoved, cells, texts, keyChanged } = difference;
  const lists = [rowsMoved, columnsChanged, columnsMoved, cells, texts];
  return hasOtherRows(difference) || lists.some((list) => list.length > 0) || keyChanged !== undefined;
}

const nothing: TableDifference = {
  rowsAdded: [],
  rowsRemoved: [],
  rowsMoved: [],
  columnsAdded: [],
  columnsRemoved: [],
  columnsChanged: [],
  columnsMoved: [],
  cells: [],
};

function differenceOf(
  first: Table,
  second: Table,
  { tolerance, onWithin }: BlockStates<Table>,
): TableDifference {
  const { before, after } = isShownTable(second)
    ? withOneKey(first, second)
    : { before: first, after: second };
  const columns = pairByMarks<TableColumn>(before.columns, after.columns, [
    byMark(({ field }) => field),
    byMark(({ title }) => title),
  ]);
  const place = (table: Table, { field }: TableColumn) =>
    table.columns.findIndex((each) => each.field === field);
  const columnPairs = columns.pairs.map((each) => ({
    was: each.before,
    is: each.after,
    before: place(before, each.before),
    after: place(after, each.after),
    label: each.after.field < each.before.field ? each.after.field : each.before.field,
  }));
  const keyPairs = columnPairs.filter(
    ({ was, is }) => after.key.includes(is.field) && before.key.includes(was.field),
  );
  // Where the two sides have no key in common, rows are recognised by all that they say.
  const marks = keyPairs.length > 0 ? keyPairs : columnPairs;
  const markOf = (cells: Cells, side: "before" | "after") =>
    JSON.stringify(marks.map((each) => cells[each[side]]?.raw ?? null));
  const nameOf = (cells: Cells, side: "before" | "after"): RowName => {
    const found = [...marks].sort((a, b) => a[side] - b[side]).flatMap((each) => cells[each[side]] ?? []);
    return { name: found.map(({ text }) => text).join(", "), key: found.map(({ raw }) => raw) };
  };
  const indexed = (rows: Table["rows"]) => rows.map((cells, index) => ({ cells, index }));
  const rows = pairByMarks(indexed(before.rows), indexed(after.rows), [
    { before: ({ cells }) => markOf(cells, "before"), after: ({ cells }) => markOf(cells, "after") },
  ]);
  const placed = rows.pairs.map((each) => ({
    before: each.before.index,
    after: each.after.index,
    label: markOf(each.after.cells, "after"),
    cells: each.after.cells,
  }));
  const cells = rows.pairs.flatMap((row) =>
    columnPairs.flatMap((at): readonly CellChange[] => {
      const [was, is] = [row.before.cells[at.before], row.after.cells[at.after]];
      if (was === undefined || is === undefined) return [];
      if (isSameRaw(was.raw, is.raw) && was.text === is.text) return [];
      const wording = { format: formatOf(was.text, is.text), unit: at.is.unit, texts: [was.text, is.text] };
      const change = rawChange(was.raw, is.raw, tolerance, wording);
      if (change === undefined) {
        onWithin();
        return [];
      }
      const column = at.is.title === "" ? at.was.title : at.is.title;
      return [{ row: nameOf(row.after.cells, "after"), field: at.is.field, column, was, is, ...change }];
    }),
  );
  const keyChanged = JSON.stringify(before.key) !== JSON.stringify(after.key);
  return {
    rowsAdded: rows.added.map((row) => nameOf(row.cells, "after")),
    rowsRemoved: rows.removed.map((row) => nameOf(row.cells, "before")),
    rowsMoved: [...movedPairs(placed)].map((row) => nameOf(row.cells, "after")),
    columnsAdded: columns.added,
    columnsRemoved: columns.removed,
    columnsChanged: columnPairs
      .filter(({ was, is }) => JSON.stringify(was) !== JSON.stringify(is))
      .map(({ was, is }) => ({ was, is })),
    columnsMoved: [...movedPairs(columnPairs)].map(({ is }) => is.field),
    ...(keyChanged && { keyChanged: { was: before.key, is: after.key } }),
    cells: [...cells].sort((a, b) => relativeSize(b.delta) - relativeSize(a.delta)),
  };
}

/** A table keeps no format of its cells; their texts distinguish shares and points from other numbers. */
function formatOf(...texts: readonly string[]): string {
  if (texts.every((text) => text.endsWith("%"))) return "percent";
  return texts.every((text) => text.endsWith("points")) ? "points" : "number";
}

const namesOf = (rows: readonly RowName[]): readonly string[] => rows.map(({ name }) => name);

/** Columns that were added, removed or changed, and what stands in another order. */
function frameDetails(table: TableDifference): readonly Detail[] {
  const titles = (columns: TableDifference["columnsAdded"]) => columns.map(({ title }) => title);
  const keyOf = (fields: readonly string[]) => fields.join(", ") || undefined;
  const { keyChanged } = table;
  return [
    ...addedAndRemoved("columns", titles(table.columnsAdded), titles(table.columnsRemoved)),
    ...table.columnsChanged.flatMap(({ was, is }) =>
      (["field", "title", "unit", "align"] as const)
        .filter((name) => was[name] !== is[name])
        .map((name) => lineDetail([plain(`${name} `), ...arrow(was[name], is[name])], `column ${is.title}`)),
    ),
    ...nameDetails("rows in another order", namesOf(table.rowsMoved)),
    ...nameDetails("columns in another order", table.columnsMoved),
    ...(keyChanged === undefined
      ? []
      : [lineDetail(arrow(keyOf(keyChanged.was), keyOf(keyChanged.is)), "key")]),
  ];
}

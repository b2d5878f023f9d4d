import * as z from "zod";
import type { TableCell, TableColumn } from "../../../model/display.js";
import { omit } from "../../report/omit.js";
import { withOneKey } from "../html-outputs/shown-table.js";
import { isShownTable, type BlockOf, type Placed } from "../match/blocks.js";
import { byMark, movedPairs, pairByMarks } from "../match/pairing.js";
import { amountOf, isWithin, isSameRaw } from "../numbers/amounts.js";
import { numberDelta } from "../numbers/delta.js";
import { compareFields } from "../words/compare-texts.js";
import { blockFields } from "../words/fields.js";
import { plainWords } from "../words/tokens.js";
import {
  arrow,
  cameAndWent,
  lineDetail,
  nameDetails,
  plain,
  textDetails,
  type Detail,
} from "./description.js";
import {
  blockBase,
  blockPairs,
  countedPhrase,
  greatestSize,
  relativeSize,
  shorten,
  toleranceOf,
  type BlockPair,
  type Draft,
  type Kind,
  type KindContext,
} from "./kind.js";
import { base, delta, raw, strings, texts, type Immutable } from "./shapes.js";

type Table = BlockOf<"table">;
type Cells = readonly TableCell[];

const cell = z.strictObject({ raw, text: z.string(), format: z.literal("holds").optional() });
const column = z.strictObject({
  field: z.string(),
  title: z.string(),
  unit: z.string().optional(),
  align: z.enum(["left", "right", "center"]),
});
const row = z.strictObject({ name: z.string(), key: z.array(raw) });
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
  cells: z
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
    .describe("greatest relative change first"),
  texts,
});
/** A row by its key (all its cells where the table has none); moved rows and columns stand in another order. */
export type TableChange = Immutable<z.infer<typeof schema>>;
type TableDifference = Omit<TableChange, keyof typeof base | "kind">;
export type CellChange = TableChange["cells"][number];
export type RowName = CellChange["row"];

export const table: Kind<TableChange> = {
  schema,
  nouns: ["table", "tables"],
  compare: (context) => blockPairs(context, "table").flatMap((pair) => compareTable(pair, context) ?? []),
  describe: (change) => ({
    details: [...cellGrid(change.cells), ...frameDetails(change), ...textDetails(change.texts)],
  }),
  weigh: (change) => {
    if (change.cells.length > 0 || hasOtherRows(change)) return { rank: 3, size: greatestSize(change.cells) };
    return { rank: differs(change) ? 7 : 11, size: 0 };
  },
  weightOfPresence: 10,
  headline: "counts",
  tally: (changes) => ({
    phrases: countedPhrase(changes.filter(({ status }) => status === "changed").length, "changed", "table"),
  }),
  role: "block",
  isWritten: (change) => change.status === "changed" && !differs(change),
  numbers: (change) => ({ deltas: change.cells.map(({ delta }) => delta), hasOthers: hasOtherRows(change) }),
};

function hasOtherRows({ rowsAdded, rowsRemoved, columnsAdded, columnsRemoved }: TableDifference): boolean {
  return [rowsAdded, rowsRemoved, columnsAdded, columnsRemoved].some((list) => list.length > 0);
}

/** Whether anything but its name and place does. */
function differs(difference: TableDifference): boolean {
  const { rowsMoved, columnsChanged, columnsMoved, cells, texts, keyChanged } = difference;
  const lists = [rowsMoved, columnsChanged, columnsMoved, cells, texts];
  return hasOtherRows(difference) || lists.some((list) => list.length > 0) || keyChanged !== undefined;
}

function compareTable(pair: BlockPair<Placed<Table>>, context: KindContext): Draft<TableChange> | undefined {
  const [before, after] = [pair.before?.block, pair.after?.block];
  const later = (pair.after ?? pair.before).block;
  const isShown = isShownTable(later);
  const full = blockBase(pair, context, ({ block }) => (block as Table).id);
  // Ids of tables that a cell displays as HTML are made from their place: nobody refers to them.
  const base: typeof full = isShown ? omit(full, "renamed") : full;
  const both = before && after && (isShown ? withOneKey(before, after) : { before, after });
  const within = () => {
    context.withinTolerance(full.before, full.after);
  };
  const difference = both ? differenceOf(both.before, both.after, context, within) : nothing;
  if (both && !differs(difference) && base.renamed === undefined && base.moved === undefined)
    return undefined;
  const side = after === undefined ? context.before : context.after;
  const title = isShown
    ? `Table of cell ${later.cell}`
    : shorten(plainWords(later.title ?? later.caption, side));
  return { ...base, kind: "table", title: title === "" ? later.id : title, ...difference };
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
  texts: [],
};

function differenceOf(
  before: Table,
  after: Table,
  context: KindContext,
  onWithin: () => void,
): TableDifference {
  const columns = pairByMarks<TableColumn>(before.columns as TableColumn[], after.columns as TableColumn[], [
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
  const indexed = (rows: Table["rows"]) => rows.map((cells, index) => ({ cells, index }));
  const markOf = (cells: Cells, side: "before" | "after") =>
    JSON.stringify(marks.map((each) => cells[each[side]]?.raw ?? null));
  const rows = pairByMarks(indexed(before.rows), indexed(after.rows), [
    { before: ({ cells }) => markOf(cells, "before"), after: ({ cells }) => markOf(cells, "after") },
  ]);
  const nameOf = (cells: Cells, side: "before" | "after"): RowName => {
    const own = [...marks].sort((a, b) => a[side] - b[side]);
    const found = own.flatMap((each) => cells[each[side]] ?? []);
    return { name: found.map(({ text }) => text).join(", "), key: found.map(({ raw }) => raw) };
  };
  const moved = movedPairs(
    rows.pairs.map((each) => ({
      before: each.before.index,
      after: each.after.index,
      label: markOf(each.after.cells, "after"),
      cells: each.after.cells,
    })),
  );
  const tolerance = toleranceOf(context, after.id, before.id);
  const cells = rows.pairs.flatMap((row) =>
    columnPairs.flatMap((at): readonly CellChange[] => {
      const [was, is] = [row.before.cells[at.before], row.after.cells[at.after]];
      if (was === undefined || is === undefined) return [];
      if (isSameRaw(was.raw, is.raw) && was.text === is.text) return [];
      const [from, to] = [amountOf(was.raw), amountOf(is.raw)];
      const areNumbers = from !== undefined && to !== undefined && !isSameRaw(was.raw, is.raw);
      if (areNumbers && isWithin(from, to, tolerance)) {
        onWithin();
        return [];
      }
      const wording = { format: formatOf(was.text, is.text), unit: at.is.unit, texts: [was.text, is.text] };
      return [
        {
          row: nameOf(row.after.cells, "after"),
          field: at.is.field,
          column: at.is.title === "" ? at.was.title : at.is.title,
          was,
          is,
          ...(areNumbers && { delta: numberDelta(from, to, wording) }),
        },
      ];
    }),
  );
  const keyChanged = JSON.stringify(before.key) !== JSON.stringify(after.key);
  return {
    rowsAdded: rows.added.map((row) => nameOf(row.cells, "after")),
    rowsRemoved: rows.removed.map((row) => nameOf(row.cells, "before")),
    rowsMoved: [...moved].map((row) => nameOf(row.cells, "after")),
    columnsAdded: columns.added,
    columnsRemoved: columns.removed,
    columnsChanged: columnPairs.flatMap(({ was, is }) =>
      JSON.stringify(was) === JSON.stringify(is) ? [] : [{ was, is }],
    ),
    columnsMoved: [...movedPairs(columnPairs)].map(({ is }) => is.field),
    ...(keyChanged && { keyChanged: { was: before.key, is: after.key } }),
    cells: [...cells].sort((a, b) => relativeSize(b.delta) - relativeSize(a.delta)),
    texts: compareFields(blockFields(before), blockFields(after), context).texts,
  };
}

/** A table keeps no format of its cells; how they read tells shares and points from other numbers. */
function formatOf(...texts: readonly string[]): string {
  if (texts.every((text) => text.endsWith("%"))) return "percent";
  return texts.every((text) => text.endsWith("points")) ? "points" : "number";
}

const nameOf = ({ name }: RowName): string => name;
const titleOf = ({ title }: { readonly title: string }): string => title;

/** Rows and columns that came, went or moved. */
function frameDetails(table: TableDifference): readonly Detail[] {
  const { columnsMoved, rowsMoved, columnsChanged, keyChanged } = table;
  return [
    ...cameAndWent("rows", table.rowsAdded.map(nameOf), table.rowsRemoved.map(nameOf)),
    ...cameAndWent("columns", table.columnsAdded.map(titleOf), table.columnsRemoved.map(titleOf)),
    ...columnsChanged.flatMap(({ was, is }) =>
      (["field", "title", "unit", "align"] as const)
        .filter((name) => was[name] !== is[name])
        .map((name) => lineDetail([plain(`${name} `), ...arrow(was[name], is[name])], `column ${is.title}`)),
    ),
    ...nameDetails("rows in another order", rowsMoved.map(nameOf)),
    ...nameDetails("columns in another order", columnsMoved),
    ...(keyChanged === undefined
      ? []
      : [
          lineDetail(
            arrow(keyChanged.was.join(", ") || undefined, keyChanged.is.join(", ") || undefined),
            "key",
          ),
        ]),
  ];
}

function cellGrid(cells: TableDifference["cells"]): readonly Detail[] {
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

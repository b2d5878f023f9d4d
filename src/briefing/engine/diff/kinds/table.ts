import * as z from "zod";
import { raw, tableCell, tableColumn } from "../../../model/emitted.js";
import { spokenText } from "../../../model/guard.js";
import type { SideName } from "../briefing.js";
import { keyOfShown } from "../outputs/html-tables.js";
import { isShownTable, type BlockOf } from "../match/blocks.js";
import { compareRows } from "../match/compare-rows.js";
import { movedItems, pairByMarks, type States } from "../match/pairing.js";
import { greatestSize, isSameRaw, rawChange, readable, relativeSize } from "../numbers.js";
import { plainWords, shorten } from "../words/tokens.js";
import { blockChanges, type BlockStates } from "./block-changes.js";
import {
  addedAndRemoved,
  arrow,
  cellGrid,
  lineDetail,
  nameDetails,
  plain,
  textDetails,
  type Detail,
  type Span,
} from "./description.js";
import { counting, onlyPlaced, type Draft, type Kind } from "./kind.js";
import { base, delta, strings, texts, type DeepReadonly } from "../shapes.js";
import { own } from "../../../lib/own.js";

type Table = BlockOf<"table">;

const row = z.strictObject({ name: z.string(), key: z.array(raw) });
const cell = z.strictObject({
  row,
  field: z.string(),
  column: z.string(),
  was: tableCell.strict(),
  is: tableCell.strict(),
  delta: delta.optional(),
});
const column = tableColumn.strict();
const schema = z.strictObject({
  ...base,
  kind: z.literal("table"),
  rowsAdded: z.array(row),
  rowsRemoved: z.array(row),
  rowsMoved: z.array(row),
  rowsRenamed: z
    .array(z.strictObject({ was: row, is: row }))
    .optional()
    .describe("the same cells under another name"),
  columnsAdded: z.array(column),
  columnsRemoved: z.array(column),
  columnsChanged: z.array(z.strictObject({ was: column, is: column })),
  columnsMoved: strings,
  cells: z.array(cell).describe("greatest relative change first"),
  texts,
});
/** Rows are named by their keys (all their cells if the table has none); moved rows and columns changed order. */
type TableChange = DeepReadonly<z.infer<typeof schema>>;
type RowName = TableChange["rowsAdded"][number];
type CellChange = TableChange["cells"][number];
type TableDifference = Omit<TableChange, keyof typeof base | "kind" | "texts">;

export const table: Kind<TableChange> = {
  schema,
  nouns: ["table", "tables"],
  compare: (context) =>
    blockChanges(context, ["table"], (states) => {
      const { later, report, texts } = states;
      const difference = { ...differenceOf(states), texts };
      const titleOf = () =>
        isShownTable(later)
          ? `Table of cell ${later.cell}`
          : shorten(plainWords(later.title ?? later.caption, report));
      return {
        differs: hasContent(difference),
        facts: () => ({ kind: "table" as const, title: titleOf() || later.id, ...difference }),
      };
    }),
  describe: (change) => {
    const cells = change.cells.map(({ row, column, was, is, delta }) => ({
      row: row.name,
      column,
      states: cellStates(was, is),
      delta,
    }));
    return {
      details: [
        ...cellGrid("cell", "Row", cells),
        ...addedAndRemoved("rows", namesOf(change.rowsAdded), namesOf(change.rowsRemoved)),
        ...(change.rowsRenamed ?? []).map(({ was, is }) =>
          lineDetail(arrow(was.name, is.name), "row renamed"),
        ),
        ...columnDetails(change),
        ...nameDetails("rows in another order", namesOf(change.rowsMoved)),
        ...nameDetails("columns in another order", change.columnsMoved),
        ...textDetails(change.texts),
      ],
    };
  },
  weigh: (change) => {
    if (isUnprinted(change)) return { rank: 8, size: 0 };
    if (change.cells.length > 0 || hasOtherRows(change)) return { rank: 3, size: greatestSize(change.cells) };
    if (isReordered(change)) return { rank: 10, size: 0 };
    return hasContent(change) ? { rank: 7, size: 0 } : onlyPlaced;
  },
  presence: 10,
  headline: counting<TableChange>(
    ["changed", "table", (change) => !isReordered(change) && !isUnprinted(change)],
    ["changed below the printed digits", "table", (change) => isUnprinted(change)],
  ),
  isUnprinted: (change) => isUnprinted(change),
  role: "block",
  numbers: (change) => ({ deltas: change.cells.map(({ delta }) => delta), hasOthers: hasOtherRows(change) }),
};

type CellState = CellChange["was"];

/** As printed, or, if both are printed in the same way, with as many digits as it takes to see the difference. */
function cellStates(was: CellState, is: CellState): readonly Span[] {
  const before = spokenText(was);
  const after = spokenText(is);
  if (before === after && typeof was.raw === "number" && typeof is.raw === "number")
    return [plain(`${after}, unrounded `), ...arrow(...readable(was.raw, is.raw))];
  return arrow(before || undefined, after || undefined, "(empty)");
}

/** Whether its numbers differ only in digits that are not printed, and nothing else differs. */
function isUnprinted(change: TableDifference & Pick<Draft<TableChange>, "texts" | "status">): boolean {
  const isSame = ({ was, is }: CellChange) => spokenText(was) === spokenText(is);
  return (
    change.status === "changed" &&
    change.cells.length > 0 &&
    change.cells.every(isSame) &&
    !hasContent({ ...change, cells: [] })
  );
}

const namesOf = (rows: readonly RowName[]): readonly string[] => rows.map(({ name }) => name);

function columnDetails({ columnsAdded, columnsRemoved, columnsChanged }: TableChange): readonly Detail[] {
  const titles = (columns: TableChange["columnsAdded"]) => columns.map(({ title }) => title);
  return [
    ...addedAndRemoved("columns", titles(columnsAdded), titles(columnsRemoved)),
    ...columnsChanged.flatMap(({ was, is }) =>
      (["field", "title", "unit", "align"] as const)
        .filter((name) => was[name] !== is[name])
        .map((name) => lineDetail([plain(`${name} `), ...arrow(was[name], is[name])], `column ${is.title}`)),
    ),
  ];
}

function hasOtherRows({ rowsAdded, rowsRemoved, columnsAdded, columnsRemoved }: TableDifference): boolean {
  return [rowsAdded, rowsRemoved, columnsAdded, columnsRemoved].some((list) => list.length > 0);
}

/** Whether anything except its name and place changed. */
function hasContent(difference: TableDifference & Pick<Draft<TableChange>, "texts">): boolean {
  const { rowsMoved, rowsRenamed = [], columnsChanged, columnsMoved, cells, texts } = difference;
  const lists = [rowsMoved, rowsRenamed, columnsChanged, columnsMoved, cells, texts];
  return hasOtherRows(difference) || lists.some((list) => list.length > 0);
}

/** Whether only the order of its rows and columns changed. */
function isReordered(change: TableDifference & Pick<Draft<TableChange>, "texts">): boolean {
  return hasContent(change) && !hasContent({ ...change, rowsMoved: [], columnsMoved: [] });
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

function differenceOf({ before, after, tolerance }: BlockStates<Table>): TableDifference {
  if (before === undefined || after === undefined || before === after) return nothing;
  const placed = ({ columns }: Table) => columns.map((column, index) => ({ column, index }));
  const columns = pairByMarks({ before: placed(before), after: placed(after) }, [
    ({ column }) => column.field,
    ({ column }) => column.title,
  ]);
  const columnPairs = columns.pairs.map((pair) => ({ pair, was: pair.before.column, is: pair.after.column }));
  const pairOf = new Map(columnPairs.map((each) => [each.is.field, each]));
  const fields = [...pairOf.keys()];
  // The cells of both sides are stored under the later names of the columns.
  const rowsOf = ({ rows }: Table, side: SideName) =>
    rows.map((row, index) => ({
      index,
      cells: Object.fromEntries(columnPairs.map(({ pair, is }) => [is.field, row[pair[side].index]])),
    }));
  const earlier = rowsOf(before, "before");
  const later = rowsOf(after, "after");
  const given = columnPairs.flatMap(({ was, is }) =>
    after.key.includes(is.field) && before.key.includes(was.field) ? is.field : [],
  );
  const found = isShownTable(after) ? keyOfShown({ before: earlier, after: later }, fields, given) : given;
  // If the two sides have no key in common, rows are identified by all their cells.
  const key = found.length > 0 ? found : fields;
  const indexOf = (field: string, side: SideName) => pairOf.get(field)?.pair[side].index ?? 0;
  const nameOf = ({ cells }: (typeof later)[number], side: SideName): RowName => {
    const ordered = key.toSorted((a, b) => indexOf(a, side) - indexOf(b, side));
    const named = ordered.flatMap((field) => own(cells, field) ?? []);
    return { name: named.map(({ text }) => text).join(", "), key: named.map(({ raw }) => raw) };
  };
  const rows = compareRows(earlier, later, {
    key,
    columns: fields,
    keyValue: (cell) => cell?.raw,
    differenceOf: (was, is, field) => {
      if (was === undefined || is === undefined) return undefined;
      if (isSameRaw(was.raw, is.raw) && was.text === is.text) return undefined;
      const texts = [was.text, is.text];
      const wording = { format: formatOf(texts), unit: pairOf.get(field)?.is.unit, texts };
      const change = rawChange(was.raw, is.raw, tolerance, wording);
      return change && { was, is, ...change };
    },
  });
  const cells = rows.flatMap(({ later: row, cells }) =>
    cells.map(({ column: field, difference }): CellChange => {
      const { was, is } = pairOf.get(field) ?? {};
      return { row: nameOf(row, "after"), field, column: is?.title || (was?.title ?? ""), ...difference };
    }),
  );
  const rowPairs = rows.flatMap(({ before, after }) => (before && after ? [{ before, after }] : []));
  const renamed = renamedRows(
    rows,
    fields.filter((field) => !key.includes(field)),
  );
  const isRenamed = new Set(renamed.flatMap(({ before, after }) => [before, after]));
  const others = (wanted: States<unknown>["status"]) =>
    rows.flatMap(({ status, later, side }) =>
      status === wanted && !isRenamed.has(later) ? nameOf(later, side) : [],
    );
  return {
    rowsAdded: others("added"),
    rowsRemoved: others("removed"),
    ...(renamed.length > 0 && {
      rowsRenamed: renamed.map(({ before, after }) => ({
        was: nameOf(before, "before"),
        is: nameOf(after, "after"),
      })),
    }),
    rowsMoved: movedItems(rowPairs, ({ index }) => index).map((row) => nameOf(row, "after")),
    columnsAdded: columns.added.map(({ column }) => column),
    columnsRemoved: columns.removed.map(({ column }) => column),
    columnsChanged: columnPairs.flatMap(({ was, is }) =>
      JSON.stringify(was) === JSON.stringify(is) ? [] : [{ was, is }],
    ),
    columnsMoved: movedItems(columns.pairs, ({ index }) => index).map(({ column }) => column.field),
    cells: cells.sort((a, b) => relativeSize(b.delta) - relativeSize(a.delta)),
  };
}

interface TableRow {
  readonly cells: Readonly<Record<string, CellState | undefined>>;
}

/** Rows that were removed and added with the same cells, apart from their key. */
function renamedRows<R extends TableRow>(rows: readonly States<R>[], fields: readonly string[]) {
  if (fields.length === 0) return [];
  const of = (wanted: States<R>["status"]) =>
    rows.flatMap(({ status, later }) => (status === wanted ? later : []));
  const content = ({ cells }: R) => JSON.stringify(fields.map((field) => own(cells, field)?.raw ?? null));
  return pairByMarks({ before: of("removed"), after: of("added") }, [content]).pairs;
}

/** Tables do not store number formats; the text of a cell shows whether it is a share, points or another number. */
function formatOf(texts: readonly string[]): string {
  if (texts.every((text) => text.endsWith("%"))) return "percent";
  return texts.every((text) => text.endsWith("points")) ? "points" : "number";
}

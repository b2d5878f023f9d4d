import * as z from "zod";
import { raw, tableCell, tableColumn } from "../../../model/emitted.js";
import { spokenText } from "../../../model/guard.js";
import type { TableCell, TableColumn } from "../../../model/display.js";
import type { SideName } from "../briefing.js";
import { withOneKey } from "../foreign/html-tables.js";
import { blockFields, isShownTable, type BlockOf } from "../match/blocks.js";
import { byMark, movedPairs, pairByMarks } from "../match/pairing.js";
import { greatestSize, isSameRaw, rawChange, relativeSize } from "../numbers.js";
import { plainWords, shorten } from "../words/tokens.js";
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
import { onlyPlaced, type Draft, type Kind } from "./kind.js";
import { base, delta, strings, texts, type DeepReadonly } from "./shapes.js";

type Table = BlockOf<"table">;
type Cells = readonly TableCell[];

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
  columnsAdded: z.array(column),
  columnsRemoved: z.array(column),
  columnsChanged: z.array(z.strictObject({ was: column, is: column })),
  columnsMoved: strings,
  cells: z.array(cell).describe("greatest relative change first"),
  texts,
});
/** A row by its key (all its cells where the table has none); moved rows and columns stand in another order. */
type TableChange = DeepReadonly<z.infer<typeof schema>>;
type RowName = TableChange["rowsAdded"][number];
type CellChange = TableChange["cells"][number];
type TableDifference = Omit<TableChange, keyof typeof base | "kind" | "texts">;

export const table: Kind<TableChange> = {
  schema,
  nouns: ["table", "tables"],
  compare: (context) =>
    blockChanges(context, ["table"], (states) => {
      const { later, report } = states;
      const difference = { ...differenceOf(states), texts: changedTexts(states, blockFields, context) };
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
      states: arrow(spokenText(was) || undefined, spokenText(is) || undefined, "(empty)"),
      delta,
    }));
    return {
      details: [
        ...cellGrid("cell", "Row", cells),
        ...addedAndRemoved("rows", namesOf(change.rowsAdded), namesOf(change.rowsRemoved)),
        ...columnDetails(change),
        ...nameDetails("rows in another order", namesOf(change.rowsMoved)),
        ...nameDetails("columns in another order", change.columnsMoved),
        ...textDetails(change.texts),
      ],
    };
  },
  weigh: (change) => {
    if (change.cells.length > 0 || hasOtherRows(change)) return { rank: 3, size: greatestSize(change.cells) };
    return hasContent(change) ? { rank: 7, size: 0 } : onlyPlaced;
  },
  presence: 10,
  headline: "changed",
  role: "block",
  numbers: (change) => ({ deltas: change.cells.map(({ delta }) => delta), hasOthers: hasOtherRows(change) }),
};

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

/** Whether anything but its name and place changed. */
function hasContent(difference: TableDifference & Pick<Draft<TableChange>, "texts">): boolean {
  const { rowsMoved, columnsChanged, columnsMoved, cells, texts } = difference;
  const lists = [rowsMoved, columnsChanged, columnsMoved, cells, texts];
  return hasOtherRows(difference) || lists.some((list) => list.length > 0);
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

function differenceOf(states: BlockStates<Table>): TableDifference {
  const { tolerance, onWithin } = states;
  if (states.before === undefined || states.after === undefined || states.before === states.after)
    return nothing;
  const { before, after } = isShownTable(states.after) ? withOneKey(states.before, states.after) : states;
  if (before === undefined || after === undefined) return nothing;
  const columns = pairByMarks<TableColumn>(before.columns, after.columns, [
    byMark(({ field }) => field),
    byMark(({ title }) => title),
  ]);
  const columnPairs = columns.pairs.map(({ before: was, after: is }) => ({
    was,
    is,
    before: before.columns.indexOf(was),
    after: after.columns.indexOf(is),
    label: [was.field, is.field].sort().join("\n"),
  }));
  const keyPairs = columnPairs.filter(
    ({ was, is }) => after.key.includes(is.field) && before.key.includes(was.field),
  );
  // Where the two sides have no key in common, rows are recognised by all that they say.
  const marks = keyPairs.length > 0 ? keyPairs : columnPairs;
  const markOf = (cells: Cells, side: SideName) =>
    JSON.stringify(marks.map((each) => cells[each[side]]?.raw ?? null));
  const nameOf = (cells: Cells, side: SideName): RowName => {
    const found = [...marks].sort((a, b) => a[side] - b[side]).flatMap((each) => cells[each[side]] ?? []);
    return { name: found.map(({ text }) => text).join(", "), key: found.map(({ raw }) => raw) };
  };
  const rows = pairByMarks<Cells>(before.rows, after.rows, [
    { before: (cells) => markOf(cells, "before"), after: (cells) => markOf(cells, "after") },
  ]);
  const [placesBefore, placesAfter] = [before.rows, after.rows].map(
    (rows) => new Map(rows.map((cells, index) => [cells, index])),
  );
  const placed = rows.pairs.map((row) => ({
    before: placesBefore?.get(row.before) ?? 0,
    after: placesAfter?.get(row.after) ?? 0,
    label: markOf(row.after, "after"),
    cells: row.after,
  }));
  const cells = rows.pairs.flatMap((row) =>
    columnPairs.flatMap((at): readonly CellChange[] => {
      const [was, is] = [row.before[at.before], row.after[at.after]];
      if (was === undefined || is === undefined) return [];
      if (isSameRaw(was.raw, is.raw) && was.text === is.text) return [];
      const texts = [was.text, is.text];
      const wording = { format: formatOf(texts), unit: at.is.unit, texts };
      const change = rawChange(was.raw, is.raw, tolerance, wording);
      if (change === undefined) {
        onWithin();
        return [];
      }
      const column = at.is.title === "" ? at.was.title : at.is.title;
      return [{ row: nameOf(row.after, "after"), field: at.is.field, column, was, is, ...change }];
    }),
  );
  return {
    rowsAdded: rows.added.map((cells) => nameOf(cells, "after")),
    rowsRemoved: rows.removed.map((cells) => nameOf(cells, "before")),
    rowsMoved: [...movedPairs(placed)].map(({ cells }) => nameOf(cells, "after")),
    columnsAdded: columns.added,
    columnsRemoved: columns.removed,
    columnsChanged: columnPairs
      .filter(({ was, is }) => JSON.stringify(was) !== JSON.stringify(is))
      .map(({ was, is }) => ({ was, is })),
    columnsMoved: [...movedPairs(columnPairs)].map(({ is }) => is.field),
    cells: cells.sort((a, b) => relativeSize(b.delta) - relativeSize(a.delta)),
  };
}

/** A table keeps no format of its cells; their texts distinguish shares and points from other numbers. */
function formatOf(texts: readonly string[]): string {
  if (texts.every((text) => text.endsWith("%"))) return "percent";
  return texts.every((text) => text.endsWith("points")) ? "points" : "number";
}

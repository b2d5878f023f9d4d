import type { TableCell, TableColumn } from "../../model/display.js";
import type { TableChange } from "../contract.js";
import type { CellChange, RowName, TableDifference } from "../contract/table.js";
import { amountOf, isWithin } from "../numbers/amounts.js";
import { numberDelta } from "../numbers/delta.js";
import { isSameRaw } from "../numbers/same-raw.js";
import { isShownTable, type BlockOf, type Placed } from "../pair/blocks.js";
import { omit } from "../../report/omit.js";
import { withOneKey } from "../shown/shown-keys.js";
import { movedPairs } from "../pair/moves.js";
import { byMark, pairByMarks } from "../pair/pairing.js";
import { compareFields } from "../words/compare-fields.js";
import { blockFields } from "../words/fields.js";
import { plainWords } from "../words/tokens.js";
import { blockBase, type BlockPair, type KindContext, shorten, toleranceOf } from "./context.js";

type Table = BlockOf<"table">;
type Cells = readonly TableCell[];

export function compareTable(
  pair: BlockPair<Placed<Table>>,
  context: KindContext,
): Omit<TableChange, "why"> | undefined {
  const [was, is] = [pair.was?.block, pair.is?.block];
  const later = is ?? was;
  if (later === undefined) return undefined;
  const isShown = isShownTable(later);
  const full = blockBase(pair, context, ({ block }) => (block as Table).id);
  // Ids of tables that a cell displays as HTML are made from their place: nobody refers to them.
  const base = isShown ? omit(full, "renamed") : full;
  const renamed = isShown ? undefined : full.renamed;
  const sides = was && is && isShown ? withOneKey(was, is) : { was, is };
  const difference = sides.was && sides.is ? differenceOf(sides.was, sides.is, pair, context) : nothing;
  const differs = Object.entries(difference).some(([, found]) => !Array.isArray(found) || found.length > 0);
  if (was && is && !differs && renamed === undefined && base.moved === undefined) return undefined;
  const side = is === undefined ? context.was : context.is;
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

function differenceOf(was: Table, is: Table, pair: BlockPair, context: KindContext): TableDifference {
  const columns = pairByMarks(columnsOf(was), columnsOf(is), [
    byMark(({ field }) => field),
    byMark(({ title }) => title),
  ]);
  const place = (table: Table, { field }: TableColumn) =>
    table.columns.findIndex((each) => each.field === field);
  const columnPairs = columns.pairs.map((each) => ({
    before: each.was,
    after: each.is,
    was: place(was, each.was),
    is: place(is, each.is),
    label: each.is.field < each.was.field ? each.is.field : each.was.field,
  }));
  const keyPairs = columnPairs.filter(
    ({ after, before }) => is.key.includes(after.field) && was.key.includes(before.field),
  );
  // Where the two sides have no key in common, rows are recognised by all that they say.
  const marks = keyPairs.length > 0 ? keyPairs : columnPairs;
  const indexed = (rows: Table["rows"]) => rows.map((cells, index) => ({ cells, index }));
  const markOf = (cells: Cells, at: readonly number[]) =>
    JSON.stringify(at.map((index) => cells[index]?.raw ?? null));
  const rows = pairByMarks(indexed(was.rows), indexed(is.rows), [
    {
      was: ({ cells }) =>
        markOf(
          cells,
          marks.map((each) => each.was),
        ),
      is: ({ cells }) =>
        markOf(
          cells,
          marks.map((each) => each.is),
        ),
    },
  ]);
  const nameOf = (cells: Cells, side: "was" | "is"): RowName => {
    const own = [...marks].sort((a, b) => a[side] - b[side]);
    const found = own.flatMap((each) => cells[each[side]] ?? []);
    return { name: found.map(({ text }) => text).join(", "), key: found.map(({ raw }) => raw) };
  };
  const moved = movedPairs(
    rows.pairs.map((each) => ({
      was: each.was.index,
      is: each.is.index,
      label: markOf(
        each.is.cells,
        marks.map(({ is: at }) => at),
      ),
      cells: each.is.cells,
    })),
  );
  const tolerance = toleranceOf(context, is.id, was.id);
  const within = () => {
    context.withinTolerance(
      blockBase(pair, context, () => is.id).before,
      blockBase(pair, context, () => is.id).after,
    );
  };
  const cells = rows.pairs.flatMap((row) =>
    columnPairs.flatMap(({ before, after, ...at }): readonly CellChange[] => {
      const [one, two] = [row.was.cells[at.was], row.is.cells[at.is]];
      if (one === undefined || two === undefined) return [];
      if (isSameRaw(one.raw, two.raw) && one.text === two.text) return [];
      const [from, to] = [amountOf(one.raw), amountOf(two.raw)];
      const areNumbers = from !== undefined && to !== undefined && !isSameRaw(one.raw, two.raw);
      if (areNumbers && isWithin(from, to, tolerance)) {
        within();
        return [];
      }
      const wording = { format: formatOf(one.text, two.text), unit: after.unit, texts: [one.text, two.text] };
      return [
        {
          row: nameOf(row.is.cells, "is"),
          field: after.field,
          column: after.title === "" ? before.title : after.title,
          was: one,
          is: two,
          ...(areNumbers && { delta: numberDelta(from, to, wording) }),
        },
      ];
    }),
  );
  const keyChanged = JSON.stringify(was.key) !== JSON.stringify(is.key);
  return {
    rowsAdded: rows.added.map((row) => nameOf(row.cells, "is")),
    rowsRemoved: rows.removed.map((row) => nameOf(row.cells, "was")),
    rowsMoved: [...moved].map((row) => nameOf(row.cells, "is")),
    columnsAdded: columns.added,
    columnsRemoved: columns.removed,
    columnsChanged: columns.pairs.filter((each) => JSON.stringify(each.was) !== JSON.stringify(each.is)),
    columnsMoved: [...movedPairs(columnPairs)].map(({ after }) => after.field),
    ...(keyChanged && { keyChanged: { was: was.key, is: is.key } }),
    cells: [...cells].sort((a, b) => sizeOf(b) - sizeOf(a)),
    texts: compareFields(blockFields(was), blockFields(is), context).texts,
  };
}

function columnsOf(table: Table): readonly TableColumn[] {
  return table.columns.map(({ unit, ...column }) => (unit === undefined ? column : { ...column, unit }));
}

/** A table keeps no format of its cells; how they read tells shares and points from other numbers. */
function formatOf(...texts: readonly string[]): string {
  if (texts.every((text) => text.endsWith("%"))) return "percent";
  return texts.every((text) => text.endsWith("points")) ? "points" : "number";
}

function sizeOf({ delta }: CellChange): number {
  if (delta === undefined) return Number.POSITIVE_INFINITY;
  return delta.relative === null ? Number.MAX_VALUE : Math.abs(delta.relative);
}

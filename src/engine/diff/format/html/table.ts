import type { Briefing } from "../../briefing.js";
import type { CellChange, RowName, TableChange } from "../../kinds/table.js";
import { markup, type Html } from "../../../render/html/template.js";
import type { TableCell } from "../../../../model/display.js";
import { scrolled } from "./details.js";

type Report = Briefing["report"];
type Table = Extract<Report["sections"][number]["blocks"][number], { kind: "table" }>;

/** A table of more rows shows those that changed. */
const mostRows = 60;

/**
 * The table as it is now, changed cells marked, rows that came and went too; undefined where its rows cannot be
 * distinguished by a key that both sides share.
 */
export function tableHtml(change: TableChange, before: Report, after: Report): Html | undefined {
  const [earlier, later] = [tableOf(before, change.renamed?.from ?? change.id), tableOf(after, change.id)];
  if (earlier === undefined || later === undefined || change.status !== "changed") return undefined;
  const { cells, rowsAdded, rowsRemoved, keyChanged } = change;
  if (keyChanged !== undefined || later.key.length === 0) return undefined;
  if (cells.length + rowsAdded.length + rowsRemoved.length === 0) return undefined;
  const added = new Set(rowsAdded.map(markOf));
  const removed = new Set(rowsRemoved.map(markOf));
  const changed = new Map<string, Map<string, CellChange>>();
  for (const cell of cells) {
    const mark = markOf(cell.row);
    changed.set(mark, (changed.get(mark) ?? new Map<string, CellChange>()).set(cell.field, cell));
  }
  const rows = [
    ...later.rows.map((row) => {
      const mark = rowMark(later, row);
      return {
        row,
        table: later,
        changes: changed.get(mark),
        status: added.has(mark) ? ("added" as const) : undefined,
      };
    }),
    ...earlier.rows
      .filter((row) => removed.has(rowMark(earlier, row)))
      .map((row) => ({ row, table: earlier, changes: undefined, status: "removed" as const })),
  ];
  const touched = rows.filter(({ changes, status }) => changes !== undefined || status !== undefined);
  // Cells that were not found would be lost.
  if (touched.reduce((sum, { changes }) => sum + (changes?.size ?? 0), 0) !== cells.length) return undefined;
  const shown = rows.length <= mostRows ? rows : touched.slice(0, mostRows);
  const left = rows.length <= mostRows ? 0 : touched.length - shown.length;
  const columns = later.columns;
  const html = markup`<table class="compared">
<thead><tr>${columns.map(({ title, unit, align }) => markup`<th scope="col"${side(align)}>${title}${unit !== undefined && markup` <span class="unit">${unit}</span>`}</th>`)}</tr></thead>
<tbody>
${shown.map(
  ({ row, table, changes, status }) =>
    markup`<tr${status && markup` class="${status}"`}>${columns.map(({ field, align }) => {
      const at = table.columns.findIndex((each) => each.field === field);
      const content = contentHtml(at < 0 ? undefined : row[at], changes?.get(field), status);
      return later.key.includes(field)
        ? markup`<th scope="row"${side(align)}>${content}</th>`
        : markup`<td${side(align, changes?.has(field) === true ? "touched" : undefined)}>${content}</td>`;
    })}</tr>\n`,
)}</tbody></table>`;
  return markup`${scrolled(html, `${change.title}, with what changed`)}${left > 0 && markup`<p class="note">${left} more rows changed; --format json has all.</p>\n`}`;
}

function contentHtml(
  cell: TableCell | undefined,
  change: CellChange | undefined,
  status: "added" | "removed" | undefined,
): Html {
  if (change !== undefined) {
    const { was, is, delta } = change;
    return markup`<del>${was.text || "(empty)"}</del> → <ins>${is.text || "(empty)"}</ins>${delta && markup` <span class="delta">${delta.text}</span>`}`;
  }
  const text = cell?.text ?? "";
  if (status === undefined || text === "") return markup`${text}`;
  return status === "added" ? markup`<ins>${text}</ins>` : markup`<del>${text}</del>`;
}

function side(align: Table["columns"][number]["align"], mark?: "touched"): Html | undefined {
  const names = [...(align === "left" ? [] : [align]), ...(mark === undefined ? [] : [mark])];
  return names.length === 0 ? undefined : markup` class="${names.join(" ")}"`;
}

function tableOf({ sections }: Report, id: string): Table | undefined {
  for (const { blocks } of sections) {
    const found = blocks.find((block): block is Table => block.kind === "table" && block.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
}

const markOf = ({ key }: RowName): string => JSON.stringify(key);

/** As the comparison names rows: the key's cells in the order of the columns. */
function rowMark({ columns, key }: Table, row: Table["rows"][number]): string {
  return JSON.stringify(
    columns.flatMap(({ field }, index) => (key.includes(field) ? [row[index]?.raw ?? null] : [])),
  );
}

import type { TableColumn } from "../../../model/display.js";
import type { BlockOf } from "../match/blocks.js";
import { isUnique, keyColumns, namesRows, type PlainRow } from "../match/key-columns.js";
import type { HtmlTable } from "./html-tables.js";
import { own } from "../../../lib/own.js";

type Table = BlockOf<"table">;

interface Place {
  readonly id: string;
  readonly cell: string;
  /** Words around the table. */
  readonly caption: string;
}

/** An HTML table in the shape of a report table. Its key is the columns that name the rows, if it has any. */
export function shownTable({ head, body }: HtmlTable, { id, cell, caption }: Place): Table {
  const width = Math.max(0, ...[...head, ...body].map(({ length }) => length));
  const labels = labelCount(body, width);
  const titles = titleRows(head);
  const taken = new Set<string>();
  const columns = Array.from({ length: width }, (_, index): TableColumn => {
    const parts = titles.map((row) => row[index] ?? "").filter((part) => part !== "");
    const title = [...new Set(parts)].join(" / ");
    const named = title === "" && index >= labels ? `column ${index + 1}` : title;
    return { field: freeName(named === "" ? `row ${index + 1}` : named, taken), title: named, align: "left" };
  });
  return {
    kind: "table",
    cell,
    id,
    number: 0,
    caption: caption === "" ? [] : [caption],
    source: [],
    key: columns.slice(0, labels).map(({ field }) => field),
    columns: [...columns],
    rows: body.map((cells) => cells.map(({ text }) => ({ raw: cellNumber(text) ?? text, text }))),
  };
}

/** The columns at the left whose cells all name their row. */
function labelCount(body: HtmlTable["body"], width: number): number {
  let count = 0;
  while (count < width && body.length > 0 && body.every((cells) => cells[count]?.isLabel === true))
    count += 1;
  return count;
}

/** Without the row of types that R writes below the names: `<chr>`, `<dbl>`. */
function titleRows(head: HtmlTable["head"]): HtmlTable["head"] {
  const isType = (text: string) => text === "" || /^<[\w,[\] ]+>$/.test(text);
  return head.filter((row) => !(row.every(isType) && row.some((text) => text !== "")));
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name} ${count}`;
  taken.add(free);
  return free;
}

/**
 * The number that a cell of a printed table is read as: `1,234.5`, `−3`, `12.5%` (a share of one), `1e-3`; undefined for
 * words.
 */
function cellNumber(text: string): number | undefined {
  const [, sign = "", digits, percent] =
    /^([-+\u2212]?)((?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?(?:e[-+]?\d+)?)(\s?%)?$/i.exec(text.trim()) ?? [];
  if (digits === undefined || !/^[\d.]*\d/.test(digits)) return undefined;
  const size = Number(digits.replaceAll(",", ""));
  if (!Number.isFinite(size)) return undefined;
  const number = sign === "-" || sign === "\u2212" ? -size : size;
  return percent === undefined ? number : number / 100;
}

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
        return [field, typeof raw === "object" ? (raw?.join() ?? null) : raw];
      }),
    ),
  );
}

/** 0, 1, 2 … or 1, 2, 3 …, as pandas and R number rows. */
function isCount([field = ""]: readonly string[], rows: readonly PlainRow[]): boolean {
  const first = own(rows[0] ?? {}, field);
  return (first === 0 || first === 1) && rows.every((row, index) => own(row, field) === first + index);
}

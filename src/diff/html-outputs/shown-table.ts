import type { TableColumn } from "../../model/display.js";
import type { BlockOf } from "../match/blocks.js";
import { cellNumber } from "./cell-number.js";
import type { HtmlTable } from "./html-tables.js";

type Table = BlockOf<"table">;

interface Place {
  readonly id: string;
  readonly cell: string;
  /** Words around the table. */
  readonly caption: string;
}

/** A table out of HTML as one of a report; its key are the columns that name the rows, none where there are none. */
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
    columns: columns.map((column) => ({ ...column })),
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

import type { TableCell } from "../../../model/display.js";
import { isStruck } from "../../../model/guard.js";
import type { TableBlock } from "../../../model/report.js";
import { struckHtml } from "./draft.js";
import { markup, type Html } from "./template.js";

type Column = TableBlock["columns"][number];

/** How much room a column's texts ask for, in letters; between both, it takes what is left. */
const short = 16;
const long = 36;

/**
 * The rows of a table. A browser shares its width out by the longest text of each column, heads included: a long head
 * over small numbers would take room from words. So columns of short texts are as narrow as those, if words need it.
 */
export function tableRowsHtml(table: TableBlock): Html {
  const classes = table.columns.map((column, index) => {
    const longest = Math.max(0, ...table.rows.map((row) => row[index]?.text.length ?? 0));
    const room = longest <= short ? "short" : longest >= long ? "long" : undefined;
    return [column.align === "left" ? undefined : column.align, room].filter((name) => name !== undefined);
  });
  const isWordy = classes.some((names) => names.includes("long"));
  const named = (index: number) => classAttribute(classes[index] ?? []);
  const head = table.columns.map((column, index) => columnHead(column, named(index)));
  const rows = table.rows.map(
    (row) =>
      markup`<tr>${table.columns.map(({ field }, index) => {
        const content = contentHtml(row[index]);
        return table.key.includes(field)
          ? markup`<th scope="row"${named(index)}>${content}</th>`
          : markup`<td${named(index)}>${content}</td>`;
      })}</tr>\n`,
  );
  return markup`<table${isWordy && markup` class="wordy"`}>
<thead><tr>${head}</tr></thead>
<tbody>
${rows}</tbody></table>`;
}

function contentHtml(cell: TableCell | undefined): Html {
  const text = markup`${cell?.text ?? ""}`;
  return cell !== undefined && isStruck(cell) ? struckHtml(text) : text;
}

function columnHead({ title, unit }: Column, named: Html | undefined): Html {
  const below = unit === undefined ? undefined : markup` <span class="unit">${unit}</span>`;
  return markup`<th scope="col"${named}>${title}${below}</th>`;
}

function classAttribute(names: readonly string[]): Html | undefined {
  return names.length === 0 ? undefined : markup` class="${names.join(" ")}"`;
}

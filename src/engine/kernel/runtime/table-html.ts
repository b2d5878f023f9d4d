import { cellText, omission, type TableView } from "./table.js";

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

function cell(value: unknown): string {
  const align = typeof value === "number" || typeof value === "bigint" ? ' align="right"' : "";
  return `<td${align}>${escape(cellText(value))}</td>`;
}

/** A table without styles of its own: the reader's page has them. Everything is escaped. */
export function tableHtml(view: TableView): string {
  const corner = view.index === undefined ? "" : "<th></th>";
  const head = view.columns.map((column) => `<th>${escape(column)}</th>`).join("");
  const body = view.rows.map((row, at) => {
    const label = view.index === undefined ? "" : `<th>${escape(view.index[at] ?? "")}</th>`;
    return `<tr>${label}${row.map(cell).join("")}</tr>`;
  });
  const note = omission(view);
  return [
    '<table class="dataframe">',
    `<thead><tr>${corner}${head}</tr></thead>`,
    `<tbody>`,
    ...body,
    `</tbody>`,
    `</table>`,
    ...(note === undefined ? [] : [`<p>${note}</p>`]),
  ].join("\n");
}

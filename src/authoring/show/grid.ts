/** A table as a notebook shows it; the briefing renders its own from the JSON beside it. */
import type { Table } from "../../model/display.js";
import { spokenText } from "../../model/guard.js";
import { escapeHtml } from "./escape.js";
import { plainText } from "./value.js";

export function htmlTable(table: Table): string {
  const head = table.columns.map(
    ({ title, unit, align }) =>
      `<th scope="col" style="text-align:${align}">${escapeHtml(unit === undefined ? title : `${title} (${unit})`)}</th>`,
  );
  const rows = table.rows.map((row) => {
    const cells = row.map(
      (cell, index) =>
        `<td style="text-align:${table.columns[index]?.align ?? "left"}">${escapeHtml(spokenText(cell))}</td>`,
    );
    return `<tr>${cells.join("")}</tr>`;
  });
  const caption = `<caption>${escapeHtml(plainText(table.title ?? table.caption))}</caption>`;
  return `<table>${caption}<thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

export function plainTable(table: Table): string {
  const head = table.columns.map(({ title, unit }) => (unit === undefined ? title : `${title} (${unit})`));
  const lines = [head, ...table.rows.map((row) => row.map(spokenText))];
  const widths = head.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const pad = (text: string, index: number) =>
    table.columns[index]?.align === "right"
      ? text.padStart(widths[index] ?? 0)
      : text.padEnd(widths[index] ?? 0);
  return lines.map((line) => line.map(pad).join("  ").trimEnd()).join("\n");
}

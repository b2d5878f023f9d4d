import { cellText, omission, type TableView } from "./table.js";

const maxWidth = 40;

function clip(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > maxWidth ? `${line.slice(0, maxWidth - 1)}…` : line;
}

/** Columns side by side, numbers to the right: what a terminal shows of a DataFrame. */
export function tableText(view: TableView): string {
  const withIndex = (row: readonly string[], label: string): string[] =>
    view.index === undefined ? [...row] : [label, ...row];
  const cells = [
    withIndex(view.columns.map(clip), ""),
    ...view.rows.map((row, at) =>
      withIndex(
        row.map((value) => clip(cellText(value))),
        clip(view.index?.[at] ?? ""),
      ),
    ),
  ];
  const isNumeric = withIndex([], "")
    .map(() => false)
    .concat(
      view.columns.map((_, at) => view.rows.every((row) => row[at] === null || typeof row[at] === "number")),
    );
  const widths = (cells[0] ?? []).map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((text, at) =>
        isNumeric[at] === true ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  const note = omission(view);
  return note === undefined ? lines.join("\n") : [...lines, note].join("\n");
}

import type { TableDifference } from "../../contract/table.js";
import { arrow, plain, type Detail } from "./contract.js";
import { named } from "./figure.js";
import { textDetails } from "./texts.js";

/** Cells that changed; then rows and columns that came, went or moved; then words. */
export function tableDetails(table: TableDifference): readonly Detail[] {
  return [...cellGrid(table.cells), ...frameDetails(table), ...textDetails(table.texts)];
}

/** What there is to say where the cells are shown in the table itself. */
export function frameDetails(table: TableDifference): readonly Detail[] {
  const { columnsMoved, rowsMoved, columnsChanged, keyChanged } = table;
  const list = (label: string, names: readonly string[]): readonly Detail[] =>
    names.length === 0 ? [] : [{ kind: "names", label, names }];
  return [
    ...named("rows", table.rowsAdded.map(nameOf), table.rowsRemoved.map(nameOf)),
    ...named("columns", table.columnsAdded.map(titleOf), table.columnsRemoved.map(titleOf)),
    ...columnsChanged.flatMap(({ was, is }) =>
      (["field", "title", "unit", "align"] as const)
        .filter((name) => was[name] !== is[name])
        .map((name): Detail => ({
          kind: "line",
          label: `column ${is.title}`,
          spans: [plain(`${name} `), ...arrow(was[name], is[name])],
        })),
    ),
    ...list("rows in another order", rowsMoved.map(nameOf)),
    ...list("columns in another order", columnsMoved),
    ...(keyChanged === undefined
      ? []
      : [
          {
            kind: "line" as const,
            label: "key",
            spans: arrow(keyChanged.was.join(", ") || undefined, keyChanged.is.join(", ") || undefined),
          },
        ]),
  ];
}

const nameOf = ({ name }: { readonly name: string }): string => name;
const titleOf = ({ title }: { readonly title: string }): string => title;

function cellGrid(cells: TableDifference["cells"]): readonly Detail[] {
  if (cells.length === 0) return [];
  return [
    {
      kind: "grid",
      noun: "cell",
      columns: [
        { title: "Row", align: "left" },
        { title: "Column", align: "left" },
        { title: "Before → after", align: "right" },
        { title: "Change", align: "right" },
      ],
      rows: cells.map(({ row, column, was, is, delta }) => [
        [plain(row.name)],
        [plain(column)],
        arrow(was.text || undefined, is.text || undefined, "(empty)"),
        [plain(delta?.text ?? "")],
      ]),
    },
  ];
}

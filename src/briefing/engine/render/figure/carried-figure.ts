/** The data of a figure that a page carries, compressed, for tooltips, its table and downloads. */
import { own } from "../../../lib/own.js";
import type { FigureBlock } from "../../../model/report.js";
import { cellText, columnsOf } from "./file-text.js";
import type { InteractiveSpec } from "./interactive.js";

export type CarriedFigure = ReturnType<typeof carriedFigure> & {
  /** Under a reader's settings: the published table, whose rows the specification has. */
  readonly described?: CarriedTable;
};
/** The data of a figure as texts. */
export type CarriedTable = ReturnType<typeof tableOf>;

/** `narrow` is the static drawing for a narrow screen: SVG. The specification is as emitted by the notebook. */
export function carriedFigure(
  figure: Pick<FigureBlock, "spec" | "data" | "columns">,
  { narrow, interactive }: { readonly narrow: string; readonly interactive: InteractiveSpec },
) {
  return { vega: interactive, narrow, spec: figure.spec, table: tableOf(figure) };
}

/** Rows shown in the table of a figure's data: all that a figure can draw legibly; the file has all of them. */
export const shownRows = 2000;

export function tableOf({ data, columns: titled = [] }: Pick<FigureBlock, "data" | "columns">) {
  const columns = columnsOf(data).map((field) => {
    const { title = field, unit } = titled.find((column) => column.field === field) ?? {};
    const isText = data.some((row) => typeof own(row, field) === "string");
    return { field, title, ...(unit !== undefined && { unit }), align: isText ? "left" : "right" } as const;
  });
  return { columns, rows: data.map((row) => columns.map(({ field }) => cellText(own(row, field)))) };
}

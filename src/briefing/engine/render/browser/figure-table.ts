/** The table of a figure's data, which readers open below it. */
import { shownRows, type CarriedFigure } from "../figure/carried-figure.js";
import { readerTable, type ReaderColumn } from "../figure/reader-table.js";
import { element } from "./element.js";

export function figureTable({ spec, table, described }: CarriedFigure, figure: Element | null): HTMLElement {
  const { columns, hasRowHeads } = readerTable(spec, table, described);
  const side = ({ align }: ReaderColumn) => ({ ...(align === "right" && { class: "right" }) });
  const heads = columns.map((column) => {
    const below = column.unit === undefined ? [] : [" ", element("span", { class: "unit" }, column.unit)];
    return element("th", { scope: "col", ...side(column) }, column.title, ...below);
  });
  const lines = table.rows.slice(0, shownRows).map((_, row) => {
    const cells = columns.map((column, index) =>
      hasRowHeads && index === 0
        ? element("th", { scope: "row", ...side(column) }, column.cells[row])
        : element("td", side(column), column.cells[row]),
    );
    return element("tr", {}, ...cells);
  });
  return element(
    "table",
    {},
    element("caption", {}, captionOf(figure)),
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...lines),
  );
}

/** The number, the title and the measure of the figure. */
function captionOf(figure: Element | null): string {
  const words = (selector: string) => figure?.querySelector(selector)?.textContent.trim() ?? "";
  const number = words(":scope > figcaption .number").replace(/\.$/, "");
  const title = words(":scope > .finding");
  const measure = words(":scope > .measure");
  const named = [number, title].filter((part) => part !== "").join(". ");
  return [named, measure].filter((part) => part !== "").join(": ");
}

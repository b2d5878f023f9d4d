import type { Table, TableCell, TableColumn } from "../../../model/display.js";
import { isStruck } from "../../../model/guard.js";
import { element } from "../../../engine/render/browser/element.js";
import { captionElement } from "./figure.js";
import { prose, struckElement, words, type ProseTools } from "./prose.js";

export async function tableElement(table: Table, tools: ProseTools): Promise<HTMLElement> {
  const { id, title, columns, rows, source } = table;
  const head = element("thead", {}, element("tr", {}, ...columns.map(columnHead)));
  const body = element(
    "tbody",
    {},
    ...rows.map((row) => element("tr", {}, ...columns.map((column, at) => cell(table, column, row[at])))),
  );
  return element(
    "figure",
    { class: "shown", "data-id": id ?? "" },
    title && element("p", { class: "finding" }, words(title)),
    element("div", { class: "scroll", tabindex: "0" }, element("table", {}, head, body)),
    await captionElement("Table", table, tools),
    // Without one, the page prints that of the tables which the cell read.
    source && element("p", { class: "source" }, "Source: ", await prose(source, tools)),
  );
}

function columnHead({ title, unit, align }: TableColumn): HTMLElement {
  const below = unit === undefined ? undefined : element("span", { class: "unit" }, unit);
  return element("th", { scope: "col", class: align }, title, below && " ", below);
}

function cell({ key }: Table, { field, align }: TableColumn, content: TableCell | undefined): HTMLElement {
  const words = content?.text ?? "";
  const text = content !== undefined && isStruck(content) ? struckElement(words) : words;
  return key.includes(field)
    ? element("th", { scope: "row", class: align }, text)
    : element("td", { class: align }, text);
}

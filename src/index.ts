/** What a notebook may import, and nothing else. */
export { figure, type FigureOptions } from "./show/figure.js";
export { table, type ColumnOptions, type TableOptions } from "./show/table.js";
export { holds } from "./show/holds.js";
export { text } from "./show/text.js";
export * as fmt from "./show/fmt.js";

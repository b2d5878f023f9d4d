import type { FigureBlock } from "../../../model/report.js";

/** The text of a figure's `.vl.json`: as the cell emitted it, indented, the rows of inline data on a line each. */
export function specFile({ spec }: Pick<FigureBlock, "spec">): string {
  return `${write(spec, "", "")}\n`;
}

function write(value: unknown, indent: string, key: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const isRows = key === "values" && Array.isArray(value);
  const deeper = `${indent}  `;
  const entries = Array.isArray(value)
    ? value.map((item: unknown) => (isRows ? JSON.stringify(item) : write(item, deeper, "")))
    : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${write(item, deeper, name)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return entries.length === 0
    ? `${open}${close}`
    : `${open}\n${entries.map((entry) => deeper + entry).join(",\n")}\n${indent}${close}`;
}

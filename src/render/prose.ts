import type { Prose, Report } from "../model/report.js";

/** As plain text, for attributes and titles. */
export function proseText(prose: Prose, values: Report["values"]): string {
  return prose.map((part) => (typeof part === "string" ? part : (values[part.value]?.text ?? ""))).join("");
}

/** As Markdown, each value written by `write`. */
export function proseMarkdown(prose: Prose, write: (id: string) => string): string {
  return prose.map((part) => (typeof part === "string" ? part : write(part.value))).join("");
}

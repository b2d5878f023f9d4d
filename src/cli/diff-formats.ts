import path from "node:path";
import type { DiffResult } from "../diff/diff-briefings.js";
import type { TerminalOptions } from "../diff/format/terminal/style.js";

export const diffFormats = ["terminal", "json"] as const;
export type DiffFormat = (typeof diffFormats)[number];

const extensions: Readonly<Record<string, DiffFormat>> = { ".txt": "terminal", ".json": "json" };

export function formatOfFile(file: string): DiffFormat | undefined {
  return extensions[path.extname(file).toLowerCase()];
}

/** A comparison as text; each format is loaded only where it is wanted. */
export async function formatDiff(
  { comparison }: DiffResult,
  format: DiffFormat,
  terminal: TerminalOptions,
): Promise<string> {
  switch (format) {
    case "terminal":
      return (await import("../diff/format/terminal.js")).formatTerminal(comparison, terminal);
    case "json":
      return (await import("../diff/format/json.js")).formatJson(comparison);
  }
}

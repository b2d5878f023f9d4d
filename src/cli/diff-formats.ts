import path from "node:path";
import type { DiffResult } from "../engine/diff/diff-briefings.js";
import type { Links } from "../engine/diff/format/links.js";
import type { TerminalOptions } from "../engine/diff/format/terminal/style.js";

export const diffFormats = ["terminal", "md", "html", "json"] as const;
export type DiffFormat = (typeof diffFormats)[number];

const extensions: Readonly<Record<string, DiffFormat>> = {
  ".txt": "terminal",
  ".json": "json",
  ".md": "md",
  ".markdown": "md",
  ".html": "html",
  ".htm": "html",
};

export function formatOfFile(file: string): DiffFormat | undefined {
  return extensions[path.extname(file).toLowerCase()];
}

export interface FormatOptions {
  readonly terminal: TerminalOptions;
  /** What was typed, for those who want to see what a format leaves out. */
  readonly command: string;
  readonly links: Links;
}

/** A comparison as text; each format is loaded only where it is wanted. */
export async function formatDiff(
  result: DiffResult,
  format: DiffFormat,
  { terminal, ...options }: FormatOptions,
): Promise<string> {
  switch (format) {
    case "terminal":
      return (await import("../engine/diff/format/terminal.js")).formatTerminal(result.comparison, terminal);
    case "md":
      return (await import("../engine/diff/format/markdown.js")).formatMarkdown(result.comparison, options);
    case "html":
      return (await import("../engine/diff/format/html.js")).formatHtml(result, options);
    case "json":
      return (await import("../engine/diff/format/json.js")).formatJson(result.comparison);
  }
}

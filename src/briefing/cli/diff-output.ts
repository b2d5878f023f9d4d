/** How a comparison is presented: format, terminal or file, pager, colour. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Target } from "../engine/build/output-file.js";
import type { DiffResult } from "../engine/diff/diff-briefings.js";
import type { LinkedOptions, Links } from "../engine/diff/format/links.js";
import type { TerminalOptions } from "../engine/diff/format/terminal.js";
import { writeNewFile } from "../lib/replace-file.js";
import { UsageError } from "../model/errors.js";
import type { CommonOptions } from "./options.js";
import { colourFor, showText, terminalWidth, type ColourChoice } from "./terminal.js";
import { own } from "../lib/own.js";
import { shellWord } from "../lib/shell-word.js";

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

/** Named as by commander. */
export interface OutputOptions extends CommonOptions {
  readonly tolerance?: readonly string[];
  readonly only?: readonly string[];
  readonly all?: true;
  readonly format?: DiffFormat;
  readonly pager: boolean;
  readonly color: ColourChoice | false;
}

/** A comparison as text; each format is loaded on demand. */
async function formatDiff(
  result: DiffResult,
  format: DiffFormat,
  { terminal, ...options }: LinkedOptions & { readonly terminal: TerminalOptions },
): Promise<string> {
  switch (format) {
    case "terminal":
      return (await import("../engine/diff/format/terminal.js")).formatTerminal(result.comparison, terminal);
    case "md":
      return (await import("../engine/diff/format/markdown.js")).formatMarkdown(result.comparison, options);
    case "html":
      return (await import("../engine/diff/format/html.js")).formatHtml(result, options);
    case "json":
      return (await import("../engine/diff/comparison.js")).formatJson(result.comparison);
  }
}

/** From --format, or else from the file's extension. */
export function formatFor({ format, output }: Pick<OutputOptions, "format" | "output">): DiffFormat {
  if (format !== undefined || output === undefined) return format ?? "terminal";
  const guessed = own(extensions, path.extname(output).toLowerCase());
  if (guessed !== undefined) return guessed;
  throw new UsageError(`${output}: the extension does not match any format.`, {
    hint: `Specify one with --format: ${diffFormats.join(", ")}.`,
  });
}

interface Compared {
  /** The two sides, as typed. */
  readonly names: readonly string[];
  readonly format: DiffFormat;
  readonly links: Links;
  /** The file to write. */
  readonly target: Target | undefined;
}

/** Prints a comparison, or writes it to a file and prints a one-line summary. */
export async function deliverDiff(
  result: DiffResult,
  { names, format, links, target }: Compared,
  options: OutputOptions,
): Promise<void> {
  const { all, pager, color } = options;
  const command = commandOf(names, options);
  const isForScreen = target === undefined && (format !== "html" || !process.stdout.isTTY);
  const brief = all === true ? undefined : { all: `${command} --all` };
  const terminal: TerminalOptions = isForScreen
    ? { width: terminalWidth(), colour: colourFor(color === false ? "never" : color), brief }
    : { width: 100, colour: color === "always" ? "on" : "off" };
  const text = await formatDiff(result, format, { links, command, terminal });
  const { line } = result.comparison.summary;
  if (isForScreen) {
    await showText(text, { pager: pager && format !== "json" && format !== "html" ? "where-long" : "never" });
    return;
  }
  if (target !== undefined) {
    await (await import("../engine/build/output-file.js")).writeOwnFile(target, text);
    process.stdout.write(`${target.file}: ${line}\n`);
    return;
  }
  const file = path.join(await mkdtemp(path.join(tmpdir(), "briefing-diff-")), "diff.html");
  await writeNewFile(file, text);
  process.stdout.write(`${line}\n${pathToFileURL(file).href}\n`);
}

/** The command that shows everything in the terminal. */
function commandOf(names: readonly string[], { project, tolerance = [], only = [] }: OutputOptions): string {
  const words = [
    ...names,
    ...(project === undefined ? [] : ["--project", project]),
    ...tolerance.flatMap((each) => ["--tolerance", each]),
    ...only.flatMap((each) => ["--only", each]),
  ];
  return ["briefing", "diff", ...words.map(shellWord)].join(" ");
}

import { format } from "d3-format";
import { ConfigError, NoProjectError } from "../../engine/project/contract.js";
import { grouped } from "../../lib/grouped.js";
import { inColumns } from "../../lib/in-columns.js";
import { plural } from "../../lib/plural.js";
import { shownPath } from "../../lib/shown-path.js";
import { cacheFolder } from "../../engine/store/location.js";
import { cacheLimit, clearCache, measureCache, type CachePart } from "../../engine/store/size.js";
import { Command } from "../command.js";
import type * as option from "../options.js";
import { printResult } from "../terminal.js";

export function cacheCommand(): Command {
  return new Command("cache")
    .description("show or clear the cache of earlier builds")
    .addCommand(
      new Command("info")
        .description("print the location, contents and size of the cache")
        .shared("project", "json")
        .action(info),
    )
    .addCommand(
      new Command("clear")
        .description("clear the cache; the next build recreates it")
        .shared("project", "json")
        .action(clear),
    ).notes(`
A build executes a notebook only if something its last execution depended on has changed: its code cells, a file it read
or looked for, a module or package it loaded, a parameter, an environment variable it read, the kernel or Node. The
build prints the reason. Notebooks that failed, wrote files, started processes or threads, opened connections, left work
pending, or use the clock or random numbers are executed every time; so are notebooks and cells with the metadata
{"briefing": {"cache": false}}.

To use another folder, set BRIEFING_CACHE_DIR. BRIEFING_CACHE_SIZE is the maximum size in megabytes (default: 512); beyond
that, the least recently used entries are removed.

Examples:
  briefing cache info
  briefing cache clear
  briefing build --no-cache             execute everything, once`);
}

/** The cache of the current project, or of the current folder outside a project. */
async function folderOf({ project }: option.CommonOptions): Promise<string> {
  const { findRoot } = await import("../../engine/project/find-project.js");
  try {
    return cacheFolder(await findRoot(project));
  } catch (error) {
    if (project === undefined && (error instanceof NoProjectError || error instanceof ConfigError))
      return cacheFolder(process.cwd());
    throw error;
  }
}

const megabytes = (bytes: number): string => `${format(",.1f")(bytes / 1_000_000)} MB`;

function totalOf(parts: readonly CachePart[]): { readonly files: number; readonly bytes: number } {
  const sum = (name: "files" | "bytes"): number => parts.reduce((total, part) => total + part[name], 0);
  return { files: sum("files"), bytes: sum("bytes") };
}

async function info(options: option.CommonOptions): Promise<void> {
  const folder = await folderOf(options);
  const limit = cacheLimit();
  const parts = await measureCache(folder);
  const { bytes } = totalOf(parts);
  const rows = parts.map((part) => [part.title, `${grouped(part.files)} files`, megabytes(part.bytes)]);
  const lines = inColumns(rows, [0]).map((line) => `  ${line}\n`);
  const head = `${shownPath(folder)}: ${megabytes(bytes)} of ${megabytes(limit)}\n`;
  printResult(options, { folder, bytes, limit, parts }, () => head + lines.join(""));
}

async function clear(options: option.CommonOptions): Promise<void> {
  const folder = await folderOf(options);
  const removed = totalOf(await measureCache(folder));
  await clearCache(folder);
  const words = `${shownPath(folder)}: ${plural(removed.files, "file")} removed, ${megabytes(removed.bytes)}\n`;
  printResult(options, { folder, removed }, () => words);
}

import pc from "picocolors";
import { plural } from "../lib/plural.js";
import { shownPath } from "../lib/shown-path.js";
import { visible } from "../lib/visible.js";
import { listAssumptions, type ReadingList, type ToRead } from "../tools/check/list-assumptions.js";
import { printJson } from "./terminal.js";

interface Options {
  readonly project?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** Prints what to read for each setting of the assumptions. */
export async function checkAssumptions(files: readonly string[], options: Options): Promise<void> {
  const listed = await listAssumptions(files, options.project);
  if (options.json === true) {
    printJson({ ...listed, report: shownPath(listed.report) });
    return;
  }
  const { settings, notes } = listed;
  for (const note of notes) process.stderr.write(`${pc.yellow("!")} ${visible(note)}\n`);
  if (settings.length === 0) {
    process.stdout.write(
      `${shownPath(listed.report)}: no text differs under other settings of assumptions.\n`,
    );
    return;
  }
  for (const setting of settings) process.stdout.write(`${settingLines(setting).join("\n")}\n\n`);
  const toRead = settings.reduce((sum, { sentences, numbers }) => sum + sentences.length + numbers.length, 0);
  process.stdout.write(
    `${plural(settings.length, "setting")} of ${shownPath(listed.report)}: ${plural(toRead, "text")} to read.\n`,
  );
}

function settingLines({ words, struck, sentences, numbers, failed }: ReadingList): readonly string[] {
  const lines = [`${visible(words)}: ${plural(struck, "sentence does", "sentences do")} not hold`];
  if (failed !== undefined) lines.push(`  Not available: ${visible(failed)}`);
  if (sentences.length > 0) lines.push("  Still hold, with other numbers:", ...sentences.map(line));
  if (numbers.length > 0) lines.push("  Without a condition:", ...numbers.map(line));
  return lines;
}

function line({ notebook, cell, text, changes }: ToRead): string {
  const moved = changes.map(({ was, is }) => `${was} → ${is}`).join(", ");
  return visible(`    ${notebook}, cell ${cell}: ${text === undefined ? moved : `${text} (${moved})`}`);
}

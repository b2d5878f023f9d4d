import pc from "picocolors";
import { plural } from "../../lib/plural.js";
import type { ConvertedNotebook } from "../../tools/convert/convert.js";
import { Command } from "../command.js";
import { exitCode, printError } from "../ending.js";
import type * as option from "../options.js";
import { printJson } from "../terminal.js";

interface ConvertOptions extends option.CommonOptions {
  readonly keep?: true;
}

export function convertCommand(): Command {
  return new Command("convert")
    .description("convert notebooks between .ipynb and text (.md)")
    .argument("<notebooks...>", "notebook files: each .ipynb becomes a .md beside it, each .md an .ipynb")
    .option("--keep", "keep the old file beside the new one")
    .shared("quiet", "json")
    .action(runConvert).notes(`
The new file is read back and compared: cells, sources, ids, tags and other metadata must be the same. Only then is the
old file removed; otherwise nothing is changed. Outputs are left out, as briefing clean does. Text cannot hold pasted
pictures (attachments) and the outputs of cells tagged skip-execution: such a notebook is not converted. In the order of
briefing.yml, a notebook may be named with either extension. notebooks/ may hold a notebook in one of its forms only, so
do not use --keep there.

Examples:
  briefing convert notebooks/05-citations.ipynb     writes notebooks/05-citations.md
  briefing convert notebooks/*.md                   and back
  briefing convert --keep /tmp/analysis.ipynb`);
}

async function runConvert(files: readonly string[], options: ConvertOptions): Promise<void> {
  const { convert } = await import("../../tools/convert/convert.js");
  const results = await convert(files, options.keep === true ? "keep" : "remove");
  if (options.json === true)
    printJson(results.map(({ error, ...result }) => ({ ...result, ...(error && { error: error.message }) })));
  else await print(results, options);
  if (results.some(({ error }) => error !== undefined) || results.every(({ skipped }) => skipped))
    process.exitCode = exitCode.fault;
}

async function print(results: readonly ConvertedNotebook[], { quiet }: ConvertOptions): Promise<void> {
  const { changesByCell } = await import("../../tools/check/stored-form.js");
  for (const { path: file, to, changes, skipped, error } of results) {
    if (error !== undefined) printError(error);
    if (skipped !== undefined && quiet !== true)
      process.stderr.write(
        `${pc.dim("·")} ${file} is ${skipped}: it has no front matter, or is the list of changes\n`,
      );
    if (to === undefined || quiet === true) continue;
    process.stderr.write(`${pc.green("✓")} ${file} → ${to}\n`);
    for (const { cell, what } of changesByCell(changes)) {
      const place = cell === undefined ? "" : `cell ${cell.index + 1} (${cell.id}) `;
      process.stderr.write(`  left out or set right: ${place}${what}\n`);
    }
  }
  if (quiet === true) return;
  const done = results.filter(({ to }) => to !== undefined).length;
  const left = results.length - done;
  process.stdout.write(
    `${plural(results.length, "notebook")}: ${done} converted${left > 0 ? `, ${left} unchanged` : ""}\n`,
  );
}

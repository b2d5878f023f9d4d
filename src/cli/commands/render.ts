import { Command, Option } from "commander";
import { readFile } from "node:fs/promises";
import path from "node:path";
import pc from "picocolors";
import { NotebookFormatError } from "../../engine/notebook/errors.js";
import * as option from "../options.js";
import { refuseMissing, refuseOutput } from "../../engine/build/places.js";

interface RenderOptions {
  readonly output?: string;
  readonly force?: true;
  readonly quiet?: true;
}

export function renderCommand(): Command {
  return new Command("render")
    .description("render a notebook that is executed already, by anyone and in any language")
    .argument("<notebook>", "executed notebook file")
    .addOption(
      new Option("-o, --output <dir>", "folder to write (default: NAME-briefing/ beside the notebook)"),
    )
    .addOption(option.forceOption())
    .addOption(option.quietOption())
    .addHelpText(
      "after",
      `
Nothing is executed. What the notebook lacks (front matter, ids, alternative texts) is warned of, not refused.

Examples:
  briefing render analysis.ipynb
  briefing render analysis.ipynb -o page/`,
    )
    .action(render);
}

async function render(file: string, options: RenderOptions): Promise<void> {
  const { renderExecuted } = await import("../../engine/render/render-executed.js");
  const { writeOutput } = await import("../../engine/render/write.js");
  const name = path.basename(file, ".ipynb");
  const output = path.resolve(options.output ?? path.join(path.dirname(file), `${name}-briefing`));
  await refuseMissing([file]);
  const overwrite = option.overwriteOf(options);
  await refuseOutput(output, [file], overwrite);
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    const { code } = cause as NodeJS.ErrnoException;
    throw new NotebookFormatError(`${file} cannot be read (${code ?? String(cause)}).`, { cause });
  });
  const { files, warnings } = await renderExecuted(text, file);
  const { written } = await writeOutput(output, files, { overwrite });
  if (options.quiet === true) return;
  for (const warning of warnings) process.stderr.write(`${pc.yellow("!")} ${warning}\n`);
  const page = path.relative(process.cwd(), path.join(output, "briefing.html"));
  process.stdout.write(
    `${page}: ${written.length === 0 ? "nothing changed" : `${written.length} files written`}\n`,
  );
}

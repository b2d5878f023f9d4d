import path from "node:path";
import pc from "picocolors";
import { upToDate } from "../../engine/build/describe.js";
import { openDrawer } from "../../engine/build/drawer.js";
import { readNotebookText } from "../../engine/execute/load-jobs.js";
import { notebookName } from "../../lib/notebook-name.js";
import { plural } from "../../lib/plural.js";
import { visible } from "../../lib/visible.js";
import { shownPath } from "../../lib/shown-path.js";
import { Command } from "../command.js";
import { besidePageOf, besidePageOption, printBesidePage, type BesidePageArguments } from "../beside-page.js";
import * as option from "../options.js";

interface RenderOptions
  extends option.CommonOptions, option.DrawingOptions, Pick<BesidePageArguments, "docx"> {}

export function renderCommand(): Command {
  return new Command("render")
    .description("render a notebook that is already executed, in any language")
    .argument("<notebook>", "executed notebook file")
    .option("-o, --output <dir>", "folder to write (default: NAME-briefing/ beside the notebook)")
    .shared("force")
    .addOption(besidePageOption("docx"))
    .shared("quiet")
    .addOptions(option.drawingOptions())
    .action(render).notes(`
Nothing is executed. Works that it cites are looked up in references.bib beside the notebook. If the notebook lacks front matter, ids or alternative texts, the command warns and continues.

Examples:
  briefing render analysis.ipynb
  briefing render analysis.ipynb -o page/
  briefing render analysis.ipynb --docx  also writes briefing.docx, which Word and LibreOffice open`);
}

async function render(file: string, options: RenderOptions): Promise<void> {
  const { renderExecuted } = await import("../../engine/render/render-executed.js");
  const { writeOutput } = await import("../../engine/render/write.js");
  const { refuseMissing, refuseOutput } = await import("../../engine/build/path-checks.js");
  const { prepareBesidePage } = await import("../../engine/build/beside-page.js");
  const name = notebookName(file);
  const output = path.resolve(options.output ?? path.join(path.dirname(file), `${name}-briefing`));
  await refuseMissing([file]);
  const overwrite = option.overwriteOf(options);
  await refuseOutput(output, [file], overwrite);
  const [word] = await prepareBesidePage(besidePageOf(options), { output, overwrite });
  const text = await readNotebookText(file);
  const drawer = openDrawer(option.figureLimitsOf(options));
  const rendering = async () => {
    const { report, files, warnings } = await renderExecuted(text, file, drawer.draw);
    const { written } = await writeOutput(output, files, { overwrite });
    const late: string[] = [];
    const onWarning = (warning: string) => late.push(warning);
    const { signal } = new AbortController();
    await word?.make({ report, files, draw: drawer.draw, signal, onWarning });
    return { written, warnings: [...warnings, ...late] };
  };
  const { written, warnings } = await rendering().finally(drawer.close);
  if (options.quiet === true) return;
  for (const warning of warnings) process.stderr.write(`${pc.yellow("!")} ${visible(warning)}\n`);
  const page = shownPath(path.join(output, "briefing.html"));
  process.stdout.write(
    `${page}: ${written.length === 0 ? upToDate : `${plural(written.length, "file")} written`}\n`,
  );
  if (word !== undefined) printBesidePage({ docx: word.file });
}

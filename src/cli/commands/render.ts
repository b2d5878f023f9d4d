import { Command, Option } from "commander";
import path from "node:path";
import pc from "picocolors";
import { loadJobs } from "../../execute/load-jobs.js";
import type { BriefingError } from "../../model/errors.js";
import { describeBriefing } from "../describe-briefing.js";
import { interruptible } from "../interruption.js";
import * as option from "../options.js";
import { writeBriefing } from "../write-briefing.js";

interface RenderOptions {
  readonly output?: string;
  readonly title?: string;
  readonly quiet?: true;
}

export function renderCommand(): Command {
  return new Command("render")
    .description("render notebooks that are executed already, by anyone and in any language")
    .argument("<notebooks...>", "executed notebook files, in the order of the page")
    .addOption(new Option("-o, --output <dir>", "folder to write (default: NAME-briefing beside the first)"))
    .addOption(new Option("--title <text>", "title of the page (default: the name of the first notebook)"))
    .addOption(option.quietOption())
    .addHelpText(
      "after",
      `
Nothing is executed. What the notebooks lack (front matter, ids, alternative texts) is warned of, not refused.

Examples:
  briefing render analysis.ipynb
  briefing render a.ipynb b.ipynb -o page/ --title "Two analyses"`,
    )
    .action(render);
}

async function render(files: readonly string[], options: RenderOptions): Promise<void> {
  const [first = ""] = files;
  const name = path.basename(first, ".ipynb");
  const root = path.dirname(path.resolve(first));
  const output = path.resolve(options.output ?? path.join(root, `${name}-briefing`));
  const jobs = await loadJobs(files.map((file) => path.resolve(file)));
  const executions = jobs.map((job) => {
    if ("error" in job) throw job.error;
    return job;
  });
  const warned = new Set<string>();
  const content = await interruptible((signal) =>
    writeBriefing({
      executions,
      project: { root, title: options.title ?? name, authors: [] },
      output,
      signal,
      onFault: (fault: BriefingError) => void warned.add(fault.message),
    }),
  );
  if (options.quiet === true) return;
  for (const warning of warned) process.stderr.write(`${pc.yellow("!")} ${warning}\n`);
  const page = path.relative(process.cwd(), path.join(output, "briefing.html"));
  process.stdout.write(`${page}: ${describeBriefing(content)}\n`);
}

import { Command } from "commander";
import { plural } from "../../lib/plural.js";
import { exitCode, interruptible } from "../ending.js";
import * as option from "../options.js";
import {
  type AskingOptions,
  askingProgress,
  budgetOption,
  count,
  creditOfDay,
  openAlexClient,
  usd,
  waitOption,
} from "../openalex-access.js";
import { printJson } from "../terminal.js";

interface FetchOptions extends AskingOptions {
  readonly output: string;
  readonly json?: true;
}

/** The commands that bring works here, and check that they came whole. */
export function addFetchCommands(works: Command): void {
  works.addCommand(estimateCommand()).addCommand(fetchCommand()).addCommand(snapshotCommand());
}

const query = [
  "<query>",
  'a filter of OpenAlex ("authorships.countries:US,publication_year:2020"), or the address of a search at openalex.org',
] as const;

const access = `
OpenAlex needs a key for more than a few requests: OPENALEX_API_KEY (free, $1 of credit a day, from
https://openalex.org/settings/api). The key is written to no file.`;

function estimateCommand(): Command {
  return new Command("estimate")
    .description("ask how many works a query has, and what fetching them would cost")
    .argument(...query)
    .addOption(option.jsonOption())
    .addHelpText("after", access)
    .action(estimate);
}

function fetchCommand(): Command {
  return new Command("fetch")
    .description("fetch all works of a query from OpenAlex, to count them here")
    .argument(...query)
    .requiredOption("-o, --output <dir>", "the folder to write to")
    .addOption(budgetOption())
    .addOption(waitOption())
    .addOption(option.jsonOption())
    .addHelpText(
      "after",
      `
Writes pages of JSON lines (works-000001.jsonl.gz, …) and manifest.json: the query, every page with its cursor, its
number of works, date and SHA-256. A page is on disk before the next is asked for. After any interruption, run the same
command again: it goes on where it stopped. Works of which a list gives only the first hundred authors are fetched whole.
${access}

Examples:
  briefing works estimate "authorships.countries:US,authorships.countries:CN,publication_year:2020"
  briefing works fetch "authorships.countries:US,authorships.countries:CN,publication_year:2020" -o us-cn-2020
  briefing works snapshot check us-cn-2020`,
    )
    .action(fetchAll);
}

function snapshotCommand(): Command {
  return new Command("snapshot")
    .description("see to a folder of works")
    .addCommand(
      new Command("check")
        .description(
          "check that every file is whole: bytes, gzip and number of records, against the manifest",
        )
        .argument(
          "<dir>",
          "what briefing works fetch wrote, or the works of an OpenAlex snapshot (with its manifest)",
        )
        .addOption(option.jsonOption())
        .addHelpText("after", "\nExit codes: 0 whole, 1 something is missing or wrong, 2 wrong usage.")
        .action(checkSnapshot),
    );
}

async function estimate(text: string, { json }: Pick<FetchOptions, "json">): Promise<void> {
  const { parseQuery } = await import("../../openalex/works/query.js");
  const { estimateWorks } = await import("../../openalex/works/fetch.js");
  const parameters = parseQuery(text);
  const estimated = await interruptible((signal) =>
    estimateWorks(openAlexClient({}, askingProgress(), signal), parameters),
  );
  const days = Math.ceil(estimated.usd / creditOfDay());
  if (json === true) {
    printJson({ ...estimated, days });
    return;
  }
  const { works, calls, usd: cost } = estimated;
  process.stdout.write(
    `${count(works)} works: ${count(calls)} calls, ${usd(cost)} of credit, ${plural(days, "day")} of what is free${
      creditOfDay() < 1 ? " without a key" : ""
    }.\n`,
  );
  if (days > snapshotDays)
    process.stdout.write(
      "The snapshot of OpenAlex is free and quicker: https://docs.openalex.org/download-all-data\n",
    );
}

/** What takes longer than this is better downloaded whole. */
const snapshotDays = 14;

async function fetchAll(text: string, options: FetchOptions): Promise<void> {
  const { parseQuery } = await import("../../openalex/works/query.js");
  const { fetchWorks } = await import("../../openalex/works/fetch.js");
  const parameters = parseQuery(text);
  const progress = askingProgress();
  const fetched = await interruptible(async (signal) => {
    const client = openAlexClient(options, progress, signal);
    const result = await fetchWorks(client, parameters, options.output, ({ records, total }) => {
      progress.show(`${count(records)} of ${count(total)} works, ${usd(client.spent)}`);
    });
    return { ...result, usd: client.spent };
  }).finally(progress.close);
  if (options.json === true) {
    printJson(fetched);
    return;
  }
  const { records, total, pages, truncated } = fetched;
  process.stdout.write(
    `${count(records)} works in ${plural(pages, "file")}, listed in ${options.output}/manifest.json; ${usd(fetched.usd)} of credit used.\n`,
  );
  if (records !== total)
    process.stdout.write(
      `OpenAlex counted ${count(total)} when the last page was read: works came or went meanwhile.\n`,
    );
  if (truncated.length > 0)
    process.stdout.write(
      `Of ${plural(truncated.length, "work")} only the first hundred authors could be had (manifest.json names them).\n`,
    );
}

async function checkSnapshot(folder: string, { json }: Pick<FetchOptions, "json">): Promise<void> {
  const { checkSnapshot: check } = await import("../../openalex/works/check-snapshot.js");
  const progress = askingProgress();
  const checked = await check(folder, progress.show).finally(progress.close);
  if (checked.problems.length > 0) process.exitCode = exitCode.fault;
  if (json === true) {
    printJson(checked);
    return;
  }
  for (const { file, message } of checked.problems) process.stdout.write(`${file}: ${message}\n`);
  process.stdout.write(
    checked.problems.length === 0
      ? `${plural(checked.files, "file")} with ${count(checked.records)} records: all as the manifest says.\n`
      : `${plural(checked.problems.length, "fault")} in ${plural(checked.files, "file")}. Fetch or download again what is missing or wrong.\n`,
  );
}

import { Command } from "commander";
import { grouped } from "../../lib/grouped.js";
import { plural } from "../../lib/plural.js";
import { exitCode, interruptible } from "../ending.js";
import * as option from "../options.js";
import {
  type AskingOptions,
  askingProgress,
  budgetOption,
  creditOfDay,
  openAlexClient,
  usd,
  waitOption,
} from "../openalex-access.js";
import { printResult } from "../terminal.js";

interface FetchOptions extends option.CommonOptions, AskingOptions {
  readonly output: string;
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
    .description("print how many works a query has, and what fetching them costs")
    .argument(...query)
    .addOption(option.jsonOption())
    .addHelpText("after", access)
    .action(estimate);
}

function fetchCommand(): Command {
  return new Command("fetch")
    .description("fetch all works of a query from OpenAlex")
    .argument(...query)
    .requiredOption("-o, --output <dir>", "the folder to write to")
    .addOption(budgetOption())
    .addOption(waitOption())
    .addOption(option.jsonOption())
    .addHelpText(
      "after",
      `
Writes pages of JSON lines (works-000001.jsonl.gz, …) and manifest.json: the query, every page with its cursor, its
number of works, date and SHA-256. A page is on disk before the next is requested. After any interruption, run the
same command again: it continues where it stopped. Works of which a list gives only the first hundred authors are fetched whole.
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
    .description("check a folder of works")
    .addCommand(
      new Command("check")
        .description("check bytes, gzip and number of records of every file against the manifest")
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
  const estimated = await interruptible(async (signal) =>
    estimateWorks(await openAlexClient({}, askingProgress(), signal), parameters),
  );
  const days = Math.ceil(estimated.usd / creditOfDay());
  const { works, calls, usd: cost } = estimated;
  const free = `${plural(days, "day")} of what is free${creditOfDay() < 1 ? " without a key" : ""}`;
  const quicker =
    "The snapshot of OpenAlex is free and quicker: https://docs.openalex.org/download-all-data\n";
  printResult(
    { json },
    { ...estimated, days },
    () =>
      `${grouped(works)} works: ${grouped(calls)} calls, ${usd(cost)} of credit, ${free}.\n${days > snapshotDays ? quicker : ""}`,
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
    const client = await openAlexClient(options, progress, signal);
    const result = await fetchWorks(client, parameters, options.output, ({ records, total }) => {
      progress.show(`${grouped(records)} of ${grouped(total)} works, ${usd(client.spent)}`);
    });
    return { ...result, usd: client.spent };
  }).finally(progress.close);
  const { records, total, pages, truncated } = fetched;
  const lines = [
    `${grouped(records)} works in ${plural(pages, "file")}, listed in ${options.output}/manifest.json; ${usd(fetched.usd)} of credit used.`,
    records !== total &&
      `OpenAlex counted ${grouped(total)} when the last page was read: works came or went meanwhile.`,
    truncated.length > 0 &&
      `Of ${plural(truncated.length, "work")} only the first hundred authors are available (manifest.json names them).`,
  ];
  printResult(options, fetched, () => lines.flatMap((line) => (line === false ? [] : `${line}\n`)).join(""));
}

async function checkSnapshot(folder: string, { json }: Pick<FetchOptions, "json">): Promise<void> {
  const { checkSnapshot: check } = await import("../../openalex/works/check-snapshot.js");
  const progress = askingProgress();
  const checked = await check(folder, progress.show).finally(progress.close);
  if (checked.problems.length > 0) process.exitCode = exitCode.fault;
  const { files, records, problems } = checked;
  const faults = problems.map(({ file, message }) => `${file}: ${message}\n`).join("");
  printResult({ json }, checked, () =>
    problems.length === 0
      ? `${plural(files, "file")} with ${grouped(records)} records: all as the manifest says.\n`
      : `${faults}${plural(problems.length, "fault")} in ${plural(files, "file")}. Fetch or download again what is missing or wrong.\n`,
  );
}

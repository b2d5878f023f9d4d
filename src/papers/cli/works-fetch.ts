import {
  Command,
  exitCode,
  grouped,
  interruptible,
  type option,
  plural,
  printResult,
} from "briefing/commands";
import * as openAlex from "./openalex-access.js";

interface FetchOptions extends option.CommonOptions, openAlex.RequestOptions {
  readonly output: string;
}

/** The commands that fetch works and check that they are complete. */
export function addFetchCommands(works: Command): void {
  works.addCommand(estimateCommand()).addCommand(fetchCommand()).addCommand(snapshotCommand());
}

const query = [
  "<query>",
  'a filter of OpenAlex ("countries_distinct_count:>1,publication_year:2020"), or the URL of a search on openalex.org',
] as const;

const access = `
For more than a few requests, OpenAlex requires a key: set OPENALEX_API_KEY (free, $1 of credit per day, from
https://openalex.org/settings/api). The key is never stored.`;

function estimateCommand(): Command {
  return new Command("estimate")
    .description("print the number of works of a query and the cost of fetching them")
    .argument(...query)
    .shared("json")
    .action(estimate)
    .notes(access);
}

function fetchCommand(): Command {
  return new Command("fetch")
    .description("fetch all works of a query from OpenAlex")
    .argument(...query)
    .requiredOption("-o, --output <dir>", "folder to write to")
    .addOptions(openAlex.options())
    .shared("json")
    .action(fetchAll).notes(`
Writes pages of JSON lines (works-000001.jsonl.gz, …) and manifest.json: the query, every page with its cursor, its
number of works, date and SHA-256. Each page is written to disk before the next is requested. After an interruption, run the
same command again to resume. Works with more than a hundred authors, which lists truncate, are fetched in full.
${access}

A cube that says something about two countries needs the international papers of all countries, in every year of the
baseline and in the year of the verdict: see docs/how-to/single-papers.md.

Examples:
  briefing works estimate "countries_distinct_count:>1,publication_year:2013-2021"
  briefing works fetch "countries_distinct_count:>1,publication_year:2013-2021" -o works --wait
  briefing works snapshot check works`);
}

function snapshotCommand(): Command {
  return new Command("snapshot")
    .description("check a folder of works")
    .addCommand(
      new Command("check")
        .description("check the bytes, gzip data and number of records of every file against the manifest")
        .argument(
          "<dir>",
          "folder written by briefing works fetch, or the works of an OpenAlex snapshot (with its manifest)",
        )
        .shared("json")
        .action(checkSnapshot)
        .notes("\nExit codes: 0 complete, 1 missing or damaged files, 2 incorrect usage."),
    );
}

async function estimate(text: string, { json }: Pick<FetchOptions, "json">): Promise<void> {
  const { estimateWorks, parseQuery } = await import("../openalex/works/fetch.js");
  const parameters = parseQuery(text);
  const estimated = await interruptible(async (signal) =>
    estimateWorks(await openAlex.createClient({}, openAlex.requestProgress(), signal), parameters),
  );
  const days = Math.ceil(estimated.usd / openAlex.creditOfDay());
  const { works, calls, usd: cost } = estimated;
  const free = `${plural(days, "day")} of free credit${openAlex.creditOfDay() < 1 ? " without a key" : ""}`;
  const hint =
    days > snapshotDays
      ? "The OpenAlex snapshot is free and faster: https://docs.openalex.org/download-all-data\n"
      : "";
  const said = `${grouped(works)} works: ${grouped(calls)} calls, ${openAlex.usd(cost)} of credit, ${free}.\n${hint}`;
  printResult({ json }, { ...estimated, days }, () => said);
}

/** Beyond this many days, downloading the snapshot is faster. */
const snapshotDays = 14;

async function fetchAll(text: string, options: FetchOptions): Promise<void> {
  const { fetchWorks, parseQuery } = await import("../openalex/works/fetch.js");
  const parameters = parseQuery(text);
  const progress = openAlex.requestProgress();
  const fetched = await interruptible(async (signal) => {
    const client = await openAlex.createClient(options, progress, signal);
    const result = await fetchWorks(client, parameters, options.output, ({ records, total }) => {
      progress.show(`${grouped(records)} of ${grouped(total)} works, ${openAlex.usd(client.spent)}`);
    });
    return { ...result, usd: client.spent };
  }).finally(progress.close);
  const { records, total, pages, truncated } = fetched;
  const lines = [
    `${grouped(records)} works in ${plural(pages, "file")}, listed in ${options.output}/manifest.json; ${openAlex.usd(fetched.usd)} of credit used.`,
    records !== total &&
      `OpenAlex counted ${grouped(total)} when the last page was read: works were added or removed in the meantime.`,
    truncated.length > 0 &&
      `For ${plural(truncated.length, "work")}, only the first hundred authors are available (listed in manifest.json).`,
  ];
  printResult(options, fetched, () => lines.flatMap((line) => (line === false ? [] : `${line}\n`)).join(""));
}

async function checkSnapshot(folder: string, { json }: Pick<FetchOptions, "json">): Promise<void> {
  const { checkSnapshot: check } = await import("../openalex/works/check-snapshot.js");
  const progress = openAlex.requestProgress();
  const checked = await check(folder, progress.show).finally(progress.close);
  if (checked.problems.length > 0) process.exitCode = exitCode.fault;
  const { files, records, problems } = checked;
  const faults = problems.map(({ file, message }) => `${file}: ${message}\n`).join("");
  printResult({ json }, checked, () =>
    problems.length === 0
      ? `${plural(files, "file")} with ${grouped(records)} records: all match the manifest.\n`
      : `${faults}${plural(problems.length, "fault")} in ${plural(files, "file")}. Fetch or download the missing or damaged files again.\n`,
  );
}

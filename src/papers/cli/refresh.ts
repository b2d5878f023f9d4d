import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import {
  briefing,
  Command,
  grouped,
  interruptible,
  option,
  plural,
  shownPath,
  UsageError,
} from "briefing/commands";
import type { CollectionMeta, CollectionPlan } from "../openalex/counts/collection.js";
import * as openAlex from "./openalex-access.js";

interface RefreshOptions extends option.CommonOptions, openAlex.RequestOptions {
  readonly plan?: true;
  readonly resume?: true;
  readonly acceptFall?: true;
  readonly yes?: true;
  readonly years?: readonly [number, number];
}

export function refreshCommand(): Command {
  return new Command("refresh")
    .description("refresh the tables of data/ from OpenAlex")
    .argument("[tables...]", "tables to refresh (default: all that OpenAlex provides)")
    .shared("project")
    .option("--plan", "print the number of calls and the cost without querying OpenAlex")
    .option("-y, --yes", "do not ask for confirmation")
    .addOptions(openAlex.options())
    .option("--resume", "continue an interrupted collection")
    .option("--accept-fall", "write tables even if they count over 5 % fewer works than the previous edition")
    .option("--years <first-last>", "years of publication (default: 1990 to last year)", option.yearsOf)
    .option(
      "-o, --output <dir>",
      "folder for the responses (default: collected/openalex-YYYY-MM in the project)",
    )
    .action(refresh).notes(`
Tables: world-pairs, world-international, pairs (and flags), partners, copublications, international (joint papers of
economies by year), exact-pairs (papers of exactly two economies, and of more), openalex-fields (the United States and China
by field), country-coverage (works without a country). New counts replace earlier OpenAlex counts; rows of other sources are
preserved. The new edition is added to data/editions.csv and notebooks/references.bib.

Each response is stored with its query and date; data/datapackage.json contains their SHA-256. After an interruption, run the
command again with --resume, which queries only what is missing.

Set your key in OPENALEX_API_KEY (free, $1 of credit per day, from https://openalex.org/settings/api). It is never stored.

Examples:
  briefing data refresh --plan
  briefing data refresh --yes --wait
  briefing data refresh --resume --budget 1
  briefing data refresh openalex-fields country-coverage`);
}

const earliestYear = 1990;

async function refresh(tables: readonly string[], options: RefreshOptions): Promise<void> {
  const { findRoot } = await import("briefing/table-files");
  const { readRefreshable, refreshTables } = await import("../refresh/tables.js");
  const { beginCollection, collect, planOf } = await import("../openalex/counts/collection.js");
  const { derivedTables } = await import("../openalex/counts/queries.js");
  const root = await findRoot(options.project);
  const project = await readRefreshable(root);
  rejectUnknown(tables, project.tables);
  const { folder, meta, isBegun } = await collectionFor(root, options);
  const years = Array.from(
    { length: meta.lastYear - meta.firstYear + 1 },
    (_, index) => meta.firstYear + index,
  );
  const following = tables
    .map((name) => derivedTables.get(name) ?? name)
    .filter((name) => project.tables.includes(name));
  const chosen = new Set(tables.length > 0 ? [...tables, ...following] : project.tables);
  const wanted = { ...project.wanted, years, tables: chosen };
  const plan = planOf(folder, wanted, project.economies);
  process.stdout.write(describePlan(plan, meta, [...chosen], shownPath(folder)));
  if (options.plan === true || !(plan.queries === 0 || options.yes === true || (await isWanted()))) return;
  if (!isBegun) await beginCollection(folder, meta);
  const progress = openAlex.requestProgress();
  await interruptible(async (signal) => {
    const client = await openAlex.createClient(options, progress, signal);
    await collect(client, folder, wanted, ({ done, of }) => {
      progress.show(`${grouped(done)} of ${grouped(of)} responses, ${openAlex.usd(client.spent)}`);
    });
  }).finally(progress.close);
  const onFall = (message: string) => void process.stderr.write(`${message}\n`);
  const accepting = options.acceptFall === true ? { onFall } : {};
  for (const { name, status, rows } of await refreshTables(project, folder, meta, wanted, accepting))
    process.stdout.write(`${name}: ${status}, ${plural(rows, "row")} of ${meta.edition}\n`);
  process.stdout.write(
    `\nNext: ${briefing} build (it lists sentences that are no longer true), diff (what the new edition changed), review.\n`,
  );
}

function rejectUnknown(tables: readonly string[], known: readonly string[]): void {
  const unknown = tables.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`The table ${unknown} cannot be collected from OpenAlex for this project.`, {
      hint: `Tables: ${known.join(", ")}`,
    });
}

async function collectionFor(root: string, options: RefreshOptions) {
  const { readCollection } = await import("../openalex/counts/collection.js");
  const now = new Date().toISOString();
  const edition = `openalex-${now.slice(0, 7)}`;
  const parent = path.join(root, "collected");
  const latest = options.resume === true ? await latestIn(parent) : undefined;
  const folder = options.output ?? latest ?? path.join(parent, edition);
  const meta = await readCollection(folder);
  if (meta === undefined) {
    if (options.resume === true)
      throw new UsageError("There is no collection to resume.", {
        hint: `Start one without --resume${options.output === undefined ? "" : ", or specify its folder with -o"}.`,
      });
    const [firstYear, lastYear] = options.years ?? [earliestYear, Number(now.slice(0, 4)) - 1];
    const started: CollectionMeta = {
      format: "openalex-counts/1",
      edition,
      started: now,
      firstYear,
      lastYear,
    };
    return { folder, meta: started, isBegun: false };
  }
  if (options.resume !== true && options.plan !== true)
    throw new UsageError(
      `${shownPath(folder)} already contains a collection, started on ${meta.started.slice(0, 10)}.`,
      { hint: "Resume it with --resume, or start a new one in another folder with -o DIR." },
    );
  if (options.years !== undefined)
    throw new UsageError(
      `The collection covers the years ${meta.firstYear} to ${meta.lastYear}; other years cannot be added.`,
      { hint: "Omit --years, or start a new collection in another folder with -o DIR." },
    );
  return { folder, meta, isBegun: true };
}

async function latestIn(parent: string): Promise<string | undefined> {
  const names = existsSync(parent) ? await readdir(parent) : [];
  const name = names
    .filter((each) => existsSync(path.join(parent, each, "collection.json")))
    .sort()
    .at(-1);
  return name === undefined ? undefined : path.join(parent, name);
}

function describePlan(
  { queries, answered, calls }: CollectionPlan,
  { edition, firstYear: first, lastYear: last }: CollectionMeta,
  tables: readonly string[],
  folder: string,
): string {
  const days = Math.ceil((calls.max * usdPerCall) / openAlex.creditOfDay());
  const already = answered === 0 ? "" : ` ${grouped(answered)} responses already exist.`;
  const what =
    queries === 0
      ? "Nothing left to query."
      : `${grouped(queries)} queries of OpenAlex: ${calls.min === calls.max ? "" : `${grouped(calls.min)} to `}${grouped(calls.max)} calls of one credit each, at most ${openAlex.usd(calls.max * usdPerCall)}, ${plural(days, "day")} of free credit ${openAlex.creditOfDay() < 1 ? "without a key" : "with a key"}.`;
  return `Edition ${edition}, years ${first} to ${last}. Tables: ${tables.join(", ")}.\n${what}${already}\nResponses are stored in ${folder}.\n`;
}

const usdPerCall = 0.0001;

/** Only an interactive terminal can show a prompt. */
async function isWanted(): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new UsageError("OpenAlex was not queried: confirmation requires an interactive terminal.", {
      hint: "To confirm in advance, use briefing data refresh --yes.",
    });
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await reader.question("Begin? [y/N] ")).trim());
  } finally {
    reader.close();
  }
}

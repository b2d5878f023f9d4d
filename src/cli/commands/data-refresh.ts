import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { Command } from "commander";
import { grouped } from "../../lib/grouped.js";
import { plural } from "../../lib/plural.js";
import { shownPath } from "../../lib/shown-path.js";
import { UsageError } from "../../model/errors.js";
import type { CollectionMeta, CollectionPlan } from "../../openalex/counts/collection.js";
import { interruptible } from "../ending.js";
import * as option from "../options.js";
import { briefing } from "../terminal.js";
import {
  type AskingOptions,
  askingProgress,
  budgetOption,
  creditOfDay,
  openAlexClient,
  usd,
  waitOption,
} from "../openalex-access.js";

interface RefreshOptions extends option.CommonOptions, AskingOptions {
  readonly plan?: true;
  readonly resume?: true;
  readonly acceptFall?: true;
  readonly yes?: true;
  readonly years?: readonly [number, number];
}

export function refreshCommand(): Command {
  return new Command("refresh")
    .description("refresh the tables of data/ from OpenAlex")
    .argument("[tables...]", "which tables (default: all that can be collected)")
    .addOption(option.projectOption())
    .option("--plan", "print the number of calls and the cost, and query nothing")
    .option("-y, --yes", "do not ask for confirmation")
    .addOption(budgetOption())
    .addOption(waitOption())
    .option("--resume", "continue an interrupted collection")
    .option("--accept-fall", "write tables that count over 5 % fewer works than the edition before")
    .option("--years <first-last>", "years of publication (default: 1990 to last year)", option.yearsOf)
    .option(
      "-o, --output <dir>",
      "where the answers are kept (default: collected/openalex-YYYY-MM in the project)",
    )
    .addHelpText(
      "after",
      `
Tables: world-pairs, world-international, pairs (and flags), partners, copublications, international (joint papers of
economies by year), exact-pairs (papers of exactly two economies, and of more), openalex-fields (the United States and China
by field), country-coverage (works without a country). New counts replace earlier counts of OpenAlex; rows of other sources
stay. The new edition is entered in data/editions.csv and in notebooks/references.bib.

Each answer is kept with its query and date; data/datapackage.json names the SHA-256 of all. After any interruption, run the
command again with --resume: it queries only what is missing.

OPENALEX_API_KEY holds your key (free, $1 of credit a day, from https://openalex.org/settings/api). It is written to no file.

Examples:
  briefing data refresh --plan
  briefing data refresh --yes --wait
  briefing data refresh --resume --budget 1
  briefing data refresh openalex-fields country-coverage`,
    )
    .action(refresh);
}

const firstYear = 1990;

async function refresh(tables: readonly string[], options: RefreshOptions): Promise<void> {
  const { findRoot } = await import("../../engine/project/find-project.js");
  const { readRefreshable } = await import("../../tools/data/refreshable.js");
  const { refreshTables } = await import("../../tools/data/refresh-tables.js");
  const { beginCollection, collect } = await import("../../openalex/counts/collection.js");
  const { planOf } = await import("../../openalex/counts/collection.js");
  const { followers } = await import("../../openalex/counts/queries.js");
  const root = await findRoot(options.project);
  const project = await readRefreshable(root);
  refuseUnknown(tables, project.tables);
  const { folder, meta, isBegun } = await collectionFor(root, options);
  const years = Array.from(
    { length: meta.lastYear - meta.firstYear + 1 },
    (_, index) => meta.firstYear + index,
  );
  const following = tables
    .map((name) => followers.get(name) ?? name)
    .filter((name) => project.tables.includes(name));
  const chosen = new Set(tables.length > 0 ? [...tables, ...following] : project.tables);
  const wanted = { ...project.wanted, years, tables: chosen };
  const plan = planOf(folder, wanted, project.economies);
  process.stdout.write(describePlan(plan, meta, [...chosen], shownPath(folder)));
  if (options.plan === true || !(plan.queries === 0 || options.yes === true || (await isWanted()))) return;
  if (!isBegun) await beginCollection(folder, meta);
  const progress = askingProgress();
  await interruptible(async (signal) => {
    const client = await openAlexClient(options, progress, signal);
    await collect(client, folder, wanted, ({ done, of }) => {
      progress.show(`${grouped(done)} of ${grouped(of)} answers, ${usd(client.spent)}`);
    });
  }).finally(progress.close);
  const onFall = (message: string) => void process.stderr.write(`${message}\n`);
  const accepting = options.acceptFall === true ? { onFall } : {};
  for (const { name, status, rows } of await refreshTables(project, folder, meta, wanted, accepting))
    process.stdout.write(`${name}: ${status}, ${plural(rows, "row")} of ${meta.edition}\n`);
  process.stdout.write(
    `\nNext: ${briefing} build (it names sentences that are no longer true), diff (what the new edition changed), review.\n`,
  );
}

function refuseUnknown(tables: readonly string[], known: readonly string[]): void {
  const unknown = tables.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`The table ${unknown} cannot be collected from OpenAlex for this project.`, {
      hint: `Tables: ${known.join(", ")}`,
    });
}

interface Begun {
  readonly folder: string;
  readonly meta: CollectionMeta;
  readonly isBegun: boolean;
}

async function collectionFor(root: string, options: RefreshOptions): Promise<Begun> {
  const { readCollection } = await import("../../openalex/counts/collection.js");
  const now = new Date().toISOString();
  const edition = `openalex-${now.slice(0, 7)}`;
  const parent = path.join(root, "collected");
  const latest = options.resume === true ? await latestIn(parent) : undefined;
  const folder = options.output ?? latest ?? path.join(parent, edition);
  const meta = await readCollection(folder);
  if (meta === undefined) {
    if (options.resume === true)
      throw new UsageError("There is no collection to go on with.", {
        hint: `Begin one without --resume${options.output === undefined ? "" : ", or name its folder with -o"}.`,
      });
    const [first, last] = options.years ?? [firstYear, Number(now.slice(0, 4)) - 1];
    return {
      folder,
      isBegun: false,
      meta: { format: "openalex-counts/1", edition, started: now, firstYear: first, lastYear: last },
    };
  }
  if (options.resume !== true && options.plan !== true)
    throw new UsageError(
      `${shownPath(folder)} holds a collection already, begun on ${meta.started.slice(0, 10)}.`,
      {
        hint: "Go on with it: --resume. Or collect anew into another folder: -o DIR",
      },
    );
  if (options.years !== undefined)
    throw new UsageError(
      `The collection is of the years ${meta.firstYear} to ${meta.lastYear}; others cannot be added.`,
      {
        hint: "Leave --years out, or collect anew into another folder: -o DIR",
      },
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
  const days = Math.ceil((calls.most * usdPerCall) / creditOfDay());
  const already = answered === 0 ? "" : ` ${grouped(answered)} answers are there already.`;
  const what =
    queries === 0
      ? "Nothing is left to query."
      : `${grouped(queries)} queries of OpenAlex: ${calls.least === calls.most ? "" : `${grouped(calls.least)} to `}${grouped(calls.most)} calls of one credit each, at most ${usd(calls.most * usdPerCall)}, ${plural(days, "day")} of what is free ${creditOfDay() < 1 ? "without a key" : "with a key"}.`;
  return `Edition ${edition}, years ${first} to ${last}. Tables: ${tables.join(", ")}.\n${what}${already}\nAnswers are kept in ${folder}.\n`;
}

const usdPerCall = 0.0001;

/** Only a person at a terminal can be asked. */
async function isWanted(): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new UsageError("Nothing was asked: nobody is at the terminal to agree.", {
      hint: "To begin: briefing data refresh --yes",
    });
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await reader.question("Begin? [y/N] ")).trim());
  } finally {
    reader.close();
  }
}

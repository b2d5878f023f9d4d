import os from "node:os";
import path from "node:path";
import { format } from "d3-format";
import { Command, InvalidArgumentError, Option } from "commander";
import { grouped } from "../../lib/grouped.js";
import { plural } from "../../lib/plural.js";
import { shownPath } from "../../lib/shown-path.js";
import { UsageError } from "../../model/errors.js";
import type { BuildProgress, BuildSettings } from "../../works/build-cube.js";
import type { Checked } from "../../works/check-cube.js";
import type { Remote } from "../../works/spark/remote.js";
import { exitCode } from "../ending.js";
import * as option from "../options.js";
import { inColumns, printJson, printResult, progressLine } from "../terminal.js";
import { addFetchCommands } from "./works-fetch.js";

interface EngineOptions extends option.CommonOptions {
  readonly memory: number;
  readonly threads: number;
}

interface BuildOptions extends EngineOptions {
  readonly output: string;
  readonly engine: "duckdb" | "spark";
  readonly remote?: string;
  readonly pair: readonly [string, string];
  readonly years: readonly [number, number];
  readonly panel?: readonly [number, number];
}

export function worksCommand(): Command {
  const works = new Command("works").description("fetch works of OpenAlex and count them, paper by paper");
  addFetchCommands(works);
  return works
    .addCommand(buildCommand())
    .addCommand(checkCommand())
    .addHelpText(
      "after",
      `
No real data of single papers are shipped with this program. Its test data hold 340 works of OpenAlex and generated ones.

Examples:
  briefing works build ~/openalex/data/works -o cube
  briefing works check cube`,
    );
}

/** The whole process takes about 350 MB more, so that it stays below a gigabyte. */
const memoryMb = 400;

const withEngineOptions = (command: Command): Command =>
  command
    .option(
      "--memory <megabytes>",
      "what DuckDB may hold in memory; beyond that it writes to disk",
      option.whole,
      memoryMb,
    )
    .addOption(
      new Option("--threads <n>", "threads of DuckDB")
        .argParser(option.whole)
        .default(os.availableParallelism(), "number of cores"),
    )
    .addOption(option.jsonOption());

function buildCommand(): Command {
  return withEngineOptions(
    new Command("build")
      .description("count the works in a folder: pairs, countries, citations, venues by year and field")
      .argument(
        "<dir>",
        "folder with updated_date=…/part_….gz, *.jsonl.gz or *.parquet, as OpenAlex gives them",
      )
      .option("-o, --output <dir>", "folder of the cube", "cube")
      .addOption(
        new Option("--engine <name>", "program that counts: DuckDB on this machine, or Apache Spark")
          .choices(["duckdb", "spark"])
          .default("duckdb"),
      )
      .option(
        "--remote <address>",
        "Spark Connect server: sc://HOST:PORT/;use_ssl=true;user_id=NAME (default: SPARK_REMOTE)",
      )
      .addOption(
        new Option("--pair <A-B>", "two countries whose citations and venues are counted")
          .argParser(pairOf)
          .default(["CN", "US"], "CN-US"),
      )
      .addOption(
        new Option("--years <first-last>", "works published in these years")
          .argParser(option.yearsOf)
          .default([1990, 2026], "1990-2026"),
      )
      .option(
        "--panel <first-last>",
        "sources with works in each of these years are the fixed panel (default: all years with works)",
        option.yearsOf,
      )
      .addOption(option.quietOption()),
  )
    .addHelpText(
      "after",
      `
Every file is unpacked to its last byte and its records are counted; where a manifest.json of OpenAlex is there, bytes and
records must be those that it lists. A damaged or incomplete file ends the build, and the cube stays as it was. Each work
is counted once, by its newest record. Works are articles, book chapters, preprints and reviews that are neither
retracted nor in the expansion pack (is_xpac); left_out.parquet says how many others there were.

What was read of a file is kept in the cube's folder, in .records, by the file's hash: the next build reads only files that
are new or changed. The same works give the same bytes, with any number of threads.

With --engine spark, a Spark 4 that is reached over Spark Connect reads and counts the works, and the tables, the same to the
byte, are written here by DuckDB. <dir> is a path, or an address such as s3a://bucket/works, that all workers of Spark see.
Spark checks each *.gz to its last byte and rejects lines that are not works; bytes and records must be those of manifest.json
where there is one. It does not see what follows a first work on the same line, and it hashes no file. It reads all files
each time, and no Parquet. The token of a server goes into SPARK_CONNECT_AUTHENTICATE_TOKEN; it is written to no file.`,
    )
    .action(runBuild);
}

function checkCommand(): Command {
  return withEngineOptions(
    new Command("check")
      .description("check whether the counts of a cube agree, and print its coverage by year")
      .argument("[cube]", "folder of the cube", "cube"),
  )
    .addHelpText(
      "after",
      "\nExit codes: 0 all counts agree, 1 some do not or a table is damaged, 2 wrong usage or a crash.",
    )
    .action(runCheck);
}

function pairOf(text: string): readonly [string, string] {
  const [first = "", second = "", ...more] = text.toUpperCase().split("-").sort();
  if (!/^[A-Z]{2}$/.test(first) || !/^[A-Z]{2}$/.test(second) || first === second || more.length > 0)
    throw new InvalidArgumentError("Write two countries by their codes of two letters: US-CN");
  return [first, second];
}

async function remoteOf({ engine, remote }: BuildOptions): Promise<Remote | undefined> {
  if (engine === "duckdb") {
    if (remote === undefined) return undefined;
    throw new UsageError("--remote is for Spark alone.", { hint: "Add --engine spark." });
  }
  const address = remote ?? process.env["SPARK_REMOTE"] ?? "";
  if (address === "")
    throw new UsageError("--engine spark needs the address of a Spark Connect server.", {
      hint: "Name it: --remote sc://HOST:15002, or in SPARK_REMOTE.",
    });
  const { parseRemote } = await import("../../works/spark/remote.js");
  return parseRemote(address, process.env);
}

async function runBuild(folder: string, options: BuildOptions): Promise<void> {
  const { buildCube } = await import("../../works/build-cube.js");
  const remote = await remoteOf(options);
  const settings: BuildSettings = {
    folder: remote === undefined ? path.resolve(folder) : folder,
    remote,
    cube: path.resolve(options.output),
    memoryMb: options.memory,
    threads: options.threads,
    pair: options.pair,
    years: options.years,
    panel: options.panel,
  };
  const line = progressLine();
  const { cube, unchanged } = await buildCube(settings, (progress) => {
    if (options.quiet !== true) line.show(progressText(progress));
  }).finally(line.close);
  if (options.json === true) {
    printJson({ folder: settings.cube, unchanged, ...cube });
    return;
  }
  if (options.quiet === true) return;
  const kept = unchanged === 0 ? "" : `, ${unchanged} unchanged since the last build`;
  process.stdout.write(
    `${shownPath(settings.cube)}: ${grouped(cube.counted)} works counted of ${grouped(cube.works)} (${grouped(cube.records)} records, ` +
      `${plural(cube.inputs.length, "file")}${kept})\n` +
      `${grouped(cube.tables["pairs"]?.rows ?? 0)} rows of pairs; sources in the panel, ${cube.panel.join("–")}: ` +
      `${grouped(cube.tables["panel"]?.rows ?? 0)}\nhash ${cube.hash}\n`,
  );
}

const progressText = (progress: BuildProgress): string =>
  progress.kind === "count"
    ? `counting ${progress.table}`
    : `${progress.files} of ${plural(progress.of, "file")}, ${grouped(progress.records)} records`;

async function runCheck(folder: string, options: EngineOptions): Promise<void> {
  const { checkCube } = await import("../../works/check-cube.js");
  const checked = await checkCube(path.resolve(folder), {
    memoryMb: options.memory,
    threads: options.threads,
  });
  if (checked.faults.length > 0) process.exitCode = exitCode.fault;
  const { faults, years, cube } = checked;
  printResult(options, { faults, years, hash: cube.hash }, () => checkText(checked));
}

const percent = format(".1%");

function checkText({ cube, faults, years }: Checked): string {
  const head = ["year", "works", "no country", "international", cube.pair.join("–"), "panel", "in the panel"];
  const rows = years.map((each) => [
    String(each.year),
    grouped(each.works),
    percent(each.works === 0 ? 0 : each.noCountry / each.works),
    grouped(each.international),
    grouped(each.joint),
    grouped(each.panelWorks),
    grouped(each.panelJoint),
  ]);
  const verdict = faults.length === 0 ? ["All counts agree."] : faults.map((fault) => `✗ ${fault}`);
  return `${[...(rows.length > 0 ? [...inColumns([head, ...rows]), ""] : []), ...verdict].join("\n")}\n`;
}

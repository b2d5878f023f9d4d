import os from "node:os";
import path from "node:path";
import { format } from "d3-format";
import {
  Command,
  exitCode,
  grouped,
  inColumns,
  InvalidArgumentError,
  option,
  Option,
  plural,
  printResult,
  progressLine,
  quoted,
  shownPath,
  UsageError,
} from "briefing/commands";
import type { BuildProgress, BuildSettings } from "../works/build-cube.js";
import type { Checked } from "../works/check-cube.js";
import type { Remote } from "../works/spark/remote.js";
import { addFetchCommands } from "./works-fetch.js";

interface EngineOptions extends option.CommonOptions {
  readonly memory: number;
  readonly threads: number;
}

interface BuildOptions extends EngineOptions, Pick<BuildSettings, "pair" | "years"> {
  readonly output: string;
  readonly engine: "duckdb" | "spark";
  readonly remote?: string;
  readonly panel?: BuildSettings["panel"];
}

export function worksCommand(): Command {
  const works = new Command("works").description("fetch OpenAlex works and count them paper by paper");
  addFetchCommands(works);
  return works.addCommand(buildCommand()).addCommand(checkCommand()).notes(`
This program contains no real data on single papers. Its test data are 340 OpenAlex works and generated ones.

Examples:
  briefing works build ~/openalex/data/works -o cube
  briefing works check cube`);
}

/** The whole process uses about 350 MB more, so it stays below a gigabyte. */
const memoryMb = 400;

const engineOptions = (): readonly Option[] => [
  new Option("--memory <megabytes>", "memory limit of DuckDB; beyond that it spills to disk")
    .argParser(option.whole)
    .default(memoryMb),
  new Option("--threads <n>", "threads of DuckDB")
    .argParser(option.whole)
    .default(os.availableParallelism(), "number of cores"),
];

function buildCommand(): Command {
  return new Command("build")
    .description("count the works in a folder: pairs, countries, citations, venues by year and field")
    .argument(
      "<dir>",
      "folder with updated_date=…/part_….gz, *.jsonl.gz or *.parquet, as published by OpenAlex",
    )
    .option("-o, --output <dir>", "folder of the cube", "cube")
    .addOption(
      new Option("--engine <name>", "engine that counts: DuckDB on this machine, or Apache Spark")
        .choices(["duckdb", "spark"])
        .default("duckdb"),
    )
    .option(
      "--remote <address>",
      "Spark Connect server: sc://HOST:PORT/;use_ssl=true;user_id=NAME (default: SPARK_REMOTE)",
    )
    .addOption(
      new Option("--pair <A-B>", "two countries for which citations and venues are counted")
        .argParser(pairOf)
        .default(["CN", "US"], "CN-US"),
    )
    .addOption(
      new Option("--years <first-last>", "years of publication")
        .argParser(option.yearsOf)
        .default([1990, 2026], "1990-2026"),
    )
    .option(
      "--panel <first-last>",
      "years of the fixed panel of sources, which have works in each of them (default: all years with works)",
      option.yearsOf,
    )
    .shared("quiet")
    .addOptions(engineOptions())
    .shared("json")
    .action(runBuild).notes(`
Every file is decompressed completely and its records are counted; if OpenAlex's manifest.json exists, bytes and
records must match it. A damaged or incomplete file ends the build, and the cube is unchanged. Each work
is counted once, using its newest record. Works are articles, book chapters, preprints and reviews that are neither
retracted nor in the expansion pack (is_xpac); left_out.parquet contains the number of others.

Records are cached under each file's hash in .records in the cube's folder, so that the next build reads only files that
are new or changed. The same works produce the same bytes, with any number of threads.

With --engine spark, Spark 4 reads and counts the works through Spark Connect, and DuckDB writes the tables locally, identical
to the byte. <dir> is a path, or a URL such as s3a://bucket/works, that all Spark workers can access.
Spark verifies each *.gz completely and rejects lines that are not works; bytes and records must match manifest.json
if it exists. It ignores text after the first work on a line, and computes no file hashes. It reads all files
every time, but not Parquet. Set the server's token in SPARK_CONNECT_AUTHENTICATE_TOKEN; it is never stored.`);
}

function checkCommand(): Command {
  return new Command("check")
    .description("check that the counts of a cube are consistent, and print its coverage by year")
    .argument("[cube]", "folder of the cube", "cube")
    .addOptions(engineOptions())
    .shared("json")
    .action(runCheck)
    .notes(
      "\nExit codes: 0 all counts agree, 1 some do not or a table is damaged, 2 incorrect usage or a crash.",
    );
}

function pairOf(text: string): readonly [string, string] {
  const [first = "", second = "", ...more] = text.toUpperCase().split("-").sort();
  if (!/^[A-Z]{2}$/.test(first) || !/^[A-Z]{2}$/.test(second) || first === second || more.length > 0)
    throw new InvalidArgumentError("Specify two countries by their two-letter codes: US-CN");
  return [first, second];
}

async function remoteOf({ engine, remote }: BuildOptions): Promise<Remote | undefined> {
  if (engine === "duckdb") {
    if (remote === undefined) return undefined;
    throw new UsageError("--remote requires --engine spark.", { hint: "Add --engine spark." });
  }
  const address = remote ?? process.env["SPARK_REMOTE"] ?? "";
  if (address === "")
    throw new UsageError("--engine spark requires the address of a Spark Connect server.", {
      hint: "Set it with --remote sc://HOST:15002, or in SPARK_REMOTE.",
    });
  const { parseRemote } = await import("../works/spark/remote.js");
  return parseRemote(address, process.env);
}

async function runBuild(folder: string, options: BuildOptions): Promise<void> {
  const { buildCube } = await import("../works/build-cube.js");
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
  if (options.quiet === true && options.json !== true) return;
  const kept = unchanged === 0 ? "" : `, ${unchanged} unchanged since the last build`;
  printResult(
    options,
    { folder: settings.cube, unchanged, ...cube },
    () =>
      `${shownPath(settings.cube)}: ${grouped(cube.counted)} works counted of ${grouped(cube.works)} (${grouped(cube.records)} records, ` +
      `${plural(cube.inputs.length, "file")}${kept})\n` +
      `${grouped(cube.tables["pairs"]?.rows ?? 0)} rows of pairs; sources in the panel, ${cube.panel.join("–")}: ` +
      `${grouped(cube.tables["panel"]?.rows ?? 0)}\n` +
      codesText(cube.tables["unknown_codes"]?.rows ?? 0) +
      `hash ${cube.hash}\n`,
  );
}

const codesText = (codes: number): string =>
  codes === 0
    ? ""
    : `${plural(codes, "country code")} outside ISO 3166 counted as missing: briefing works check lists them\n`;

const progressText = (progress: BuildProgress): string =>
  progress.kind === "count"
    ? `counting ${progress.table}`
    : `${progress.files} of ${plural(progress.of, "file")}, ${grouped(progress.records)} records`;

async function runCheck(folder: string, options: EngineOptions): Promise<void> {
  const { checkCube } = await import("../works/check-cube.js");
  const { memory: memoryMb, threads } = options;
  const checked = await checkCube(path.resolve(folder), { memoryMb, threads });
  if (checked.faults.length > 0) process.exitCode = exitCode.fault;
  const { faults, years, unknown, cube } = checked;
  printResult(options, { faults, years, unknown, hash: cube.hash }, () => checkText(checked));
}

function checkText({ cube, faults, years, unknown }: Checked): string {
  const head = ["year", "works", "no country", "international", cube.pair.join("–"), "panel", "in the panel"];
  const rows = years.map((each) => [
    String(each.year),
    grouped(each.works),
    format(".1%")(each.works === 0 ? 0 : each.noCountry / each.works),
    grouped(each.international),
    grouped(each.joint),
    grouped(each.panelWorks),
    grouped(each.panelJoint),
  ]);
  const verdict = faults.length === 0 ? ["All counts agree."] : faults.map((fault) => `✗ ${fault}`);
  const codes = unknown.slice(0, 10).map(({ code, works }) => `${quoted(code)} (${plural(works, "work")})`);
  const more = unknown.length > codes.length ? `, and ${unknown.length - codes.length} more` : "";
  const missing =
    codes.length === 0
      ? []
      : [`Not in ISO 3166, therefore counted as if no country were given: ${codes.join(", ")}${more}.`, ""];
  return `${[...(rows.length > 0 ? [...inColumns([head, ...rows]), ""] : []), ...missing, ...verdict].join("\n")}\n`;
}

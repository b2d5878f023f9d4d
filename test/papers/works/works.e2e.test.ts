import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { runBriefing } from "../../briefing/cli/run-briefing.js";
import { gzipped, partitioned } from "./cube-of.js";
import { generateWorks } from "./generate.js";
import { describeWithDuckDb } from "../../support/duckdb.js";
import { withoutPackages } from "../../support/without-packages.js";
import { temporaryFolder } from "../../support/temporary.js";
import { writeFiles } from "../../support/files.js";

describeWithDuckDb("briefing works", () => {
  test("builds a cube, checks it, and says what it did", async () => {
    const cwd = temporaryFolder();
    writeFiles(`${cwd}/snapshot`, partitioned(generateWorks(21, 300)));
    const built = await runBriefing(["works", "build", "snapshot", "--panel", "2014-2016"], { cwd });
    expect(built.stderr).toBe("");
    expect(built.stdout).toMatch(
      /^cube: \d+ works counted of 300 \(3\d\d records, \d+ files\)\n.*\n4 country codes outside ISO 3166 counted as missing: briefing works check lists them\nhash [0-9a-f]{64}\n$/,
    );
    const again = await runBriefing(["works", "build", "snapshot", "--panel", "2014-2016", "--json"], {
      cwd,
    });
    const result = JSON.parse(again.stdout) as { hash: string; unchanged: number; inputs: unknown[] };
    expect(built.stdout).toContain(result.hash);
    expect(result.unchanged).toBe(result.inputs.length);
    const checked = await runBriefing(["works", "check"], { cwd });
    expect(checked.stdout).toMatch(
      /\n2014 +\d+ .*\n\nNot in ISO 3166, therefore counted as if no country were given: .*"ZZ" .*\n\nAll counts agree\.\n$/s,
    );
    expect(checked.code).toBe(0);
  });

  test("says where works are damaged and where a cube is, and ends with 1", async () => {
    const cwd = temporaryFolder();
    writeFiles(cwd, { "w/works.jsonl.gz": gzipped(generateWorks(22, 50)).subarray(0, 900) });
    const built = await runBriefing(["works", "build", "w"], { cwd });
    expect(built).toMatchObject({ code: 1, stdout: "" });
    expect(stripVTControlCharacters(built.stderr)).toMatch(
      /^briefing: w\/works\.jsonl\.gz: the file is damaged.*\nDownload it again\.\n$/,
    );
    const checked = await runBriefing(["works", "check"], { cwd });
    expect(checked.code).toBe(1);
    expect(checked.stderr).toContain("cube contains no cube.");
  });

  test("rejects invalid options", async () => {
    const cwd = temporaryFolder();
    for (const [option, value, message] of [
      ["--pair", "US", "Specify two countries"],
      ["--years", "2020-2010", "Write the first and the last"],
      ["--engine", "abacus", "Allowed choices are duckdb"],
      ["--memory", "much", "Write a number above zero"],
    ] as const) {
      const ran = await runBriefing(["works", "build", ".", option, value], { cwd });
      expect(ran.code).toBe(2);
      expect(ran.stderr).toContain(message);
    }
  });
});

test("says what Spark's address should be, and repeats no token", async () => {
  const cwd = temporaryFolder();
  const spark = ["works", "build", ".", "--engine", "spark"];
  for (const [argv, env, message] of [
    [spark, {}, "--engine spark requires the address of a Spark Connect server"],
    [spark, { SPARK_REMOTE: "sc://h:1/;tokn=s3cret" }, "the parameter tokn, which is not supported"],
    [[...spark, "--remote", "spark://h;token=s3cret"], {}, "not a Spark Connect address"],
    [["works", "build", ".", "--remote", "sc://h;token=s3cret"], {}, "--remote requires --engine spark"],
  ] as const) {
    const ran = await runBriefing(argv, { cwd, env: { SPARK_REMOTE: "", ...env } });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(message);
    expect(ran.stdout + ran.stderr).not.toContain("s3cret");
  }
});

test.each([
  [
    "@duckdb/",
    [],
    /DuckDB, which counts works, is not installed.*\nInstall it.*npm install @duckdb\/node-api/,
  ],
  [
    "@grpc/",
    ["--engine", "spark", "--remote", "sc://127.0.0.1:1"],
    /packages for Apache Spark are not installed.*\nInstall.*npm install @grpc\/grpc-js protobufjs apache-arrow/,
  ],
])("says what to install where %s is missing", async (packages, options, message) => {
  const cwd = temporaryFolder();
  writeFiles(cwd, { "works.jsonl.gz": gzipped([]) });
  const ran = await runBriefing(["works", "build", ".", ...options], { cwd, env: withoutPackages(packages) });
  expect(ran.code).toBe(1);
  expect(ran.stderr).toMatch(message);
});

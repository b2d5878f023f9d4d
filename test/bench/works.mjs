// How fast works are read, beside plain DuckDB that checks nothing, in one run: node test/bench/works.mjs DIR
// DIR holds updated_date=…/part_….gz; peak memory of a whole build comes last.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { withDuckDb } from "../../dist/works/duckdb.js";
import { findWorksFiles } from "../../dist/works/find-files.js";
import { ingest } from "../../dist/works/ingest.js";
import { jsonSource, recordsOf } from "../../dist/works/records-duckdb.js";
import { workFolder } from "../checks.mjs";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Name a folder of works.");
const scratch = workFolder("bench-works");
const engine = {
  memoryMb: 400,
  threads: os.availableParallelism(),
  spillFolder: path.join(scratch, "spill"),
};
const files = await findWorksFiles(folder, scratch);

const measured = async (name, work) => {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const records = await work();
  const { user, system } = process.cpuUsage(cpu);
  const seconds = { wall: (performance.now() - wall) / 1000, cpu: (user + system) / 1e6 };
  const rate = Math.round(records / seconds.wall);
  console.log(
    `${name.padEnd(28)} ${rate} works/s, ${seconds.wall.toFixed(2)} s, of processors ${seconds.cpu.toFixed(2)} s`,
  );
  return seconds;
};

const plain = () =>
  withDuckDb(engine, async (connect) => {
    const source = jsonSource(path.join(folder, "**/*.gz"), 1 << 20).replace("uncompressed", "gzip");
    const copy = `COPY (${recordsOf(source, "")}) TO '${path.join(scratch, "plain.parquet")}' (FORMAT parquet)`;
    for await (const [count] of (await connect()).rows(copy)) return Number(count);
    return 0;
  });

const checked = () =>
  withDuckDb(engine, async (connect) => {
    const folders = { records: path.join(scratch, "records"), scratch: path.join(scratch, "pieces") };
    rmSync(folders.records, { recursive: true, force: true });
    mkdirSync(folders.records);
    let [next, records] = [0, 0];
    const worker = async (_, slot) => {
      const connection = await connect();
      for (let at = next++; at < files.length; at = next++) {
        const ingested = await ingest(connection, files[at], folders, slot);
        records += ingested.records;
      }
    };
    await Promise.all(Array.from({ length: 2 }, worker));
    return records;
  });

const runs = [];
for (let run = 0; run < 3; run++)
  runs.push([
    await measured("plain DuckDB, unchecked", plain),
    await measured("briefing works, checked", checked),
  ]);
const best = (at, kind) => Math.min(...runs.map((run) => run[at][kind]));
for (const kind of ["wall", "cpu"])
  console.log(`ratio by ${kind}: ${(best(0, kind) / best(1, kind)).toFixed(2)}`);

const cube = path.join(scratch, "cube");
const build = spawnSync(process.execPath, ["dist/cli/main.js", "works", "build", folder, "-o", cube], {
  env: {
    ...process.env,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(
      `process.on("exit", () => process.stderr.write("peak " + Math.round(process.resourceUsage().maxRSS / 1024) + " MB\\n"))`,
    )}`,
  },
  encoding: "utf8",
});
console.log(`${build.stdout}${build.stderr}`);

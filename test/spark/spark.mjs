// Cubes that Apache Spark counts, over Spark Connect, against those that DuckDB counts: node test/spark/spark.mjs [--keep]
// One master and two workers on this machine; one worker is killed while it reads. Then pysail, another engine behind the
// same protocol, with the same SQL: what it shows it shows of the client and the SQL, never of Spark.
import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { transformSync } from "oxc-transform";
import { check, isAsked, part, program, root, skip, sum, writeFiles } from "../checks.mjs";
import { killReadingWorker, startCluster, tasksLost } from "./cluster.mjs";
import { installSail, installSpark } from "./install.mjs";
import { endAll, endOf, logOf, start, waitFor } from "./processes.mjs";
import { countWithSail } from "./sail.mjs";

const work = mkdtempSync(path.join(tmpdir(), "briefing-spark-"));
const began = performance.now();
const seconds = () => `${((performance.now() - began) / 1000).toFixed(0)} s`;

/** In ten minutes at most; what it printed to either stream is `said`. */
async function briefing(argv, env = {}) {
  const started = start(process.execPath, [program, ...argv], {
    log: path.join(work, `briefing-${randomUUID()}.log`),
    cwd: work,
    env: { NO_COLOR: "1", FORCE_COLOR: "0", ...env },
  });
  const code = await endOf(started, 600);
  return { code, said: logOf(started) };
}

/** Of those that DuckDB and Spark are spoken to with, which are optional. */
async function missingPackage() {
  for (const name of ["@duckdb/node-api", "@grpc/grpc-js", "apache-arrow", "protobufjs/light.js"]) {
    try {
      await import(name);
    } catch {
      return name;
    }
  }
  return undefined;
}

async function generated(count) {
  const source = readFileSync(path.join(root, "test/papers/works/generate.ts"), "utf8");
  const { code } = transformSync("generate.ts", source);
  const { generateWorks } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return generateWorks(20, count);
}

const packed = (works) => gzipSync(works.map((each) => `${JSON.stringify(each)}\n`).join(""), { level: 1 });

/** Blanks and quotes in the name of the folder, as people have them. */
function folderOf(name, files) {
  const folder = path.join(work, `the "works"'s 100% ${name}`);
  writeFiles(
    folder,
    Object.entries(files).map(([name, content]) => ({ path: name, content })),
  );
  return folder;
}

const cubeOf = (folder) => JSON.parse(readFileSync(path.join(folder, "cube.json"), "utf8"));

async function buildHere(folder, cube) {
  const built = await briefing(["works", "build", folder, "-o", cube]);
  if (built.code !== 0) throw new Error(`${built.code} ${built.said}`);
  return cubeOf(path.join(work, cube));
}

async function withSpark(works) {
  const home = path.join(work, "spark");
  const { missing } = installSpark(home);
  if (missing !== undefined) {
    skip("works were not counted by Apache Spark", missing);
    return;
  }
  console.log(`--- Apache Spark is here after ${seconds()}`);
  const cluster = await startCluster(home, work);
  console.log(`--- one master and two workers run after ${seconds()}`);
  const build = (folder, cube, env = { SPARK_CONNECT_AUTHENTICATE_TOKEN: cluster.token }) =>
    briefing(["works", "build", folder, "-o", cube, "--engine", "spark", "--remote", cluster.remote], env);

  const real = readFileSync(path.join(root, "test/fixtures/works/openalex-real-340.jsonl.gz"));
  const refused = async (name, content, message) => {
    const folder = folderOf(name, { "real.jsonl.gz": real, "bad.jsonl.gz": content });
    const { code, said } = await build(folder, "bad");
    check(`Spark refuses ${name}`, code === 1 && message.test(said), `${code} ${said}`);
  };
  const cut = real.subarray(0, real.length - 1000);
  await refused("a file that is cut", cut, /bad\.jsonl\.gz: cannot be read as works/);
  await refused(
    "an invalid year",
    withYear(real, "2019.7"),
    /bad\.jsonl\.gz: publication_year of \S+ is 2019\.7/,
  );
  await refused("an empty file", "", /bad\.jsonl\.gz: the file is empty/);
  const guess = randomUUID();
  const stranger = await build(folderOf("none", {}), "bad", { SPARK_CONNECT_AUTHENTICATE_TOKEN: guess });
  check("Spark refuses a wrong token", /rejected the token/.test(stranger.said), stranger.said);
  check("which no message repeats", !stranger.said.includes(guess), stranger.said);
  console.log(`--- after ${seconds()}`);

  const folder = folderOf("snapshot", snapshot(works, real));
  const here = await buildHere(folder, "here");
  for (let tries = 1; !(await withWorkerKilled(cluster, build, folder, here)); tries++) {
    if (tries === 3) {
      skip(
        "works were not counted by Spark with a running task lost",
        `none ran at the kill in ${tries} tries.`,
      );
      return;
    }
    console.log(`--- no task was running when the worker was killed; again, after ${seconds()}`);
    await cluster.addWorker();
  }
}

/** Whether a task was lost: at the moment of the kill, the executor may be between two tasks or done. */
async function withWorkerKilled(cluster, build, folder, here) {
  const { server } = cluster;
  const before = logOf(server).length;
  const building = build(folder, "there");
  const killed = await killReadingWorker(cluster, before);
  const { stage, executor } = killed;
  console.log(`--- a worker, with executor ${executor}, is killed in stage ${stage} after ${seconds()}`);
  const { code, said } = await building;
  console.log(`--- the build ended after ${seconds()}`);
  check("with a worker killed while it reads, Spark ends with 0", code === 0, `${code} ${said}`);
  await waitFor(server, (log) => log.slice(before).includes(`Lost executor ${executor} `), "a lost executor");
  if (code !== 0) return true;
  const there = cubeOf(path.join(work, "there"));
  same("20,000 generated works and 340 real ones, with a worker killed", here, there);
  check("the command says the same hash", said.includes(`hash ${here.hash}\n`), said);
  const checked = await briefing(["works", "check", "there"]);
  check("all counts agree", checked.code === 0, checked.said);
  const log = logOf(server).slice(before);
  if (tasksLost(log, killed) === 0) return false;
  const seen = (pattern) => new RegExp(pattern).test(log);
  const lost = `[Tt]ask \\S+ in stage ${stage}\\.0 .*(?:its executor exited|ExecutorLostFailure)`;
  check("with the executor Spark has lost a running task of this stage", seen(lost), log.slice(-2000));
  check("and has run it again", seen(`Starting task \\d+\\.1 in stage ${stage}\\.`), log.slice(-2000));
  return true;
}

/** Rows, and the bytes of the files, which DuckDB writes in both cases. */
function same(name, here, there) {
  console.log(`hash of ${name}: ${here.hash} by ${here.engine}, ${there.hash} by ${there.engine}`);
  check(`${name}: the hash of DuckDB`, there.hash === here.hash);
  check(`${name}: the tables to the byte`, JSON.stringify(there.tables) === JSON.stringify(here.tables));
  check(
    `${name}: as many records of each file`,
    counts(there) === counts(here),
    `${counts(there)} ${counts(here)}`,
  );
}

const counts = ({ inputs, works, counted }) =>
  JSON.stringify([works, counted, inputs.map(({ name, records }) => [name, records])]);

/** In 17 files, as OpenAlex lists them in its manifest. */
function snapshot(works, real) {
  const parts = Array.from({ length: 16 }, () => []);
  works.forEach((each, at) => parts[at % parts.length].push(each));
  const files = [real, ...parts.map(packed)].map((content, at) => ({
    name: `updated_date=2026-01-${at + 10}/part_0000.gz`,
    content,
    meta: { content_length: content.length, record_count: parts[at - 1]?.length ?? 340 },
  }));
  const entries = files.map(({ name, meta }) => ({ url: `s3://openalex/data/works/${name}`, meta }));
  return {
    ...Object.fromEntries(files.map(({ name, content }) => [name, content])),
    "manifest.json": JSON.stringify({ entries }),
  };
}

function withYear(file, year) {
  const text = gunzipSync(file).toString();
  return gzipSync(text.replace(/"publication_year": ?\d+/, `"publication_year":${year}`));
}

async function withSail(works) {
  const { missing, sail } = installSail(path.join(work, "venv"));
  if (missing !== undefined) {
    skip("works were not counted by pysail", missing);
    return;
  }
  console.log(`--- pysail is here after ${seconds()}`);
  // Its JSON takes no number for text.
  const asText = works.map((each) => ({
    ...each,
    publication_year: each.publication_year?.toString() ?? null,
  }));
  const folder = path.join(work, "flat");
  mkdirSync(folder);
  for (const half of [0, 1])
    writeFileSync(path.join(folder, `part_${half}.gz`), packed(asText.filter((_, at) => at % 2 === half)));
  const here = await buildHere(folder, "flat-here");
  const there = await countWithSail(sail, folder, work);
  console.log(
    `hash by ${here.engine}: ${here.hash}, by pysail ${there.engine.replace("spark ", "")}: ${there.hash}`,
  );
  check("pysail: the hash of DuckDB", there.hash === here.hash);
}

await part("works", async () => {
  const notInstalled = await missingPackage();
  if (notInstalled !== undefined) {
    skip("works were not counted by Apache Spark and pysail", `${notInstalled} is not installed.`);
    return;
  }
  const works = await generated(20_000);
  await part("Apache Spark", () => withSpark(works));
  // The day of records without one is that of their folder, which Sail does not tell.
  await part("pysail", () => withSail(works.filter(({ updated_date }) => updated_date !== undefined)));
});
await endAll();
if (isAsked("keep")) console.log(`everything is in ${work}`);
else {
  try {
    rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  } catch (error) {
    console.log(`warning: ${work} is left over: ${error.message}`);
  }
}
sum();

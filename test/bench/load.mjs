// Reading a table of six columns into typed rows, checked against its schema: `load` beside a bare one-pass reader that
// knows the columns and checks next to nothing, and beside others that read tables, as far as they are installed
// (DuckDB is found through NODE_PATH, too; pandas by python3). Each run is a process of its own, rounds are interleaved,
// and the least of each counts. usage: node test/bench/load.mjs [--runs 3] [--rows 10000,1000000] [--only REGEX]
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { argument, workFolder } from "../checks.mjs";
import { onPath } from "./setting.mjs";

const own = fileURLToPath(import.meta.url);
const require = createRequire(own);
const duckdb = "@duckdb/node-api";

const field = (name, type, constraints = {}) => ({ name, type, constraints });
const schema = {
  fields: [
    field("id", "integer", { required: true }),
    field("year", "integer", { required: true, minimum: 1900 }),
    field("country", "string", { required: true }),
    field("subject", "string", { required: true }),
    field("papers", "integer"),
    field("share", "number", { minimum: 0, maximum: 1 }),
  ],
  primaryKey: "id",
};

/** Reads the file and gives the number of rows. */
const readers = {
  "load()": async (file) => {
    const { load } = await import("../../src/briefing/dist/authoring/load/load.js");
    process.chdir(path.dirname(file));
    return () => load(path.basename(file)).length;
  },
  "one-pass reader": (file) => () => readInOnePass(file).length,
  "csv-parse": async (file) => {
    const { parse } = await import("csv-parse/sync");
    return () => parse(readFileSync(file), { columns: true, cast: true }).length;
  },
  danfojs: (file) => {
    const { readCSV } = require("danfojs-node");
    return async () => (await readCSV(file)).shape[0];
  },
  DuckDB: async (file) => {
    const { DuckDBInstance } = require(duckdb);
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    return async () => (await connection.runAndReadAll(`select * from '${file}'`)).getRowObjects().length;
  },
};
const readsParquet = new Set(["load()", "DuckDB", "pandas"]);

const pandas = `
import resource, sys
import pandas
def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
file = sys.argv[1]
before = cpu()
rows = len(pandas.read_parquet(file) if file.endswith(".parquet") else pandas.read_csv(file))
after = cpu()
print(f'{{"rows": {rows}, "reading": {after - before}, "cpu": {after}, "megabytes": {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}}}')
`;

/** Integers of digits alone, numbers as JavaScript reads them, one key: no quotes, nothing missing, no bounds. */
function readInOnePass(file) {
  const text = readFileSync(file, "latin1");
  const known = new Map();
  const keys = new Set();
  const integer = (digits) => {
    let value = 0;
    if (digits === "") throw new Error("nothing");
    for (let at = 0; at < digits.length; at += 1) {
      const digit = digits.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) throw new Error(digits);
      value = value * 10 + digit;
    }
    return value;
  };
  const string = (cell) => {
    const before = known.get(cell);
    if (before === undefined) known.set(cell, cell);
    return before ?? cell;
  };
  const rows = [];
  for (let at = text.indexOf("\n") + 1; at < text.length;) {
    const end = text.indexOf("\n", at);
    const a = text.indexOf(",", at);
    const b = text.indexOf(",", a + 1);
    const c = text.indexOf(",", b + 1);
    const d = text.indexOf(",", c + 1);
    const e = text.indexOf(",", d + 1);
    const id = integer(text.slice(at, a));
    if (keys.has(id)) throw new Error(`${id} twice`);
    keys.add(id);
    rows.push({
      id,
      year: integer(text.slice(a + 1, b)),
      country: string(text.slice(b + 1, c)),
      subject: string(text.slice(c + 1, d)),
      papers: integer(text.slice(d + 1, e)),
      share: Number(text.slice(e + 1, end)),
    });
    at = end + 1;
  }
  return rows;
}

async function writeTables(folder, counts) {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const countries = "US CN GB DE FR JP KR IN BR AU CA IT ES NL CH".split(" ");
  const subjects = "physics,chemistry,biology,computer science,mathematics,medicine,geology".split(",");
  const data = path.join(folder, "data");
  mkdirSync(data);
  const files = counts.flatMap((count) => {
    const column = (value) => Array.from({ length: count }, (_, row) => value(row));
    const columns = {
      id: column((row) => row + 1),
      year: column((row) => 1990 + (row % 34)),
      country: column((row) => countries[(row * 7) % countries.length]),
      subject: column((row) => subjects[(row * 5) % subjects.length]),
      papers: column((row) => (row * 7919) % 100_003),
      share: column((row) => Math.round((((row * 104_729) % 100_003) / 100_003) * 1e6) / 1e6),
    };
    const names = Object.keys(columns);
    const lines = column((row) => names.map((name) => columns[name][row]).join(","));
    writeFileSync(path.join(data, `${count}.csv`), `${[names.join(","), ...lines].join("\n")}\n`);
    const types = { country: "STRING", subject: "STRING", share: "DOUBLE" };
    const columnData = names.map((name) => ({ name, data: columns[name], type: types[name] ?? "INT32" }));
    writeFileSync(path.join(data, `${count}.parquet`), new Uint8Array(parquetWriteBuffer({ columnData })));
    return [`${count}.csv`, `${count}.parquet`];
  });
  const resources = files.map((name) => ({ name, path: name, schema }));
  writeFileSync(path.join(data, "datapackage.json"), JSON.stringify({ name: "bench", resources }));
  return files.map((name) => path.join(data, name));
}

/** In the process of one run: what it took, as JSON on its last line. */
async function runReader(name, file) {
  const cpu = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  const read = await readers[name](file);
  const before = cpu();
  const rows = await read();
  const after = cpu();
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(`\n${JSON.stringify({ rows, reading: after - before, cpu: after, megabytes })}`);
}

function measure(name, file) {
  const [command, ...argv] =
    name === "pandas" ? ["python3", "-c", pandas, file] : [process.execPath, own, "--reader", name, file];
  const { status, stdout, stderr } = spawnSync(command, argv, { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${name}: exit code ${status}\n${stderr.slice(-1000)}`);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

const isInstalled = {
  DuckDB: () => canResolve(duckdb),
  danfojs: () => canResolve("danfojs-node"),
  pandas: () => onPath("python3") && spawnSync("python3", ["-c", "import pandas"]).status === 0,
};

function canResolve(name) {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

async function main() {
  const folder = workFolder("bench-load");
  const only = new RegExp(argument("only", "."));
  const files = await writeTables(folder, argument("rows", "10000,1000000").split(",").map(Number));
  const names = [...Object.keys(readers), "pandas"].filter((name) => only.test(name));
  const missing = names.filter((name) => isInstalled[name]?.() === false);
  const results = files.flatMap((file) =>
    names
      .filter((name) => !missing.includes(name) && (file.endsWith(".csv") || readsParquet.has(name)))
      .map((name) => ({ name, file, table: path.basename(file) })),
  );
  for (let run = 0; run < Number(argument("runs", 3)); run += 1)
    for (const each of results)
      for (const [what, amount] of Object.entries(measure(each.name, each.file)))
        each[what] = Math.min(each[what] ?? Infinity, amount);
  console.log("In brackets: times the one-pass reader.\n");
  console.log(
    "| table | reader | CPU s, reading alone | CPU s, whole process | peak MB |\n|---|---|---:|---:|---:|",
  );
  for (const each of results) {
    const base = results.find(({ table, name }) => table === each.table && name === "one-pass reader");
    const cell = (what, digits) => {
      const times = base === undefined ? "" : ` (${(each[what] / base[what]).toFixed(2)})`;
      return `${each[what].toFixed(digits)}${times}`;
    };
    console.log(
      `| ${each.table} | ${each.name} | ${cell("reading", 3)} | ${cell("cpu", 3)} | ${cell("megabytes", 0)} |`,
    );
  }
  console.log(`\nNode ${process.version}. Missing peers: ${missing.join(", ") || "none"}.`);
}

if (process.argv[2] === "--reader") await runReader(process.argv[3], process.argv[4]);
else await main();

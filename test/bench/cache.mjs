// What building again costs: everything, nothing, an edit of the prose, of a cell, of a datum. Two tables: `briefing
// build` beside MyST's cache, where MyST is installed, on the same three notebooks; and this project's own chapters.
// The tools take turns, each build says how many notebooks it executed, and what counts are the ratios; nothing is
// asserted. Quarto is no peer here: the npm and PyPI registries do not hold the program.
// usage: node test/bench/cache.mjs [--runs 3] [--only peers|chapters]
import { cpSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { copyParts } from "../checks.mjs";
import { argument, editCell, editDatum, makeSetting, median, mystToc, onPath } from "./setting.mjs";
import { ours, peers, run } from "./setting.mjs";

const runs = Number(argument("runs", 3));
const only = argument("only", undefined);
const { work, env } = makeSetting();
const load = () => os.loadavg()[0].toFixed(1);
const loadBefore = load();
const notebooksIn = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".ipynb"))
    .sort();

let count = 0;
/**
 * What is done to a project before it is built: `cells` changes a notebook of it, `table` is a data file of it.
 *
 * @type {Record<string, (project: any) => void>}
 */
const cases = {
  cold: ({ folder, cache }) =>
    rmSync(path.join(folder, "notebooks", cache), { recursive: true, force: true }),
  unchanged: () => undefined,
  "prose edited": (project) =>
    editCell(
      notebookOf(project),
      (cells) => cells.find((cell) => cell.cell_type === "markdown"),
      () => `Edited ${(count += 1)} times.`,
    ),
  "one cell changed": (project) =>
    editCell(
      notebookOf(project),
      (cells) => cells.findLast((cell) => cell.cell_type === "code"),
      (text) => `const edited${(count += 1)} = 1;\n${text}`,
    ),
  "one datum changed": ({ folder, table }) => editDatum(path.join(folder, "data", table)),
};
const notebookOf = ({ folder, notebook }) => path.join(folder, "notebooks", notebook);

const briefing = {
  name: "briefing",
  command: `${ours} build --project ..`,
  cache: "cache",
  executed: (log) => [...log.matchAll(/^\S* ?\S+ {2}\d+ code cells, (?!unchanged)/gm)].length,
};
/** Builds each project in each case, in turns. → "tool case" → { ms: [], executed } */
async function measure(projects) {
  const seen = new Map();
  for (let round = 0; round < runs; round += 1) {
    for (const [name, prepare] of Object.entries(cases)) {
      for (const project of projects) {
        prepare(project);
        const cwd = path.join(project.folder, "notebooks");
        const { ms, log } = await run(project.command, {
          cwd,
          env: { ...env, BRIEFING_CACHE_DIR: path.join(cwd, "cache") },
        });
        const key = `${project.name} ${name}`;
        const before = seen.get(key) ?? { ms: [], executed: new Set() };
        before.executed.add(project.executed(log));
        seen.set(key, { ...before, ms: [...before.ms, ms] });
      }
    }
    console.error(`round ${round + 1} of ${runs}`);
  }
  return seen;
}

const seconds = (ms) => (ms / 1000).toFixed(2);
function print(projects, seen) {
  const of = (tool, name) => median(seen.get(`${tool.name} ${name}`).ms);
  const [one, other] = projects;
  const heads = projects.map(({ name }) => `${name} s | executed | of its cold`);
  console.log(`| build | ${heads.join(" | ")} |${other ? ` ${one.name} of ${other.name} |` : ""}`);
  console.log(`|---|${projects.map(() => "---:|---:|---:|").join("")}${other ? "---:|" : ""}`);
  for (const name of Object.keys(cases)) {
    const columns = projects.map((tool) => {
      const executed = [...seen.get(`${tool.name} ${name}`).executed].join(" or ");
      return `${seconds(of(tool, name))} | ${executed} | ${(of(tool, name) / of(tool, "cold")).toFixed(3)}`;
    });
    const ratio = other ? ` ${(of(one, name) / of(other, name)).toFixed(3)} |` : "";
    console.log(`| ${name} | ${columns.join(" | ")} |${ratio}`);
  }
}

if (only !== "chapters") {
  const three = notebooksIn(peers);
  const table = readdirSync(path.join(peers, "data")).sort()[0];
  const tools = [{ ...briefing, table, notebook: three[0] }];
  if (onPath("myst"))
    tools.push({
      name: "MyST",
      command: `myst build --execute --md --force ${three.join(" ")}`,
      cache: "_build",
      executed: (log) => [...log.matchAll(/Executing notebook/g)].length,
      table,
      notebook: three[0],
    });
  const projects = tools.map((tool) => ({ ...tool, folder: path.join(work, tool.name) }));
  for (const { folder } of projects) {
    cpSync(peers, path.join(folder, "notebooks"), { recursive: true });
    // Ours finds the table beside its notebooks, too: the peers' notebooks read it from there.
    cpSync(path.join(peers, "data"), path.join(folder, "data"), { recursive: true });
    rmSync(path.join(folder, "notebooks/data"), { recursive: true });
    symlinkSync("../data", path.join(folder, "notebooks/data"));
    writeFileSync(path.join(folder, "notebooks/myst.yml"), mystToc(three));
  }
  print(projects, await measure(projects));
  if (projects.length === 1) console.log("\nMissing peers: MyST.");
  else
    console.log(
      "\nMyST does not know what its notebooks read: after a changed datum it shows the old result.",
    );
}

if (only !== "peers") {
  const folder = path.join(work, "chapters");
  copyParts(folder);
  const chapters = notebooksIn(path.join(folder, "notebooks"));
  const notebook = chapters.find((name) => name.startsWith("08"));
  const own = { ...briefing, name: `${chapters.length} chapters`, folder, notebook, table: "doctorates.csv" };
  console.log("");
  print([own], await measure([own]));
}
console.log(`\n${runs} runs, Node ${process.version}, load ${loadBefore} before and ${load()} after.`);

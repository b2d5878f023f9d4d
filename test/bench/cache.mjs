// What building again costs: everything, nothing, an edit of the prose, of a cell, of a datum; `briefing build` beside
// MyST's cache where it is installed, on the same three notebooks, and an unchanged build of this project's chapters
// beside `node -e 0`. What counts are the ratios; nothing is asserted. usage: node test/bench/cache.mjs [--runs 3]
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  argument,
  makeSetting,
  median,
  mystToc,
  onPath,
  ours,
  peers,
  quote,
  root,
  time,
} from "./setting.mjs";

const runs = Number(argument("runs", 3));
const { work, env } = makeSetting();
const three = readdirSync(peers)
  .filter((file) => file.endsWith(".ipynb"))
  .sort();
const data = path.join("data", readdirSync(path.join(peers, "data")).sort()[0]);

const tools = [{ name: "briefing", command: `${ours} build --quiet --project ..`, cache: "cache" }];
const missing = [];
if (onPath("myst"))
  tools.push({
    name: "MyST",
    command: `myst build --execute --md --force ${three.join(" ")}`,
    cache: "_build",
  });
else missing.push("MyST");
missing.push(...(onPath("quarto") ? [] : ["Quarto"]));

const notebooksOf = (tool) => path.join(work, tool.name, "notebooks");
const edit = (tool, change) => {
  const file = path.join(notebooksOf(tool), three[0]);
  const notebook = JSON.parse(readFileSync(file, "utf8"));
  change(notebook.cells);
  writeFileSync(file, JSON.stringify(notebook));
};
let count = 0;
const cases = {
  cold: (tool) => rmSync(path.join(notebooksOf(tool), tool.cache), { recursive: true, force: true }),
  unchanged: () => undefined,
  "prose edited": (tool) =>
    edit(tool, (cells) => {
      cells.find((cell) => cell.cell_type === "markdown").source = [`Edited ${(count += 1)} times.`];
    }),
  "one cell changed": (tool) =>
    edit(tool, (cells) => {
      const cell = cells.findLast(({ cell_type: type }) => type === "code");
      cell.source = [`const edited${(count += 1)} = 1;\n`, ...[cell.source].flat()];
    }),
  "one datum changed": (tool) => {
    const file = path.join(notebooksOf(tool), data);
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    // The last row, once more with another last digit.
    writeFileSync(
      file,
      `${[...lines.slice(0, -1), lines.at(-1).replace(/\d(?=\D*$)/, (digit) => (Number(digit) + 1) % 10)].join("\n")}\n`,
    );
  },
};

const times = new Map();
for (const tool of tools) {
  cpSync(peers, notebooksOf(tool), { recursive: true });
  writeFileSync(path.join(notebooksOf(tool), "myst.yml"), mystToc(three));
}
for (let run = 0; run < runs; run += 1) {
  for (const [name, prepare] of Object.entries(cases)) {
    for (const tool of tools) {
      prepare(tool);
      const cwd = notebooksOf(tool);
      const ms = await time(tool.command, {
        cwd,
        env: { ...env, BRIEFING_CACHE_DIR: path.join(cwd, "cache") },
      });
      const key = `${tool.name} ${name}`;
      times.set(key, [...(times.get(key) ?? []), ms]);
    }
  }
  console.error(`round ${run + 1} of ${runs}`);
}

const own = { cwd: root, env: { ...env, BRIEFING_CACHE_DIR: path.join(work, "own") } };
const chapters = `${ours} build --quiet -o ${quote(path.join(work, "out"))}`;
const first = await time(chapters, own);
const beside = { chapters: [], node: [] };
for (let run = 0; run < Math.max(5, runs); run += 1) {
  beside.chapters.push(await time(chapters, own));
  beside.node.push(await time(`${quote(process.execPath)} -e 0`, own));
}

const seconds = (ms) => (ms / 1000).toFixed(2);
const of = (tool, name) => median(times.get(`${tool.name} ${name}`));
console.log(
  `| build | ${tools.map(({ name }) => `${name} s | of its cold`).join(" | ")} | briefing of MyST |`,
);
console.log(`|---|${tools.map(() => "---:|---:").join("|")}|---:|`);
for (const name of Object.keys(cases)) {
  const columns = tools.map(
    (tool) => `${seconds(of(tool, name))} | ${(of(tool, name) / of(tool, "cold")).toFixed(3)}`,
  );
  const ratio = tools.length > 1 ? (of(tools[0], name) / of(tools[1], name)).toFixed(3) : "";
  console.log(`| ${name} | ${columns.join(" | ")} | ${ratio} |`);
}
if (tools.length > 1)
  console.log("\nMyST does not know what its notebooks read: after a changed datum it shows the old result.");
console.log(
  `\nAll chapters of this project: cold ${seconds(first)} s, unchanged ${seconds(median(beside.chapters))} s; node -e 0: ` +
    `${seconds(median(beside.node))} s. Node ${process.version}. Missing peers: ${missing.join(", ") || "none"}.`,
);
rmSync(work, { recursive: true, force: true });

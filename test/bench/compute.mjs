// Cells that compute, side by side: this kernel, plain tslab and Node itself, each measured by the processor time that
// passes inside the cell. Rounds are interleaved; the least of each counts. usage: node test/bench/compute.mjs [--runs 5]
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { argument, makeSetting, ours, quote, root, run } from "./setting.mjs";
import { codeCell, notebookText } from "../notebooks.mjs";

/** @type {[name: string, imports: string, body: string, value: string][]} */
const cells = parse(readFileSync(new URL("compute.yml", import.meta.url), "utf8")).map(
  ({ name, imports = "", body, value }) => [name, imports, body, value],
);

const source = ([name, imports, body, value], index) => `${imports}
const before${index} = process.cpuUsage();
${body}
const value${index} = ${value};
const used${index} = process.cpuUsage(before${index});
console.log("MEASURED " + JSON.stringify([${JSON.stringify(name)}, (used${index}.user + used${index}.system) / 1000, String(value${index})]));`;

const { work, env } = makeSetting();
mkdirSync(path.join(work, "nb"));
symlinkSync(path.join(root, "node_modules"), path.join(work, "nb/node_modules"));
const spec = JSON.parse(readFileSync(path.join(work, "jupyter/kernels/tslab/kernel.json"), "utf8"));
mkdirSync(path.join(work, "jupyter/kernels/plain-tslab"));
writeFileSync(path.join(work, "jupyter/kernels/plain-tslab/kernel.json"), JSON.stringify(spec));
// Plain tslab infers no type of a parameter: the notebook says it is anything.
const typed = (text) =>
  text
    .replace(/function (\w+)\((\w+)\)/g, "function $1($2: any): any")
    .replace("const a = []", "const a: any[] = []")
    .replaceAll("new Map()", "new Map<string, number>()");
const code = cells.map((cell, index) => codeCell(`c${index}`, typed(source(cell, index))));
writeFileSync(path.join(work, "nb/compute.ipynb"), notebookText(code));
writeFileSync(
  path.join(work, "nb/compute.mjs"),
  cells
    .map((cell, index) => `{\n${source([cell[0], "", cell[2], cell[3]], index)}\n}`)
    .join("\n")
    .replace(
      /^/,
      `${[...new Set(cells.map((cell) => cell[1]))].join("\n").replace('import { DataFrame } from "danfojs-node";', 'import danfojs from "danfojs-node"; const { DataFrame } = danfojs;')}\n`,
    ),
);
const tools = {
  ours: `${ours} execute compute.ipynb -o ours.ipynb --force --quiet && cat ours.ipynb`,
  tslab: `${ours} execute compute.ipynb -o tslab.ipynb --force --kernel plain-tslab --quiet && cat tslab.ipynb`,
  node: `${quote(process.execPath)} compute.mjs`,
};

const least = Object.fromEntries(Object.keys(tools).map((tool) => [tool, new Map()]));
const results = new Map();
for (let round = 0; round < Number(argument("runs", 5)); round += 1)
  for (const [tool, command] of Object.entries(tools)) {
    const { log } = await run(command, {
      cwd: path.join(work, "nb"),
      env: { ...env, BRIEFING_CACHE_DIR: path.join(work, "cache", String(round)) },
    });
    for (const [, json] of log.replaceAll('\\"', '"').matchAll(/MEASURED (\[.*?\])/g)) {
      const [name, ms, result] = JSON.parse(json);
      least[tool].set(name, Math.min(ms, least[tool].get(name) ?? Infinity));
      results.set(name, (results.get(name) ?? new Set()).add(result));
    }
  }

const mean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
console.log(
  "| cell | ours ms | tslab ms | node ms | ours / tslab | ours / node |\n|---|---:|---:|---:|---:|---:|",
);
const ratios = cells.map(([name]) => {
  const [own, tslab, node] = Object.keys(tools).map((tool) => least[tool].get(name));
  const same = results.get(name)?.size === 1 ? "" : " (results differ)";
  console.log(
    `| ${name}${same} | ${own?.toFixed(0)} | ${tslab?.toFixed(0)} | ${node?.toFixed(0)} | ${(own / tslab).toFixed(2)} | ${(own / node).toFixed(2)} |`,
  );
  return [own / tslab, own / node];
});
console.log(
  `\nGeometric mean: ${mean(ratios.map(([a]) => a)).toFixed(2)} of tslab, ${mean(ratios.map(([, b]) => b)).toFixed(2)} of Node ${process.version}.`,
);

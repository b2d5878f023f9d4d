// Cells that compute, side by side: this kernel, plain tslab and Node itself, each measured by the processor time that
// passes inside the cell. Rounds are interleaved; the least of each counts. usage: node test/bench/compute.mjs [--runs 5]
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { argument, makeSetting, ours, quote, root, run } from "./setting.mjs";

/**
 * Name, imports, body in JavaScript that is TypeScript too (not strict), what it comes to.
 * @type {[string, string, string, string][]}
 */
const cells = [
  [
    "loop over numbers",
    "",
    "function loop(n) { let s = 0; for (let i = 0; i < n; i++) s += (i % 7) * 0.5; return s; }",
    "loop(1e8)",
  ],
  [
    "matrix product",
    "",
    `function product(n) {
  const a = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i * j) % 10));
  let last = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) { let t = 0; for (let k = 0; k < n; k++) t += a[i][k] * a[k][j]; last = t; }
  return last;
}`,
    "product(400)",
  ],
  [
    "text, piece by piece",
    "",
    'function build(n) { let s = ""; for (let i = 0; i < n; i++) s += String.fromCharCode(97 + (i % 26)) + (i % 10); return s.length; }',
    "build(3e6)",
  ],
  [
    "sort with a comparator",
    "",
    "function sorted(n) { let x = 12345; const a = []; for (let i = 0; i < n; i++) { x = (x * 1103515245 + 12345) % 2147483648; a.push(x); } a.sort((p, q) => p - q); return a[10]; }",
    "sorted(1e6)",
  ],
  [
    "counts in a Map",
    "",
    'function counts(n) { const m = new Map(); for (let i = 0; i < n; i++) { const k = "k" + ((i * 7919) % 50000); m.set(k, (m.get(k) ?? 0) + 1); } return m.size; }',
    "counts(2e6)",
  ],
  [
    "map, filter, reduce",
    "",
    "function chain(n) { return Array.from({ length: n }, (_, i) => i).map((x) => x * 2).filter((x) => x % 3 === 0).map((x) => ({ x })).reduce((s, o) => s + o.x, 0); }",
    "chain(3e6)",
  ],
  [
    "regular expression",
    "",
    'function match(n) { let c = 0; for (const m of "lorem 2021 ipsum 17.5% dolor US-CN sit ".repeat(n).matchAll(/(\\d{4})|([A-Z]{2})-([A-Z]{2})|\\d+\\.\\d+%/g)) c += m[0].length; return c; }',
    "match(260000)",
  ],
  [
    "JSON",
    "",
    'function json(n) { return JSON.parse(JSON.stringify(Array.from({ length: n }, (_, i) => ({ id: i, name: "work " + i, year: 2000 + (i % 24), tags: ["a", "b"] })))).length; }',
    "json(750000)",
  ],
  [
    "danfojs groupby",
    'import { DataFrame } from "danfojs-node";',
    'function grouped(n) { const frame = new DataFrame(Array.from({ length: n }, (_, i) => ({ year: 2000 + (i % 24), c: "c" + (i % 7), n: i % 100 }))); return frame.groupby(["year", "c"]).col(["n"]).sum().shape[0]; }',
    "grouped(1e5)",
  ],
  [
    "change.gapBand",
    'import { change } from "decoupling-briefing";',
    `const sample = Array.from({ length: 24 }, (_, i) => ({ year: 2000 + i, value: 100 + ((i * 37) % 101) }));
function gaps(n) { let s = 0; for (let i = 0; i < n; i++) s += JSON.stringify(change.gapBand(sample, { from: 2012 + (i % 8) })).length; return s; }`,
    "gaps(200)",
  ],
  [
    "affinity.ric",
    'import { affinity } from "decoupling-briefing";',
    "function affinities(n) { let s = 0; for (let i = 1; i < n; i++) s += affinity.ric({ universe: 'papers', joint: i % 50, x: 100 + (i % 7), y: 200 + (i % 9), total: 5000 }).value ?? 0; return s; }",
    "affinities(2e5)",
  ],
];

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
const code = (text, index) => ({
  cell_type: "code",
  id: `c${index}`,
  metadata: {},
  execution_count: null,
  outputs: [],
  source: text,
});
const notebook = {
  cells: cells.map((cell, index) => code(typed(source(cell, index)), index)),
  metadata: {
    kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" },
    language_info: { name: "typescript" },
  },
  nbformat: 4,
  nbformat_minor: 5,
};
writeFileSync(path.join(work, "nb/compute.ipynb"), JSON.stringify(notebook));
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
rmSync(work, { recursive: true, force: true });

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

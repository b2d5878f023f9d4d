// Two briefings of 2,000 figures of 50 points and 50,000 values, of which 20 figures and 500 values moved: this command
// beside git on the same folders, and nbdime (where nbdiff is on PATH) on the same figures in two executed notebooks.
// What counts are the ratios. usage: node test/bench/diff.mjs [--figures 2000] [--values 50000] [--runs 3] [--only REGEX]
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { writeStoredReport } from "../../src/briefing/dist/engine/report/stored-report.js";
import { reportVersion } from "../../src/briefing/dist/model/report.js";
import { argument, program, workFolder } from "../checks.mjs";
import { onPath } from "./setting.mjs";
import { codeCell, displayed, notebookText } from "../notebooks.mjs";

const figures = Number(argument("figures", 2000));
const values = Number(argument("values", 50_000));
const runs = Number(argument("runs", 3));
const only = new RegExp(argument("only", "."));
const sections = 100;
const points = 50;

const work = workFolder("bench-diff");
const datum = (figure, point) => ((figure * 7919 + point * 104_729) % 100_003) / 10;
const moves = (index, count, moved) => index % Math.max(1, Math.round(count / moved)) === 3;
const sha256 = (text) => createHash("sha256").update(text).digest("hex");

function rowsOf(figure, state) {
  const rows = Array.from({ length: points }, (_, x) => ({ x, y: datum(figure, x) }));
  if (state === "after" && moves(figure, figures, 20)) rows[25].y = Math.round(10 * rows[25].y + 15) / 10;
  return rows;
}

function specOf(figure, state) {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    title: `Figure ${figure}`,
    data: { values: rowsOf(figure, state) },
    mark: "line",
    encoding: { x: { field: "x", type: "quantitative" }, y: { field: "y", type: "quantitative" } },
  };
}

/** A drawing as long as a real one: what git has to read. */
function svgOf(figure, state) {
  const marks = rowsOf(figure, state).map(
    ({ x, y }) =>
      `<path aria-label="x: ${x}; y: ${y}" d="M${x * 10},${y}h1v1" fill="#1f5fa8" stroke="none"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 300"><g>${marks.join("")}</g></svg>\n`;
}

function writeBriefing(state) {
  const folder = path.join(work, state);
  mkdirSync(path.join(folder, "figures"), { recursive: true });
  /** @type {Record<string, string>} */
  const files = {};
  const put = (name, text) => {
    writeFileSync(path.join(folder, name), text);
    files[name] = sha256(text);
  };
  const all = {};
  const built = Array.from({ length: sections }, (_, section) => {
    const id = `s${String(section).padStart(3, "0")}`;
    const notebook = `notebooks/${id}.ipynb`;
    const blocks = [];
    for (let index = section; index < figures; index += sections) {
      const name = `figures/f${index}`;
      put(
        `${name}.csv`,
        `x,y\n${rowsOf(index, state)
          .map(({ x, y }) => `${x},${y}\n`)
          .join("")}`,
      );
      put(`${name}.vl.json`, `${JSON.stringify(specOf(index, state), undefined, 2)}\n`);
      put(`${name}.svg`, svgOf(index, state));
      blocks.push({
        kind: "figure",
        cell: `c${index}`,
        origin: "authored",
        id: `f${index}`,
        number: index,
        title: [`Figure ${index}`],
        caption: ["What it shows."],
        alt: ["A line."],
        source: ["Bench"],
      });
    }
    for (let index = section; index < values; index += sections * 10) {
      const text = [];
      for (let at = index; at < Math.min(values, index + sections * 10); at += sections) {
        const raw = datum(at, 7) + (state === "after" && moves(at, values, 500) ? 3 : 0);
        const value = `${id}.p${index}-v${at}`;
        all[value] = { raw, text: String(raw), format: "count", place: { notebook, cell: `p${index}` } };
        text.push(` The count of number ${at} is `, { value }, " papers.");
      }
      blocks.push({ kind: "prose", cell: `p${index}`, text });
    }
    return { id, notebook, title: [`Chapter ${section}`], blocks };
  });
  const provenance = Object.fromEntries(
    built.flatMap(({ notebook, blocks }) =>
      blocks.map(({ cell }) => [
        `${notebook}#${cell}`,
        { files: ["data/a.csv"], modules: [], packages: [], functions: [], environment: [], cells: [] },
      ]),
    ),
  );
  const report = {
    version: /** @type {typeof reportVersion} */ (reportVersion),
    title: "Bench",
    language: "en",
    authors: [],
    sections: built,
    values: all,
    citations: {},
    bibliography: [],
    provenance,
    inputs: { "data/a.csv": sha256(state) },
  };
  /** @type {Parameters<typeof writeStoredReport>[2]} */
  const names = {
    figure: ({ id }) => ({
      svg: `figures/${id}.svg`,
      spec: `figures/${id}.vl.json`,
      data: `figures/${id}.csv`,
    }),
    picture: ({ id }) => `figures/${id}.png`,
  };
  writeFileSync(
    path.join(folder, "report.json"),
    writeStoredReport(/** @type {Stored} */ (/** @type {unknown} */ (report)), files, names),
  );
  return folder;
}

/** @typedef {Parameters<typeof writeStoredReport>[0]} Stored */

function writeNotebook(state) {
  const perCell = 10;
  const cells = Array.from({ length: Math.ceil(figures / perCell) }, (_, cell) => {
    const places = Array.from({ length: perCell }, (_, index) => cell * perCell + index);
    const outputs = places.map((place) =>
      displayed({ "application/vnd.vegalite.v5+json": specOf(place, state) }),
    );
    return codeCell(`c${String(cell).padStart(5, "0")}`, `figures(${cell});`, { outputs });
  });
  const file = path.join(work, `${state}.ipynb`);
  writeFileSync(file, notebookText(cells));
  return file;
}

function measure(argv) {
  const start = performance.now();
  const { status, stdout } = spawnSync(argv[0], argv.slice(1), { maxBuffer: 2 ** 30, timeout: 600_000 });
  return { status, seconds: (performance.now() - start) / 1000, bytes: stdout?.length ?? 0 };
}

const before = writeBriefing("before");
const after = writeBriefing("after");
const wasNotebook = writeNotebook("before");
const isNotebook = writeNotebook("after");
const ours = (format) => [process.execPath, program, "diff", before, after, "--no-pager", "--format", format];
const cases = [
  ["briefing diff", ours("terminal")],
  ["briefing diff --format md", ours("md")],
  ["briefing diff --format json", ours("json")],
  ["briefing diff, a folder with itself", [process.execPath, program, "diff", before, before, "--no-pager"]],
  ["git diff --no-index", ["git", "diff", "--no-index", "--no-color", before, after]],
  ["nbdiff on notebooks", ["nbdiff", "--no-color", wasNotebook, isNotebook]],
  ["git diff --no-index on notebooks", ["git", "diff", "--no-index", "--no-color", wasNotebook, isNotebook]],
].filter(([name, [command]]) => only.test(String(name)) && (path.isAbsolute(command) || onPath(command)));

const best = new Map();
for (let run = 0; run < runs; run += 1) {
  for (const [name, argv] of cases) {
    // A quarter of an hour of one peer says no more than its first run.
    if (run > 0 && (best.get(name)?.seconds ?? 0) > 30) continue;
    const found = measure(argv);
    if (!(found.status <= 1) || found.bytes === 0) throw new Error(`${name}: exit code ${found.status}`);
    if (found.seconds < (best.get(name)?.seconds ?? Infinity)) best.set(name, found);
  }
}
const reference = best.get("briefing diff")?.seconds;
console.log(
  `${figures} figures of ${points} points, ${values} values; best of ${runs} runs on Node ${process.versions.node}`,
);
for (const [name, { seconds, bytes }] of best) {
  const ratio = reference === undefined ? "" : `${(seconds / reference).toFixed(2)} ×`;
  const cells = [
    `${seconds.toFixed(2)} s`.padStart(9),
    ratio.padStart(9),
    `${bytes} bytes printed`.padStart(20),
  ];
  console.log([name.padEnd(38), ...cells].join("  "));
}

// Is this version slower than another one? Both build, check and compare in turns, in the same run; what counts are the
// ratios of each pair, of the clock and of processor time (user and system, of all processes). Nothing else may run.
//   usage: npm run bench:pairs COMMIT [-- --runs 5] [--only REGEX] [--chapters REGEX] [--keep DIR]
// COMMIT is cloned and installed. `--chapters`: of COMMIT's chapters, those that both versions can build, for the row
// "the same chapters"; the briefing of each version may have grown. `--keep` reuses the clone of an earlier run.
// `--only large` runs the rows of large projects, which are left out otherwise; these print the memory of the largest
// process, too.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { workFolder } from "../checks.mjs";
import { makeManyNotebooks, makeMillionRows } from "./large.mjs";
import { argument, median, quote, root, run } from "./setting.mjs";

const [commit] = process.argv.slice(2);
if (commit === undefined || commit.startsWith("--")) {
  console.error(
    "usage: npm run bench:pairs COMMIT [-- --runs 5] [--only REGEX] [--chapters REGEX] [--keep DIR]",
  );
  process.exit(2);
}
const runs = Number(argument("runs", 5));
const only = new RegExp(argument("only", "^(?!large)"));
const chapters = new RegExp(argument("chapters", "."));
const work = workFolder("pairs");
const clone = path.resolve(argument("keep", path.join(work, "clone")));

/** Runs a program to its end before anything is measured. */
function prepare(program, argv, cwd) {
  const { status, stdout, stderr } = spawnSync(program, argv, { cwd, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0)
    throw new Error(`${program} ${argv.join(" ")}: exit code ${status}\n${stdout}\n${stderr}`);
  return stdout;
}
if (!existsSync(clone)) {
  prepare("git", ["clone", "--quiet", "--no-checkout", root, clone], root);
  prepare("git", ["checkout", "--quiet", commit], clone);
  console.error(`${commit}: npm ci …`);
  prepare("npm", ["ci"], clone);
}

/** Where the command is: once the tool was the only package. */
const programIn = (folder) =>
  ["src/briefing/dist/cli/main.js", "dist/cli/main.js"]
    .map((file) => path.join(folder, file))
    .find((file) => existsSync(file));
const versions = [
  { name: "this", folder: root },
  { name: "other", folder: clone },
].map((version) => {
  const command = `${quote(process.execPath)} ${quote(programIn(version.folder))}`;
  const options = prepare(process.execPath, [programIn(version.folder), "build", "--help"], version.folder);
  // Once the tool was the only package, under the name of the repository.
  const tool = existsSync(path.join(version.folder, "src/briefing")) ? "briefing" : "decoupling-briefing";
  return { ...version, command, tool, hasAnswers: options.includes("--no-answers") };
});

/** The names that the package of the analysis exports; undefined for a version that has one package for everything. */
async function analysisOf(folder) {
  if (existsSync(path.join(folder, "dist/index.js"))) return undefined;
  const analysis = await import(path.join(folder, "src/collaboration/dist/index.js"));
  return new Set(Object.keys(analysis));
}
function adapt(text, analysis) {
  if (analysis === undefined) return text;
  return text.replaceAll(/import \{ ([^}]*) \} from \\"decoupling-briefing\\";/g, (_, list) => {
    const names = list.split(/,\s*/);
    const isAnalysis = (name) => analysis.has(name) || /^type \w+Row$/.test(name);
    const statement = (some, source) =>
      some.length > 0 ? `import { ${some.join(", ")} } from \\"${source}\\";` : "";
    const others = names.filter((name) => !isAnalysis(name));
    return `${statement(others, "briefing")} ${statement(names.filter(isAnalysis), "briefing-collaboration")}`;
  });
}

/** COMMIT's chapters, beside the packages and tables of a version. */
async function sameChapters({ name, folder }) {
  const analysis = await analysisOf(folder);
  const project = path.join(work, "same", name);
  mkdirSync(path.join(project, "notebooks"), { recursive: true });
  const files = readdirSync(path.join(clone, "notebooks"));
  for (const file of files.filter((name) =>
    name.endsWith(".ipynb") ? chapters.test(name) : /\.(?:bib|ts)$/.test(name),
  )) {
    const text = readFileSync(path.join(clone, "notebooks", file), "utf8");
    writeFileSync(path.join(project, "notebooks", file), adapt(text, analysis));
  }
  writeFileSync(path.join(project, "notebooks/briefing.yml"), "title: The same chapters\n");
  cpSync(path.join(folder, "data"), path.join(project, "data"), { recursive: true });
  writeFileSync(
    path.join(project, "package.json"),
    '{"name": "same-chapters", "private": true, "type": "module"}\n',
  );
  symlinkSync(path.join(folder, "node_modules"), path.join(project, "node_modules"));
  return project;
}

/** output/ of a commit, which both versions can read. */
function editionOf(revision) {
  const folder = path.join(work, "editions", revision.replaceAll(/\W/g, "-"));
  mkdirSync(folder, { recursive: true });
  prepare("sh", ["-c", `git archive ${quote(revision)} output | tar -x -C ${quote(folder)}`], root);
  return quote(path.join(folder, "output"));
}
const newer = editionOf(commit);
const older = editionOf(`${commit}~200`);

/** In this order: what is unchanged was built or checked just before. `fresh`: with an empty cache. */
const cases = [
  { name: "build, cold, as published", isFresh: true, options: () => "build --quiet -o" },
  {
    name: "build, cold, without answers",
    isFresh: true,
    options: ({ hasAnswers }) => `build ${hasAnswers ? "--no-answers " : ""}--quiet -o`,
  },
  {
    name: "build, unchanged",
    options: ({ hasAnswers }) => `build ${hasAnswers ? "--no-answers " : ""}--quiet -o`,
  },
  { name: "check, first", isFresh: true, options: () => "check --quiet" },
  { name: "check, unchanged", options: () => "check --quiet" },
  { name: "the same chapters, cold", isFresh: true, project: "same", options: () => "build --quiet -o" },
  { name: "diff, identical editions", options: () => `diff ${newer} ${newer} --all --fail-on nothing` },
  { name: "diff, 200 commits apart", options: () => `diff ${older} ${newer} --all --fail-on nothing` },
  {
    name: "large: 200 notebooks, cold",
    isFresh: true,
    project: "notebooks",
    options: () => "build --quiet -o",
  },
  { name: "large: 200 notebooks, unchanged", project: "notebooks", options: () => "build --quiet -o" },
  {
    name: "large: a million rows, data add",
    isFresh: true,
    project: "rows",
    options: () => "data add large.csv --force",
  },
  { name: "large: a million rows, build, cold", project: "rows", options: () => "build --quiet -o" },
  { name: "large: a million rows, build, unchanged", project: "rows", options: () => "build --quiet -o" },
  {
    name: "large: a million rows, check of data",
    project: "rows",
    options: () => "check --only data --quiet",
  },
].filter(({ name }) => only.test(name));

/** Where the case runs: the version's own checkout, or a project that is made for both versions when it is needed. */
const makers = {
  same: (version) => sameChapters(version),
  notebooks: ({ name, folder, tool }) =>
    makeManyNotebooks(path.join(work, "notebooks", name), path.join(folder, "node_modules"), tool),
  rows: ({ name, folder, tool }) =>
    makeMillionRows(path.join(work, "rows", name), path.join(folder, "node_modules"), tool),
};
const projects = new Map();
async function placeOf({ project }, version) {
  if (project === undefined) return version.folder;
  const key = `${project} ${version.name}`;
  if (!projects.has(key)) projects.set(key, await makers[project](version));
  return projects.get(key);
}

const peaks = path.join(work, "peak-memory");
const withPeaks = `--import ${pathToFileURL(path.join(root, "test/bench/peak-memory.mjs"))}`;
/** Seconds of the clock and of all processors, and the megabytes of the largest process (0 if they are not asked for). */
async function measure(each, version) {
  const cache = path.join(work, "cache", version.name);
  if (each.isFresh) rmSync(cache, { recursive: true, force: true });
  const options = each.options(version);
  const target = options.endsWith(" -o") ? ` ${quote(path.join(work, "out", version.name))}` : "";
  const isLarge = each.name.startsWith("large");
  const memory = isLarge ? { NODE_OPTIONS: withPeaks, PEAK_MEMORY: peaks } : {};
  writeFileSync(peaks, "");
  const { ms, log } = await run(
    `TIMEFORMAT="CPU %U %S"; time { ${version.command} ${options}${target} >/dev/null ; }`,
    {
      cwd: await placeOf(each, version),
      env: { ...process.env, BRIEFING_CACHE_DIR: cache, ...memory },
    },
  );
  const [, user = "", system = ""] = /CPU ([\d.]+) ([\d.]+)\s*$/.exec(log) ?? [];
  const peak = Math.max(0, ...readFileSync(peaks, "utf8").split("\n").map(Number));
  return { clock: ms / 1000, processor: Number(user) + Number(system), memory: peak / 1024 };
}

for (const each of cases) each.pairs = [];
for (let round = 0; round < runs; round += 1) {
  for (const each of cases) {
    const pair = {};
    // The version that is first alternates, so that neither profits from what the other left in memory.
    for (const version of round % 2 === 0 ? versions : versions.toReversed())
      pair[version.name] = await measure(each, version);
    each.pairs.push(pair);
  }
  console.error(`round ${round + 1} of ${runs}`);
}

const seconds = (values) => median(values).toFixed(2);
function ratio(pairs, unit) {
  const ratios = pairs.map((pair) => pair.this[unit] / pair.other[unit]);
  return `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
}
console.log(
  `| ${runs} pairs | clock, this | clock, ${commit} | ratio | processor, this | processor, ${commit} | ratio |`,
);
console.log("|---|---:|---:|---:|---:|---:|---:|");
for (const { name, pairs } of cases) {
  const columns = ["clock", "processor"].flatMap((unit) => [
    seconds(pairs.map((pair) => pair.this[unit])),
    seconds(pairs.map((pair) => pair.other[unit])),
    ratio(pairs, unit),
  ]);
  console.log(`| ${[name, ...columns].join(" | ")} |`);
}
for (const { name, pairs } of cases.filter((each) => each.name.startsWith("large"))) {
  const megabytes = (version) => median(pairs.map((pair) => pair[version].memory)).toFixed(0);
  console.log(
    `${name}: the largest process had ${megabytes("this")} MB, of ${commit} ${megabytes("other")} MB`,
  );
}
console.log("\nSeconds, medians; ratios this/other are of pairs: median (least–largest).");

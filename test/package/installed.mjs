// Tests the packages before publication, like a user: `npm pack`, then every command line printed by `briefing init`,
// the new project's README and the packages' documents. usage: node test/package/installed.mjs [--node 22,24]
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import path from "node:path";
import * as YAML from "yaml";
import { argument, becomes, check, program, root, skip, sum, workFolder } from "../checks.mjs";
import { commandLines } from "./command-lines.mjs";
import { codeCell, notebookText } from "../notebooks.mjs";

const work = workFolder("installed ü 100 %");
const inside = path.join(work, "outside");
fs.mkdirSync(inside);
// npx stores its installations in npm's folder: here, a temporary one. npm's earlier downloads are reused.
const npmFolder = path.join(work, "npm");
fs.mkdirSync(npmFolder);
const setting = (name) => spawnSync("npm", ["config", "get", name], { encoding: "utf8" }).stdout.trim();
const downloads = setting("cache");
if (fs.existsSync(path.join(downloads, "_cacache")))
  fs.symlinkSync(path.join(downloads, "_cacache"), path.join(npmFolder, "_cacache"));

const isOfCheckout = (folder) => !path.relative(root, folder).startsWith("..");
const PATH = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => !isOfCheckout(folder));
// Without the variables set by `npm run` and without Node options; the registry and access to it are this machine's.
const ofCheckout = /^(?:npm_(?!config_)|npm_config_(?:local_)?prefix$|INIT_CWD$|NODE_(?:PATH|OPTIONS)$)/;
const surroundings = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofCheckout.test(name))),
  npm_config_cache: npmFolder,
  npm_config_userconfig: setting("userconfig"),
  HOME: npmFolder,
};
for (const who of ["AUTHOR", "COMMITTER"])
  Object.assign(surroundings, { [`GIT_${who}_NAME`]: "A", [`GIT_${who}_EMAIL`]: "a@example.org" });

/** Runs a command line in a shell and returns its output. */
function run(line, { cwd = inside, node = process.execPath, status = 0, name = line, env = {} } = {}) {
  const started = performance.now();
  const ended = spawnSync(line, {
    shell: true,
    cwd,
    env: { ...surroundings, PATH: [path.dirname(node), ...PATH].join(path.delimiter), ...env },
    encoding: "utf8",
    timeout: 300_000,
  });
  console.log(`--- ${name}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  const printed = `${ended.stdout}\n${ended.stderr}`;
  check(name, ended.status === status, `${ended.status ?? ended.signal}\n${printed}`.slice(-3000));
  return printed;
}

/** Starts a command that runs until it is ended: it must print an address. */
async function runUntilEnded(line, cwd) {
  const env = { ...surroundings, PATH: PATH.join(path.delimiter) };
  const started = spawn(line, { shell: true, detached: true, cwd, env });
  let printed = "";
  for (const stream of [started.stdout, started.stderr]) stream.on("data", (text) => (printed += text));
  const isServed = await becomes(() => /http:\/\/\S+/.test(printed));
  check(`${line} serves the page`, isServed, printed);
  process.kill(-started.pid, "SIGINT");
  check(`${line} ends`, await becomes(() => started.exitCode !== null || started.signalCode !== null));
}

/** Megabytes on this disk. */
const weightOf = (folder) =>
  Math.round(Number(spawnSync("du", ["-sk", folder], { encoding: "utf8" }).stdout.split("\t")[0]) / 1000);

/** Lines as typed, in order; `cd` applies to the following ones. */
async function type(lines, from) {
  let cwd = from;
  for (const { line, how } of lines) {
    const [, folder] = /^cd ['"]?(.+?)['"]?$/.exec(line) ?? [];
    if (folder !== undefined) cwd = path.resolve(cwd, folder);
    else if (how === "second-terminal" || / preview$/.test(line)) await runUntilEnded(line, cwd);
    else if (how === "" || how === "fails") run(line, { cwd, status: how === "fails" ? 1 : 0 });
  }
  return cwd;
}

/** The lines that `init` prints in sequence, without their remarks. */
const printedLines = (text) =>
  [...text.matchAll(/^ {2}(\S.*)$/gm)].map(([, line]) => ({ line: line.replace(/ +#.*$/, ""), how: "" }));

/** Packs a package of this repository; npm's description of it, with its file. */
function pack(folder) {
  const argv = ["pack", "-w", folder, "--ignore-scripts", "--json", "--pack-destination", work];
  const [packed] = JSON.parse(spawnSync("npm", argv, { cwd: root, encoding: "utf8" }).stdout);
  const tarball = path.join(work, packed.filename);
  check(`npm pack -w ${folder}`, fs.existsSync(tarball));
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(
    `${packed.name}: ${megabytes(packed.size)} packed, ${megabytes(packed.unpackedSize)} unpacked, ${packed.entryCount} files`,
  );
  return { ...packed, tarball };
}

/**
 * What a colleague and GitHub do with a project: clone it to another place and, with an empty npm cache, run the steps of
 * the workflow that `init` wrote, all but the one that writes to GitHub.
 */
function runWorkflow(project) {
  const clone = path.join(work, "colleague/clone of it");
  run(`git clone -q "${project}" "${clone}"`);
  const { compare } = YAML.parse(
    fs.readFileSync(path.join(clone, ".github/workflows/briefing.yml"), "utf8"),
  ).jobs;
  const temp = path.join(work, "runner temp");
  fs.mkdirSync(temp);
  const branch = run("git branch --show-current", { cwd: clone }).trim();
  const env = {
    CI: "true",
    npm_config_cache: path.join(work, "empty cache"),
    FAIL_ON: compare.env.FAIL_ON,
    BASE: `refs/remotes/origin/${branch}`,
    RUNNER_TEMP: temp,
    GITHUB_OUTPUT: path.join(temp, "outputs"),
  };
  const steps = compare.steps.filter((step) => step.run !== undefined && !step.run.includes("keep-comment"));
  check("the workflow has steps to run", steps.length >= 8, steps.length);
  for (const step of steps) {
    const script = path.join(temp, "step.sh");
    fs.writeFileSync(script, step.run);
    run(`bash --noprofile --norc -e -o pipefail "${script}"`, {
      cwd: clone,
      env,
      name: `workflow: ${step.name ?? step.run}`,
    });
  }
  const comment = fs.readFileSync(path.join(temp, "briefing.md"), "utf8");
  check("the workflow finds no difference in a clone", comment.includes("No differences."), comment);
}

const packed = pack("src/briefing");
const others = [pack("src/collaboration"), pack("src/papers")];
const { tarball } = packed;
const init = `npx --yes --package="${tarball}" briefing init`;

const printed = run(`${init} "library loans"`);
const project = await type(printedLines(printed), inside);
console.log(
  `A project with its own data weighs ${weightOf(path.join(project, "node_modules"))} MB in node_modules/.`,
);
for (const { name } of others)
  check(`it does not need ${name}`, !fs.existsSync(path.join(project, "node_modules", name)));
check("init prints commands that work", fs.existsSync(path.join(project, "output/briefing.html")), printed);
check("the first installation writes a lock file", fs.existsSync(path.join(project, "package-lock.json")));
await type(commandLines(fs.readFileSync(path.join(project, "README.md"), "utf8")), project);

// In a repository, because `diff` compares with its last commit.
run("git init -q && git add . && git commit -q -m First", { cwd: project });
check("output/ is that of the commit", /No differences/.test(run("npm run diff", { cwd: project })));
runWorkflow(project);
run("git init -q empty");
for (const [folder, options] of [
  ["empty", "--bare"],
  ["germany-china", "--example pair -p reporter=DE -p partner=CN"],
  ["simulated-papers", "--example papers"],
]) {
  await type(printedLines(run(`${init} ${folder} ${options}`)), inside);
  await type(
    commandLines(fs.readFileSync(path.join(inside, folder, "README.md"), "utf8")),
    path.join(inside, folder),
  );
}

// Single papers: works of the test data, counted by the package that adds the commands.
const papers = path.join(inside, "papers");
fs.mkdirSync(path.join(papers, "works"), { recursive: true });
for (const name of fs.readdirSync(path.join(root, "test/fixtures/works")))
  fs.cpSync(path.join(root, "test/fixtures/works", name), path.join(papers, "works", name), {
    recursive: true,
  });
run("npm init --yes", { cwd: papers });
run(`npm install "${tarball}"`, { cwd: papers, name: "npm install briefing" });
const unknown = run("npx --no-install briefing works build works", { cwd: papers, status: 2 });
check(
  "without briefing-papers, the command says what to install",
  /npm install briefing-papers/.test(unknown),
  unknown,
);
run(`npm install "${others[1].tarball}"`, { cwd: papers, name: "npm install briefing-papers" });
run("npx --no-install briefing works build works -o cube", { cwd: papers });
run("npx --no-install briefing works check cube", { cwd: papers });

// Every setting of briefing.yml and every chart, with the earlier edition that one of the settings names.
const every = path.join(inside, "every-setting");
fs.cpSync(path.join(root, "test/fixtures/every-setting"), every, { recursive: true });
run("npm init --yes", { cwd: every });
run(`npm install "${tarball}"`, { cwd: every, name: "npm install briefing" });
const settings = path.join(every, "notebooks/briefing.yml");
const whole = fs.readFileSync(settings, "utf8");
fs.writeFileSync(settings, whole.replace(/^previous:.*\n/m, ""));
run("npx --no-install briefing build", { cwd: every, name: "every setting, the earlier edition" });
fs.cpSync(path.join(every, "output/report.json"), path.join(every, "earlier/report.json"));
fs.writeFileSync(settings, whole);
run("npx --no-install briefing build", { cwd: every, name: "every setting" });

// The tutorial, with npm itself.
run(
  `TUTORIAL_TARBALL="${tarball}" node node_modules/vitest/vitest.mjs run test/docs/tutorial.whole.test.ts`,
  {
    cwd: root,
    name: "the tutorial",
  },
);

// Every command and subcommand has a help text.
const installed = path.join(project, "node_modules/briefing/dist/cli/main.js");
function explain(words) {
  const line = [`"${process.execPath}" "${installed}"`, ...words, "--help"].join(" ");
  const help = run(line, { cwd: project, name: ["briefing", ...words, "--help"].join(" ") });
  const [, commands = ""] = /^Commands:\n((?: .*\n)+)/m.exec(help) ?? [];
  for (const [, command] of commands.matchAll(/^ {2}([a-z]+)\b(?! \[command\])/gm))
    explain([...words, command]);
}
explain([]);

// Lines of the documents: in the project, or next to the tarball if they create one. The tutorial has its own test.
const gdp = "country,year,gdp\nDE,2022,4.16\nDE,2023,4.53\nFR,2022,2.79\nFR,2023,3.05\n";
fs.writeFileSync(path.join(project, "gdp.csv"), gdp);
const parameters = codeCell("year", "const year = 2019;", { metadata: { tags: ["parameters"] } });
fs.writeFileSync(path.join(project, "in.ipynb"), notebookText([parameters]));
const package_ = path.join(project, "node_modules", packed.name);
const guides = fs.readdirSync(path.join(package_, "docs/how-to")).map((name) => `docs/how-to/${name}`);
const elsewhere = new Set(["docs/how-to/single-papers.md", "docs/how-to/monthly-edition.md"]);
for (const [index, document] of ["README.md", ...guides].entries()) {
  if (elsewhere.has(document)) skip(document, "OpenAlex or Spark would be needed");
  else {
    const makesProject = ({ line }) => line.includes(packed.filename) && line.startsWith("npx ");
    const lines = commandLines(fs.readFileSync(path.join(package_, document), "utf8"));
    const own = lines.filter((each) => each.how !== "checkout" && !makesProject(each));
    const beside = path.join(work, `beside ${index}`);
    fs.mkdirSync(beside);
    for (const each of [packed, ...others]) fs.copyFileSync(each.tarball, path.join(beside, each.filename));
    const made = lines.filter(makesProject).map(({ line }) => ({ line, how: "" }));
    if (made.length > 0) await type(made, beside);
    await type(own, own.some(({ line }) => line.startsWith("cd ")) ? beside : project);
  }
}

// The new project depends on the package at the place that npm recorded for it.
function initBy(command, name) {
  const lines = printedLines(run(`${command} init ${name}`, { name: `init ${name}` }));
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(inside, name, "package.json"), "utf8"));
  return { lines, source: dependencies[packed.name] };
}
const start = `"${process.execPath}" "${installed}"`;
check("a tarball", initBy(start, "from-tarball").source === `file:vendor/${packed.filename}`);
const record = path.join(project, "node_modules/.package-lock.json");
const recorded = fs.readFileSync(record, "utf8");
const address = `https://registry.npmjs.org/${packed.name}/-/${packed.filename}`;
fs.writeFileSync(record, recorded.replace(/"file:[^"]*\.tgz"/, JSON.stringify(address)));
check("a version of the registry", initBy(start, "from-registry").source === packed.version);
fs.writeFileSync(record, recorded);
// A checkout, and a global installation, of which npm keeps no record: both are folders.
const prefix = path.join(work, "global");
run(`npm install --global --prefix "${prefix}" "${tarball}"`, { name: "npm install --global" });
for (const [name, command, folder] of [
  ["from-folder", `"${process.execPath}" "${program}"`, path.join(root, "src/briefing")],
  ["from-global", `"${prefix}/bin/briefing"`, path.join(prefix, "lib/node_modules", packed.name)],
]) {
  const { lines, source } = initBy(command, name);
  check(`${name}: ${source}`, path.resolve(inside, name, source.slice("file:".length)) === folder);
  await type(lines, inside);
}

const report = () => fs.readFileSync(path.join(project, "output/report.json"), "utf8");
const bytes = report();
for (const line of argument("node", "22,24").split(",")) {
  const folder = path.join(work, `node-${line}`);
  fs.mkdirSync(folder);
  const binary = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  run(`npm install --no-save --no-audit --prefix "${folder}" ${binary}@${line}`, { name: `Node ${line}` });
  const node = path.join(folder, "node_modules", binary, "bin/node");
  fs.rmSync(path.join(project, "output"), { recursive: true });
  fs.rmSync(path.join(project, "node_modules/.cache"), { recursive: true, force: true });
  run("npm run build", { cwd: project, node, name: `npm run build on Node ${line}` });
  check(`Node ${line} writes the same bytes`, report() === bytes);
  run("npm test", { cwd: project, node, name: `npm test on Node ${line}` });
}
sum();

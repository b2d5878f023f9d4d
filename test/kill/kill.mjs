// Kills builds at random moments and looks at what is left: no orphan process, no connection file or temporary file,
// no half-written output after the next build, and a message that says what happened.
// usage: node test/kill/kill.mjs [--times 100] [--seed 1] [--only KIND] [-- COMMAND…]   (default: node dist/cli/main.js)
import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { isKernel, markedProcesses } from "./processes.mjs";
import { notebooks, writeProject } from "./small-project.mjs";

const home = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const { values: options, positionals } = parseArgs({
  options: {
    times: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
  },
  allowPositionals: true,
});
const command =
  positionals.length > 0 ? positionals : [process.execPath, path.join(home, "dist/cli/main.js")];

const limitMs = 300_000;
const orphanMs = 30_000;
const work = mkdtempSync(path.join(os.tmpdir(), "kill-"));
const root = path.join(work, "project");
const temporary = path.join(work, "tmp");
const executed = path.join(work, "executed");
const mark = `KILL_TEST=${randomUUID()}`;
mkdirSync(temporary);

/** mulberry32: the same kills for the same seed (their effect still depends on the machine's speed). */
let state = Number(options.seed);
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}
const pick = (list) => list[Math.floor(random() * list.length)];

/**
 * Starts the command in the project; `after` gets the process and may end it.
 *
 * @param {string[]} args
 * @param {(child: import("node:child_process").ChildProcess, ended: Promise<unknown>) => any} after
 */
async function run(args, after = () => undefined) {
  const [name, value] = mark.split("=");
  const env = {
    ...process.env,
    TMPDIR: temporary,
    BRIEFING_CACHE_DIR: path.join(work, "cache"),
    [name]: value,
    NO_COLOR: "1",
  };
  delete env.JUPYTER_RUNTIME_DIR;
  // A group of its own, as a shell makes one for a command: a terminal signals the group.
  const child = spawn(command[0], [...command.slice(1), ...args], {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const started = performance.now();
  const limit = setTimeout(() => child.kill("SIGKILL"), limitMs);
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  const note = await after(child, ended);
  const { code, signal } = await ended;
  clearTimeout(limit);
  const ms = performance.now() - started;
  await delay(20);
  return { code, signal, output, ms, note, late: ms >= limitMs };
}

const signalled = (signal, whom) => async (child, ended, ms) => {
  await Promise.race([delay(ms), ended]);
  if (child.exitCode !== null || child.signalCode !== null) return { hit: false };
  try {
    process.kill(whom === "group" ? -child.pid : child.pid, signal);
  } catch {
    return { hit: false };
  }
  return { hit: true };
};

async function kernelKilled(child, ended, ms) {
  await Promise.race([delay(ms), ended]);
  // A kernel may not be there yet: wait for one while the command lives.
  while (child.exitCode === null && child.signalCode === null) {
    const kernels = markedProcesses(mark).filter(isKernel);
    if (kernels.length === 0) {
      await delay(5);
      continue;
    }
    try {
      process.kill(pick(kernels).pid, "SIGKILL");
      return { hit: true };
    } catch {
      continue;
    }
  }
  return { hit: false };
}

/** What the command must have said, given how it ended. Undefined: all is well. */
const finished = ({ code, signal }) => code === 0 && signal === null;
function interruptedMessage(name, number) {
  return (result) => {
    if (finished(result)) return undefined;
    // Before its first line of JavaScript has been executed the system ends a process without a word.
    if (result.signal === name)
      return result.output === "" ? undefined : `ended by ${name} itself, having begun its work`;
    if (result.code !== 128 + number) return `exit code ${result.code}, expected ${128 + number}`;
    return new RegExp(`interrupt|${name}`, "i").test(result.output)
      ? undefined
      : "no word of the interruption";
  };
}
function killedMessage(result) {
  return result.signal === "SIGKILL" || finished(result)
    ? undefined
    : `exit code ${result.code}, signal ${result.signal}`;
}
function kernelMessage(result) {
  if (finished(result)) return undefined;
  if (result.code !== 1) return `exit code ${result.code}, signal ${result.signal}, expected 1`;
  if (!/SIGKILL|killed/.test(result.output)) return "no word of what became of the kernel";
  return notebooks.some((name) => result.output.includes(`${name}.ipynb`))
    ? undefined
    : "no word of the notebook";
}

const kinds = {
  SIGINT: { kill: signalled("SIGINT", "process"), message: interruptedMessage("SIGINT", 2) },
  "SIGINT to the group": { kill: signalled("SIGINT", "group"), message: interruptedMessage("SIGINT", 2) },
  SIGTERM: { kill: signalled("SIGTERM", "process"), message: interruptedMessage("SIGTERM", 15) },
  SIGKILL: { kill: signalled("SIGKILL", "process"), message: killedMessage },
  "SIGKILL of a kernel": { kill: kernelKilled, message: kernelMessage },
};

const filesUnder = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
        .sort()
    : [];

async function orphans() {
  const end = performance.now() + orphanMs;
  let found = markedProcesses(mark);
  while (found.length > 0 && performance.now() < end) {
    await delay(20);
    found = markedProcesses(mark);
  }
  for (const { pid } of found) process.kill(pid, "SIGKILL");
  return found.map(({ pid, command: line }) => `orphan ${pid}: ${line}`);
}

/** The folder holds what its report.json lists, byte for byte, and nothing else. */
function faultsOfOutput(round) {
  const folder = path.join(root, "output");
  if (!existsSync(path.join(folder, "report.json"))) return ["output/report.json is missing"];
  const { files } = JSON.parse(readFileSync(path.join(folder, "report.json"), "utf8"));
  const faults = Object.entries(files)
    .filter(([file, hash]) => {
      const place = path.join(folder, file);
      return !existsSync(place) || createHash("sha256").update(readFileSync(place)).digest("hex") !== hash;
    })
    .map(([file]) => `output/${file} is missing or not what report.json lists`);
  const listed = new Set([...Object.keys(files), "report.json"]);
  const foreign = filesUnder(folder).filter((file) => !listed.has(file));
  if (!readFileSync(path.join(folder, "briefing.md"), "utf8").includes(`The round is ${round}.`))
    faults.push("output/ is of another round");
  return [...faults, ...foreign.map((file) => `output/${file} is left over`)];
}

function faultsOfExecuted(round) {
  const faults = [];
  for (const name of notebooks) {
    const file = path.join(executed, `${name}.ipynb`);
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    if (!text.includes(`line 299 ${round}`)) faults.push(`${name}.ipynb was not written`);
    try {
      JSON.parse(text);
    } catch {
      faults.push(`${name}.ipynb is half-written`);
    }
  }
  const foreign = filesUnder(executed).filter((file) => !notebooks.includes(file.replace(/\.ipynb$/, "")));
  return [...faults, ...foreign.map((file) => `${file} is left over among the executed notebooks`)];
}

/** Everything outside output/ and the cache. */
function faultsOfFolders() {
  const expected = new Set(
    ["briefing.yml", ...notebooks.map((name) => `${name}.ipynb`)].map((name) => `notebooks/${name}`),
  );
  const foreign = filesUnder(root).filter((file) => !expected.has(file) && !file.startsWith("output/"));
  return [...foreign, ...filesUnder(temporary)].map((file) => `${file} is left over`);
}

async function round(number, kindName, args, ms) {
  const kind = kinds[kindName];
  writeProject(root, number);
  const killed = await run(args, (child, ended) => kind.kill(child, ended, ms));
  const faults = [];
  if (killed.late) faults.push(`did not end within ${limitMs / 1000} s`);
  const message = kind.message(killed);
  if (message !== undefined) faults.push(message);
  faults.push(...(await orphans()));
  const next = await run(args);
  if (!finished(next))
    faults.push(`the next command failed (${next.code ?? next.signal}):\n${next.output.slice(-1500)}`);
  faults.push(
    ...(await orphans()),
    ...(args[0] === "build" ? faultsOfOutput(number) : faultsOfExecuted(number)),
    ...faultsOfFolders(),
  );
  return { killed, next, faults };
}

const commands = {
  build: ["build"],
  execute: ["execute", ...notebooks.map((name) => `notebooks/${name}.ipynb`), "-o", executed],
};
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => {
    for (const { pid } of markedProcesses(mark)) if (pid !== process.pid) process.kill(pid, "SIGKILL");
    rmSync(work, { recursive: true, force: true });
    process.exit(1);
  });

let passed = 0;
let failed = 0;
let hits = 0;
try {
  writeProject(root, 0);
  const first = await run(commands.build);
  if (!finished(first))
    throw new Error(`The build that nobody disturbs fails (${first.code ?? first.signal}):\n${first.output}`);
  writeProject(root, -1);
  // How long a command takes when nobody disturbs it: follows the load of the machine.
  let typical = (await run(commands.build)).ms;
  const names = Object.keys(kinds).filter((name) => options.only === undefined || name === options.only);
  console.log(`${command.join(" ")}: an undisturbed build takes ${(typical / 1000).toFixed(1)} s`);
  for (let i = 1; i <= Number(options.times); i += 1) {
    const kind = pick(names);
    const what = random() < 0.7 ? "build" : "execute";
    const ms = random() * typical;
    const { killed, next, faults } = await round(i, kind, commands[what], ms);
    typical = (typical + next.ms) / 2;
    if (killed.note.hit) hits += 1;
    if (faults.length === 0) passed += 1;
    else failed += 1;
    const how = `${what}, ${kind} after ${Math.round(ms)} ms${killed.note.hit ? "" : " (it had ended)"}`;
    console.log(
      `${faults.length === 0 ? "ok    " : "FAILED"} ${i}: ${how}: ${killed.signal ?? `exit ${killed.code}`}`,
    );
    for (const fault of faults) console.log(`         ${fault}`);
    if (faults.length > 0)
      console.log(`         it said: ${killed.output.slice(-1500).replaceAll("\n", "\n         ")}`);
  }
} finally {
  await orphans();
  rmSync(work, { recursive: true, force: true });
}
console.log(`${hits} of ${options.times} kills met a living process`);
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;

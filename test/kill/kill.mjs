// Kills builds at random moments and checks what is left: no orphan process, no connection file or temporary file, no
// half-written output after the next build, and a message about what happened. Most builds are of a small project,
// --whole of them of the chapters of this repository, every other one from an empty cache.
// usage: node test/kill/kill.mjs [--times 100] [--whole 4] [--seed 1] [--only KIND] [-- COMMAND…]   (default: node dist/cli/main.js)
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";

import { judge, program, seeded, sum, workFolder } from "../checks.mjs";
import { isKernel, markedProcesses } from "./processes.mjs";
import { contentOf, faultsOfKilled, filesUnder } from "./folders.mjs";
import { smallProject } from "./small-project.mjs";
import { wholeProject } from "./whole-project.mjs";

const { values: options, positionals } = parseArgs({
  options: {
    times: { type: "string", default: "100" },
    whole: { type: "string", default: "4" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
  },
  allowPositionals: true,
});
const command = positionals.length > 0 ? positionals : [process.execPath, program];

const limitMs = 300_000;
const orphanMs = 30_000;
const work = workFolder("kill");
const temporary = path.join(work, "tmp");
const mark = `KILL_TEST=${randomUUID()}`;
mkdirSync(temporary);
const cacheOf = (project) => `${project.folder}-cache`;

/** The same kills for the same seed (their effect still depends on the machine's speed). */
const random = seeded(Number(options.seed));
const pick = (list) => list[Math.floor(random() * list.length)];

/**
 * Starts the command in the project; `after` receives the process and may end it.
 *
 * @param {Project} project
 * @param {string[]} args
 * @param {(child: import("node:child_process").ChildProcess, ended: Promise<unknown>) => any} after
 */
async function run(project, args, after = () => undefined) {
  const [name, value] = mark.split("=");
  const env = {
    ...process.env,
    TMPDIR: temporary,
    BRIEFING_CACHE_DIR: cacheOf(project),
    [name]: value,
    NO_COLOR: "1",
  };
  delete env.JUPYTER_RUNTIME_DIR;
  // A separate process group, like that of a command in a shell: a terminal signals the group.
  const child = spawn(command[0], [...command.slice(1), ...args], {
    cwd: project.folder,
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
  // A kernel may not be running yet: waits for one while the command is running.
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

/** Checks the output against the way the process ended. Undefined if all is well. */
const finished = ({ code, signal }) => code === 0 && signal === null;
function interruptedMessage(name, number) {
  return (result) => {
    if (finished(result)) return undefined;
    // Before the first line of JavaScript, and while Node exits after the last line of a build or of `execute`, the
    // system ends a process without a message.
    if (result.signal === name)
      return result.output === "" || /(?:, \d+\.\d s|, written: \d+ files?)\s*$/.test(result.output)
        ? undefined
        : `ended by ${name} itself, having begun its work`;
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
  return /[\w-]+\.ipynb/.test(result.output) ? undefined : "no word of the notebook";
}

const kinds = {
  SIGINT: { kill: signalled("SIGINT", "process"), message: interruptedMessage("SIGINT", 2) },
  "SIGINT to the group": { kill: signalled("SIGINT", "group"), message: interruptedMessage("SIGINT", 2) },
  SIGTERM: { kill: signalled("SIGTERM", "process"), message: interruptedMessage("SIGTERM", 15) },
  SIGKILL: { kill: signalled("SIGKILL", "process"), message: killedMessage },
  "SIGKILL of a kernel": { kill: kernelKilled, message: kernelMessage },
};

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

/** @typedef {ReturnType<typeof smallProject>} Project */
const small = smallProject(path.join(work, "small"));
const whole = wholeProject(path.join(work, "whole"));

/** Apart from output/, the project is unchanged, and there are no temporary files. */
function faultsOfFolders(project, before) {
  const foreign = filesUnder(project.folder).filter(
    (file) => !before.includes(file) && !file.startsWith(`output${path.sep}`),
  );
  return [...foreign, ...filesUnder(temporary)].map((file) => `${file} is left over`);
}

async function round(project, { number, kindName, args, ms }) {
  const kind = kinds[kindName];
  project.write(number);
  const files = filesUnder(project.folder);
  const output = path.join(project.folder, "output");
  const before = contentOf(output);
  const killed = await run(project, args, (child, ended) => kind.kill(child, ended, ms));
  const faults = [];
  if (killed.late) faults.push(`did not end within ${limitMs / 1000} s`);
  const message = kind.message(killed);
  if (message !== undefined) faults.push(message);
  faults.push(...(await orphans()));
  const left = contentOf(output);
  const next = await run(project, args);
  if (!finished(next))
    faults.push(`the next command failed (${next.code ?? next.signal}):\n${next.output.slice(-1500)}`);
  faults.push(
    ...(await orphans()),
    ...faultsOfKilled(left, before, contentOf(output)),
    ...project.faults(args[0], number),
    ...faultsOfFolders(project, files),
  );
  return { killed, next, faults };
}

for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => {
    for (const { pid } of markedProcesses(mark)) if (pid !== process.pid) process.kill(pid, "SIGKILL");
    process.exit(1);
  });

let hits = 0;

/** What readers can change makes a build longer, not different. */
const building = ["build", "--no-answers"];

/** Duration of an undisturbed build; every later build must write the same output. */
async function undisturbed(project, number) {
  project.write(number);
  const first = await run(project, building);
  if (!finished(first))
    throw new Error(`The build that nobody disturbs fails (${first.code ?? first.signal}):\n${first.output}`);
  project.note(number);
  return first.ms;
}

async function killOnce(number, project, { typical, args, kindNames }) {
  const kindName = pick(kindNames);
  const ms = random() * typical;
  let nextMs = typical;
  await judge(
    `${number}: ${project.name} ${args[0]}, ${kindName} after ${Math.round(ms)} ms`,
    async (note) => {
      const { killed, next, faults } = await round(project, { number, kindName, args, ms });
      nextMs = next.ms;
      if (killed.note.hit) hits += 1;
      note(`${killed.note.hit ? "" : "it had ended, "}${killed.signal ?? `exit ${killed.code}`}`);
      if (faults.length === 0) return undefined;
      return [...faults, `it said: ${killed.output.slice(-1500)}`].join("\n").replaceAll("\n", "\n         ");
    },
  );
  return nextMs;
}

try {
  const all = Object.keys(kinds).filter((name) => options.only === undefined || name === options.only);
  const times = Number(options.times);
  const wholes = Number(options.whole);
  console.log(`${command.join(" ")}, seed ${options.seed}`);
  await undisturbed(small, 0);
  // Duration of an undisturbed command, which follows the load of the machine.
  let typical = await undisturbed(small, -1);
  for (let number = 1; number <= times - wholes; number += 1) {
    const args = random() < 0.7 ? building : small.executing;
    typical = (typical + (await killOnce(number, small, { typical, args, kindNames: all }))) / 2;
  }
  if (wholes > 0) {
    const cold = await undisturbed(whole, 0);
    const warm = await undisturbed(whole, 1);
    for (let number = times - wholes + 1; number <= times; number += 1) {
      // Every other one executes everything; the others start no kernel and proceed directly to rendering and writing.
      const isCold = number % 2 === 1;
      if (isCold) rmSync(cacheOf(whole), { recursive: true });
      const kindNames = isCold ? all : all.filter((name) => name !== "SIGKILL of a kernel");
      if (kindNames.length > 0)
        await killOnce(number, whole, { typical: isCold ? cold : warm, args: building, kindNames });
    }
  }
} finally {
  await orphans();
}
console.log(`${hits} of ${options.times} kills met a living process`);
sum();

// Programs that run beside a test: each in a process group of its own, so that what it starts ends with it.
import { spawn } from "node:child_process";
import { openSync, closeSync, readFileSync } from "node:fs";
import { once } from "node:events";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const running = new Set();

export function start(program, args, { log, cwd, env = {} }) {
  const file = openSync(log, "w");
  const child = spawn(program, args, {
    detached: true,
    stdio: ["ignore", file, file],
    cwd,
    env: { ...process.env, ...env },
  });
  closeSync(file);
  const started = { log, pid: child.pid, ended: undefined, end: undefined };
  started.end = new Promise((resolve) => {
    const hasEnded = (how) => {
      started.ended = how;
      // What it started, and left behind.
      kill(started);
      running.delete(started);
      resolve(how);
    };
    child.once("exit", (code, signal) => hasEnded(signal ?? code));
    child.once("error", (error) => hasEnded(error.message));
  });
  running.add(started);
  return started;
}

/** With all that it started. */
export function kill(started, signal = "SIGKILL") {
  if (started.pid === undefined) return;
  try {
    process.kill(-started.pid, signal);
  } catch {
    // It has ended before.
  }
}

function killAll() {
  for (const started of running) kill(started);
}

/** How it ended: a code, a signal, or words; it is killed where it takes too long. */
export async function endOf(started, seconds) {
  const late = setTimeout(() => kill(started), seconds * 1000);
  const ended = await started.end;
  clearTimeout(late);
  return ended;
}

/** Kills all, and waits until they are gone, or a while. */
export async function endAll(seconds = 20) {
  const ends = [...running].map(({ end }) => end);
  killAll();
  await Promise.race([Promise.all(ends), sleep(seconds * 1000, undefined, { ref: false })]);
}

// Also where the test itself is ended.
process.once("exit", killAll);
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

export const logOf = ({ log }) => readFileSync(log, "utf8");

/** What `find` gives of the log, as soon as it gives something. */
export async function waitFor(started, find, what, seconds = 240) {
  for (let waited = 0; waited < seconds * 20; waited++) {
    const found = find(logOf(started));
    if (found) return found;
    if (started.ended !== undefined) break;
    await sleep(50);
  }
  throw new Error(`${what}: not seen in ${started.log}\n${logOf(started).slice(-2000)}`);
}

export async function freePorts(count) {
  const servers = Array.from({ length: count }, () => net.createServer());
  const ports = [];
  for (const server of servers) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (typeof address === "object") ports.push(address.port);
  }
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

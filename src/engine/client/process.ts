/** A kernel's process: its own group, stdin held open, what it writes itself drained and its tail kept. */
import { spawn, type ChildProcess } from "node:child_process";

import type { Command } from "./command.js";
import type { ProcessEnd, ProcessTail } from "./errors.js";
import { guard, unguard } from "./guardian.js";
import { settlesWithin } from "./settles-within.js";
import { keepTail } from "./tail.js";

export interface KernelProcess {
  readonly pid: number;
  /** Resolves when the process has ended and what it has written has been read; never rejects. */
  readonly ended: Promise<ProcessEnd>;
  readonly alive: boolean;
  tail(): ProcessTail;
  /** To the whole group: what a cell has started is interrupted and ended with the kernel. */
  signal(signal: NodeJS.Signals): void;
  /** Resolves to whether the process ends within the time. */
  endsWithin(ms: number): Promise<boolean>;
}

/** A child that has left the group may keep the streams open for ever. */
const closeMs = 500;

/** Rejects with the system's error when the command cannot be executed. */
export async function spawnKernel(command: Command, connectionFile: string): Promise<KernelProcess> {
  const [file = "", ...args] = command.argv;
  const child = spawn(file, args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ["pipe", "pipe", "pipe"],
    // Its own session: a signal from the terminal reaches the client, which decides what becomes of its kernels.
    detached: true,
  });
  child.stdin.on("error", () => undefined);
  const stdout = keepTail(child.stdout);
  const stderr = keepTail(child.stderr);
  const { pid } = child;
  if (pid === undefined)
    return new Promise((_, reject) => {
      child.once("error", reject);
    });
  child.on("error", () => undefined);
  guard(pid, connectionFile);

  let alive = true;
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(-pid, name);
    } catch {
      // The group has ended.
    }
  };
  const ended = waitForEnd(child, () => {
    alive = false;
    signal("SIGKILL");
    unguard(pid);
  });
  return {
    pid,
    ended,
    get alive() {
      return alive;
    },
    tail: () => ({ stdout: stdout.text(), stderr: stderr.text() }),
    signal: (name) => {
      if (alive) signal(name);
    },
    endsWithin: (ms) => settlesWithin(ended, ms),
  };
}

function waitForEnd(child: ChildProcess, onExit: () => void): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once("exit", (exitCode, signal) => {
      onExit();
      const end = (): void => {
        child.stdin?.destroy();
        child.stdout?.destroy();
        child.stderr?.destroy();
        resolve({ exitCode, signal });
      };
      // One more turn: what has been written is read although this process was busy meanwhile.
      const timer = setTimeout(() => setImmediate(end), closeMs);
      child.once("close", () => {
        clearTimeout(timer);
        end();
      });
    });
  });
}

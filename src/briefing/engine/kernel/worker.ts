/** Entry point of the thread that owns the sockets. */
import { writeSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { workerData } from "node:worker_threads";
import { Socket } from "node:net";
import { isGone } from "../../lib/alive.js";
import { BriefingError } from "../../model/errors.js";
import { readConnectionFile } from "../client/connection-file.js";
import { lingerMs, Channels } from "./server/channels.js";
import type { FromInterpreter, ServerData, ToInterpreter } from "./server/messages.js";
import { RemoteInterpreter } from "./server/remote-interpreter.js";
import { Server } from "./server/server.js";
import { SharedState } from "./server/shared-state.js";
import { watchSigint } from "./server/sigint.js";

/** Milliseconds the main thread has to begin its exit before this thread ends the process. */
const exitMs = 2000;
const flushMs = 1500;
/** Milliseconds between checks that the parent process still exists. */
const pollMs = 1000;

const { port, answers, watch, connectionFile, shared: buffer } = workerData as ServerData;
const shared = new SharedState(buffer);
let flushing: Promise<void> | undefined;
let server: Server | undefined;

const interpreter = new RemoteInterpreter(shared, (message) => {
  port.postMessage(message);
});

process.on("uncaughtException", fail);
port.on("message", (message: FromInterpreter) => {
  if (message.type === "flush") flushing ??= flush();
  else if (message.type === "sigint") void interpreter.interrupt();
  else server?.receive(message);
});
if (watch === "stdin") watchStdin(kill);
else watchParent(kill);

void listen();

/** A function, because the bundle is CommonJS and has no top-level await. Rejections are uncaught exceptions. */
async function listen(): Promise<void> {
  // A client at the other end of stdin interrupts by message instead of SIGINT.
  const watching = watch === "parent" ? watchSigint(() => void interpreter.interrupt()) : undefined;
  const channels = await Channels.open(readConnectionFile(connectionFile));
  await watching;
  server = new Server({
    channels,
    interpreter,
    delivered(size) {
      shared.delivered(size);
    },
    answered(text) {
      answers.postMessage(text);
    },
    shutDown() {
      void end(0);
      void interpreter.interrupt();
    },
  });
}

async function flush(): Promise<void> {
  interpreter.release();
  await server?.close(flushMs);
  shared.setFlushed();
}

function fail(error: Error): void {
  writeSync(2, `briefing kernel: ${describe(error)}\n`);
  void end(1);
}

/** Ends the process even if the main thread is blocked. */
async function end(code: number): Promise<void> {
  port.postMessage({ type: "exit", code } satisfies ToInterpreter);
  await delay(exitMs);
  const exiting = flushing !== undefined;
  await (flushing ??= flush());
  if (exiting) await delay(lingerMs + exitMs);
  kill();
}

function kill(): void {
  process.kill(process.pid, "SIGKILL");
}

function describe(error: Error): string {
  if (!(error instanceof BriefingError)) return error.stack ?? error.message;
  return error.hint === undefined ? error.message : `${error.message}\n${error.hint}`;
}

/** The client holds the other end of the stdin pipe, which closes when it exits for any reason. */
function watchStdin(gone: () => void): void {
  const pipe = new Socket({ fd: 0, readable: true, writable: false });
  pipe.on("data", () => undefined);
  pipe.on("end", gone);
  pipe.on("error", gone);
}

/** Jupyter sets JPY_PARENT_PID. Without it, the kernel was started by hand and keeps running. */
function watchParent(gone: () => void): void {
  const named = Number(process.env.JPY_PARENT_PID);
  if (!Number.isInteger(named) || named <= 1) return;
  const parent = process.ppid;
  const hasGone = (): boolean => (parent === named ? process.ppid !== parent : isGone(named));
  if (hasGone()) return;
  setInterval(() => {
    if (hasGone()) gone();
  }, pollMs);
}

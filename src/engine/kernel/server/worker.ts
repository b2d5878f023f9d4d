/** Entry of the thread that owns the sockets. */
import { writeSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { workerData } from "node:worker_threads";

import { BriefingError } from "../../../model/errors.js";
import { lingerMs, openChannels, type Channels } from "./channels.js";
import { readConnectionFile } from "./connection-file.js";
import { createInterrupter } from "./interrupter.js";
import { watchParent, watchStdin } from "./liveness.js";
import type { FromInterpreter, ServerData, ToInterpreter } from "./messages.js";
import { createServer, type Server } from "./server.js";
import { SharedState } from "./shared-state.js";
import { watchSigint } from "./sigint.js";
import { createTasks } from "./tasks.js";

/** The main thread begins to exit in this time, or this thread ends the process. */
const exitMs = 2000;
const flushMs = 1500;

const { port, watch, connectionFile, shared: buffer } = workerData as ServerData;
const shared = new SharedState(buffer);
let flushing: Promise<void> | undefined;
/** What there is once the sockets are bound. */
const listening: { server?: Server; channels?: Channels } = {};

const post = (message: ToInterpreter): void => {
  port.postMessage(message);
};
const tasks = createTasks(post);
const interrupter = createInterrupter(tasks, shared, post);

process.on("uncaughtException", fail);
port.on("message", (message: FromInterpreter) => {
  if (message.type === "flush") flushing ??= flush();
  else if (message.type === "sigint") void interrupter.interrupt();
  else listening.server?.hear(message);
});
if (watch === "stdin") watchStdin(kill);
else watchParent(kill);

void listen();

/** No `await` at the top: the bundled program is CommonJS. A rejection is an uncaught exception. */
async function listen(): Promise<void> {
  // A client at the other end of stdin interrupts by message.
  const watching = watch === "parent" ? watchSigint(() => void interrupter.interrupt()) : undefined;
  const channels = await openChannels(readConnectionFile(connectionFile));
  await watching;
  const server = createServer({
    channels,
    tasks,
    interrupter,
    delivered(size) {
      shared.delivered(size);
    },
    shutDown() {
      void end(0);
      void interrupter.interrupt();
    },
  });
  Object.assign(listening, { server, channels });
}

async function flush(): Promise<void> {
  interrupter.release();
  await Promise.race([listening.server?.flushed(), delay(flushMs)]);
  await listening.channels?.close();
  shared.raiseFlushed();
}

function fail(error: Error): void {
  writeSync(2, `briefing kernel: ${describe(error)}\n`);
  void end(1);
}

/** Ends the process even if the main thread never listens again. */
async function end(code: number): Promise<void> {
  post({ type: "exit", code });
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

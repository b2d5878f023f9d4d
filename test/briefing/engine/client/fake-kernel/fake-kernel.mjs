/**
 * A kernel that does what a cell's text says, and misbehaves on demand: `fake-kernel.mjs CONNECTION_FILE [MODE…]`.
 * Modes change how it starts and ends, cells (`COMMAND ARGUMENT`, one a line) what happens while it executes.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Publisher, Reply, Router } from "zeromq";
import {
  createComposer,
  parseMessage,
  serializeMessage,
} from "../../../../../src/briefing/dist/engine/client/wire.js";

const [connectionFile, ...modes] = process.argv.slice(2);
const mode = (name) => modes.find((each) => each === name || each.startsWith(`${name}=`));
const value = (name) => mode(name)?.slice(name.length + 1);
const connection = JSON.parse(readFileSync(connectionFile, "utf8"));

if (!mode("ignores-stdin")) process.stdin.on("end", () => process.exit(0)).resume();
if (mode("dies-at-start")) {
  process.stderr.write("something is missing\n");
  process.exit(3);
}
if (mode("says-port-taken-once") && !existsSync(value("says-port-taken-once"))) {
  writeFileSync(value("says-port-taken-once"), "");
  process.stderr.write("zmq.error.ZMQError: Address already in use (addr='tcp://127.0.0.1:1')\n");
  process.exit(1);
}
if (mode("never-answers")) {
  await delay(60_000);
  process.exit(0);
}
if (mode("says-nothing")) process.on("uncaughtException", () => process.exit(1));
if (mode("waits-for")) while (!existsSync(value("waits-for"))) await delay(20);

const key = mode("wrong-key") ? "another key" : connection.key;
const address = (name) => `tcp://${connection.ip}:${connection[`${name}_port`]}`;
const sockets = { shell: new Router(), control: new Router(), stdin: new Router() };
for (const [name, socket] of Object.entries(sockets)) {
  socket.sendHighWaterMark = 0;
  if (name !== "stdin" || !mode("late-stdin")) await socket.bind(address(name));
}
if (mode("late-stdin"))
  setTimeout(() => void sockets.stdin.bind(address("stdin")), Number(value("late-stdin")));
const iopub = new Publisher({ sendHighWaterMark: 0 });
await iopub.bind(address("iopub"));
const hb = new Reply();
await hb.bind(address("hb"));

const { compose } = createComposer("kernel");
let lost = Number(value("loses-first") ?? 0);
const queues = new Map();
function send(socket, frames) {
  const sent = (queues.get(socket) ?? Promise.resolve()).then(() => socket.send(frames));
  queues.set(socket, sent);
  return sent;
}
function publish(type, parent, content, options = {}) {
  if (lost > 0) {
    lost -= 1;
    return Promise.resolve();
  }
  const message = { ...compose(type, content, parent?.header), buffers: options.buffers ?? [] };
  return send(iopub, [Buffer.from(type), ...serializeMessage(message, options.key ?? key)]);
}
const state = (parent, execution_state) => publish("status", parent, { execution_state });
const print = (parent, text, name = "stdout") => publish("stream", parent, { name, text });

/** Of the cell that is executed: one that comes before its loop begins counts too. */
let interruption;
/** @type {(value?: unknown) => void} */
let interrupted = () => undefined;
const onSigint = () => interrupted();
process.on("SIGINT", onSigint);
function expectInterruption() {
  interruption = new Promise((resolve) => {
    interrupted = resolve;
  });
}

let inputs = [];
let idleMode = "after";
let afterIdle = () => undefined;
const commands = {
  print: (parent, text) => print(parent, `${text}\n`),
  async flood(parent, n) {
    for (let i = 0; i < Number(n); i += 1) void print(parent, `${i}\n`);
    await queues.get(iopub);
  },
  big: (parent, n) =>
    publish("display_data", parent, { data: { "text/plain": "x".repeat(Number(n)) }, metadata: {} }),
  buffers: (parent) =>
    publish("comm_msg", parent, { comm_id: "c", data: {} }, { buffers: [Buffer.from([0, 1, 255])] }),
  unsigned: (parent) =>
    publish("stream", parent, { name: "stdout", text: "forged" }, { key: "no key of ours" }),
  idle(_, when) {
    idleMode = when;
  },
  sleep: (_, ms) => delay(Number(ms)),
  async loop() {
    await interruption;
    throw Object.assign(new Error("stopped"), { name: "KeyboardInterrupt" });
  },
  hang: () => delay(60_000),
  async mortal(parent) {
    process.off("SIGINT", onSigint);
    await print(parent, "mortal\n");
    await delay(60_000);
  },
  async die(_, how) {
    await delay(250);
    if (how.startsWith("SIG")) process.kill(process.pid, how);
    else process.exit(Number(how));
    await delay(10_000);
  },
  async memory() {
    process.stderr.write(
      "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n",
    );
    await delay(100);
    process.abort();
  },
  late(parent, text) {
    afterIdle = () => setTimeout(() => void print(parent, `${text}\n`), 50);
  },
  own: (_, text) => void process.stdout.write(`${text}\n`),
  noise(_, n) {
    for (let i = 0; i < Number(n); i += 1) process.stderr.write(`${"noise ".repeat(20)}${i}\n`);
  },
  child(parent) {
    const child = spawn("sleep", ["300"], { stdio: "ignore" });
    return print(parent, String(child.pid));
  },
  env: (parent, name) => print(parent, process.env[name] ?? "(unset)"),
  argv: (parent) => print(parent, JSON.stringify(process.argv.slice(2))),
  cwd: (parent) => print(parent, process.cwd()),
  fail(_, text) {
    throw Object.assign(new Error(text), { name: "ValueError" });
  },
  async input(parent, prompt) {
    const request = compose("input_request", { prompt, password: false }, parent.message.header);
    const reply = new Promise((resolve) => inputs.push(resolve));
    await send(sockets.stdin, [...parent.identities, ...serializeMessage(request, key)]);
    const { content } = await reply;
    if (content.value === "\u0004") throw Object.assign(new Error(content.evalue), { name: "EOFError" });
    await print(parent.message, `You said ${content.value}\n`);
  },
  allowed: (parent) => print(parent.message, String(parent.message.content.allow_stdin)),
};
const whole = new Set(["input", "allowed"]);

let executions = 0;
async function execute(received) {
  const { message, identities } = received;
  const answer = (content) =>
    send(sockets.shell, [
      ...identities,
      ...serializeMessage(compose("execute_reply", content, message.header), key),
    ]);
  idleMode = "after";
  expectInterruption();
  await state(message, "busy");
  executions += 1;
  /** @type {Record<string, unknown>} */
  let content = { status: "ok", execution_count: executions, user_expressions: {}, payload: [] };
  try {
    for (const line of message.content.code.split("\n")) {
      const [, command, argument] = /^(\S*) ?(.*)$/.exec(line);
      await commands[command]?.(whole.has(command) ? received : message, argument);
    }
  } catch (error) {
    const fields = { ename: error.name, evalue: error.message, traceback: [] };
    content = { status: "error", execution_count: executions, ...fields };
    await publish("error", message, fields);
  }
  await answer(content);
  if (idleMode === "exit-before") process.exit(0);
  if (idleMode === "slow") await delay(300);
  if (idleMode !== "never") await state(message, "idle");
  afterIdle();
  afterIdle = () => undefined;
  if (idleMode === "exit") {
    await delay(100);
    process.exit(0);
  }
}

async function serve(name, handle) {
  for await (const frames of sockets[name]) {
    const received = parseMessage(frames, connection.key);
    await handle(received, (type, content) =>
      send(sockets[name], [
        ...received.identities,
        ...serializeMessage(compose(type, content, received.message.header), key),
      ]),
    );
  }
}

void serve("shell", async (received, reply) => {
  const { message } = received;
  if (message.header.msg_type === "kernel_info_request") {
    await state(message, "busy");
    await reply("kernel_info_reply", { status: "ok", implementation: "fake", protocol_version: "5.3" });
    await state(message, "idle");
  } else if (message.header.msg_type === "execute_request") await execute(received);
});
void serve("stdin", ({ message }) => inputs.shift()?.(message));
void serve("control", async ({ message }, reply) => {
  if (message.header.msg_type === "interrupt_request") {
    if (mode("signals-only")) return;
    interrupted();
    await reply("interrupt_reply", { status: "ok" });
  }
  if (message.header.msg_type === "shutdown_request" && !mode("ignores-shutdown")) {
    if (mode("notes-shutdown")) writeFileSync(value("notes-shutdown"), "asked");
    await reply("shutdown_reply", message.content);
    process.exit(0);
  }
});
void (async () => {
  for await (const frames of hb) await hb.send(frames);
})();
if (mode("ignores-shutdown")) process.on("SIGTERM", () => undefined);
// Without it a kernel would end when nothing is under way.
createServer().listen(0);

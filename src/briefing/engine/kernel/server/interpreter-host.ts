/** Main thread: runs the interpreter's tasks in order and reports their results. */
import { receiveMessageOnPort, type MessagePort } from "node:worker_threads";
import type { JsonObject } from "../../client/contract.js";
import {
  interruptedReport,
  type ErrorReport,
  type Interpreter,
  type OutputType,
  type Publisher,
} from "../contract.js";
import {
  interruptedReply,
  replyOf,
  type FromInterpreter,
  type Question,
  type Reply,
  type Task,
  type ToInterpreter,
} from "./messages.js";
import { messageOverhead, type SharedState } from "./shared-state.js";

/** Milliseconds an interrupted cell has to settle before the host settles it. */
const settleMs = 1000;
/** Estimated size of a non-string value in memory. */
const structuredSize = 4096;

/** Milliseconds between checks for an input reply; an interrupt can end the wait in between. */
const answerPollMs = 20;

type Post = (message: FromInterpreter) => void;

interface HostOptions {
  readonly shared: SharedState;
  readonly send: Post;
  readonly answers: MessagePort;
  readonly exit: (code: number) => void;
}

/** Returns a function that receives the messages to the interpreter. */
export function createHost(interpreter: Interpreter, { shared, send, answers, exit }: HostOptions) {
  let running:
    { readonly id: number; readonly task: Task; readonly publisher: CellPublisher | undefined } | undefined;

  /** Falls back to JSON for values that cannot be cloned (functions, symbols), which drops them. */
  const post: Post = (message) => {
    try {
      send(message);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      send(JSON.parse(JSON.stringify(message)) as FromInterpreter);
    }
  };

  /** Ignores all but the first reply to a task: after an interrupt it can come from the host or the interpreter. */
  function settle(id: number, reply: Reply, error?: ErrorReport): void {
    if (running?.id !== id) return;
    shared.withdrawTermination();
    const { publisher } = running;
    running = undefined;
    if (error && publisher?.hasErred === false)
      post({ type: "publish", id, msgType: "error", content: error, size: 0 });
    post({ type: "done", id, reply });
  }

  function perform(id: number, task: Task): void {
    if (task.kind === "ask") {
      running = { id, task, publisher: undefined };
      void answer(interpreter, task.question).then((content) => {
        settle(id, { content });
      });
      return;
    }
    const ask = (question: string): string | undefined => {
      if (task.input === "refused" || running?.id !== id) return undefined;
      return askAndWait(answers, () => {
        post({ type: "input", id, question });
      });
    };
    const publisher = createPublisher(id, shared, post, ask);
    running = { id, task, publisher };
    void interpreter.execute(task.cell, publisher).then((outcome) => {
      settle(id, replyOf(task.cell, outcome), outcome.error);
    });
  }

  function interrupt(id: number): void {
    shared.acknowledgeInterrupt(id);
    if (running?.id !== id) {
      post({ type: "not-executing", id });
      return;
    }
    const { task, publisher } = running;
    publisher?.mute();
    const end = (): void => {
      settle(id, interruptedReply(task), interruptedReport);
    };
    if (publisher === undefined) end();
    else setTimeout(end, settleMs);
    interpreter.interrupt();
  }

  return (message: ToInterpreter): void => {
    if (message.type === "task") perform(message.id, message.task);
    else if (message.type === "interrupt") interrupt(message.id);
    else exit(message.code);
  };
}

type CellPublisher = ReturnType<typeof createPublisher>;

function createPublisher(id: number, shared: SharedState, post: Post, ask: Publisher["ask"]) {
  let muted = false;
  let erred = false;
  return {
    publish(msgType: OutputType, content: JsonObject): void {
      if (muted) return;
      erred ||= msgType === "error";
      const size = sizeOf(content);
      post({ type: "publish", id, msgType, content, size });
      // Counted after posting: a termination in between undercounts, but never blocks output permanently.
      shared.sent(size);
    },
    ask: (question: string) => (muted ? undefined : ask(question)),
    /** Suppresses all further output of the request. */
    mute(): void {
      muted = true;
    },
    get hasErred(): boolean {
      return erred;
    },
  };
}

function askAndWait(answers: MessagePort, ask: () => void): string {
  // Discards replies to a question that an interrupt ended.
  while (receiveMessageOnPort(answers) !== undefined);
  ask();
  const never = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    const received = receiveMessageOnPort(answers);
    if (received !== undefined) return received.message as string;
    Atomics.wait(never, 0, 0, answerPollMs);
  }
}

function sizeOf({ text = "", data = {} }: JsonObject): number {
  const parts = [text, ...Object.values(data as JsonObject)];
  const sizes = parts.map((part) => (typeof part === "string" ? part.length : structuredSize));
  return sizes.reduce((sum, size) => sum + size, messageOverhead);
}

/** Main thread: computes the content of the reply. */
async function answer(interpreter: Interpreter, { type, code, offset }: Question): Promise<JsonObject> {
  try {
    if (type === "is_complete_request") return { ...interpreter.completeness(code) };
    if (type === "inspect_request") {
      const text = await interpreter.inspect(code, offset);
      const data: JsonObject = text === undefined ? {} : { "text/plain": text };
      return { status: "ok", found: text !== undefined, data, metadata: {} };
    }
    const { start, end, matches } = await interpreter.complete(code, offset);
    const codePoints = (utf16: number): number => Array.from(code.slice(0, utf16)).length;
    const span = { start: codePoints(start), end: codePoints(end) };
    // The format of IPython's kernel, which JupyterLab and VS Code read.
    const types = matches.map(({ text, kind, signature = "" }) => ({ ...span, text, type: kind, signature }));
    return {
      status: "ok",
      matches: matches.map(({ text }) => text),
      cursor_start: span.start,
      cursor_end: span.end,
      metadata: { _jupyter_types_experimental: types },
    };
  } catch (error) {
    if (type === "is_complete_request") return { status: "unknown" };
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { status: "error", ename: name, evalue: message, traceback: [`${name}: ${message}`] };
  }
}

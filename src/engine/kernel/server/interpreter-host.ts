/** Main thread: runs the interpreter's tasks in order and reports their results. */
import { receiveMessageOnPort, type MessagePort } from "node:worker_threads";

import type { JsonObject, MimeBundle } from "../../client/contract.js";
import type { CellRequest, DisplayBundle, Interpreter, Publisher } from "../contract.js";
import {
  interruptedResult,
  type FromInterpreter,
  type IopubType,
  type Task,
  type TaskResult,
  type ToInterpreter,
} from "./messages.js";
import { answer } from "./questions.js";
import { messageOverhead, type SharedState } from "./shared-state.js";

/** Milliseconds an interrupted cell has to settle before the host settles it. */
const settleMs = 1000;
/** Estimated size of a non-string value in memory. */
const structuredSize = 4096;

/** Milliseconds between checks for an input reply; an interrupt can end the wait in between. */
const answerPollMs = 20;

type Post = (message: FromInterpreter) => void;

interface CellPublisher extends Publisher {
  /** Suppresses all further output of the request. */
  mute(): void;
  readonly hasErred: boolean;
}

interface HostOptions {
  readonly shared: SharedState;
  readonly send: Post;
  readonly answers: MessagePort;
  readonly exit: (code: number) => void;
}

export function createHost(
  interpreter: Interpreter,
  { shared, send, answers, exit }: HostOptions,
): { receive(message: ToInterpreter): void } {
  let running: { readonly id: number; readonly publisher: CellPublisher | undefined } | undefined;

  /** Falls back to JSON for values that cannot be cloned (functions, symbols), which drops them. */
  const post: Post = (message) => {
    try {
      send(message);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      send(JSON.parse(JSON.stringify(message)) as FromInterpreter);
    }
  };

  /** Ignores all but the first result of a task: after an interrupt it can come from the host or the interpreter. */
  function settle(id: number, result: TaskResult): void {
    if (running?.id !== id) return;
    shared.withdrawTermination();
    const { publisher } = running;
    running = undefined;
    if (result.kind === "execute" && result.outcome.error && publisher?.hasErred === false)
      post({ type: "publish", id, msgType: "error", content: { ...result.outcome.error }, size: 0 });
    post({ type: "done", id, result });
  }

  function perform(id: number, task: Task): void {
    if (task.kind === "ask") {
      running = { id, publisher: undefined };
      void answer(interpreter, task.question).then((content) => {
        settle(id, { kind: "ask", answer: content });
      });
      return;
    }
    const ask = (question: string): string | undefined => {
      if (task.input === "refused" || running?.id !== id) return undefined;
      return askAndWait(answers, () => {
        post({ type: "input", id, question });
      });
    };
    const publisher = createPublisher({ ...task.cell, id }, shared, post, ask);
    running = { id, publisher };
    void interpreter.execute(task.cell, publisher).then((outcome) => {
      settle(id, { kind: "execute", outcome });
    });
  }

  function interrupt(id: number): void {
    shared.acknowledgeInterrupt(id);
    if (running?.id !== id) {
      post({ type: "not-executing", id });
      return;
    }
    const { publisher } = running;
    publisher?.mute();
    if (publisher === undefined) settle(id, interruptedResult("ask"));
    else
      setTimeout(() => {
        settle(id, interruptedResult("execute"));
      }, settleMs);
    interpreter.interrupt();
  }

  return {
    receive(message) {
      if (message.type === "task") perform(message.id, message.task);
      else if (message.type === "interrupt") interrupt(message.id);
      else exit(message.code);
    },
  };
}

function createPublisher(
  cell: Pick<CellRequest, "executionCount" | "silent"> & { readonly id: number },
  shared: SharedState,
  post: Post,
  ask: Publisher["ask"],
): CellPublisher {
  const { id } = cell;
  let muted = false;
  let erred = false;

  function publish(msgType: IopubType, content: JsonObject, size = messageOverhead): void {
    if (muted) return;
    post({ type: "publish", id, msgType, content, size });
    // Counted after posting: a termination in between undercounts, but never blocks output permanently.
    shared.sent(size);
  }
  function show(msgType: IopubType, { data, metadata, displayId }: DisplayBundle, more?: JsonObject): void {
    const transient: JsonObject = displayId === undefined ? {} : { display_id: displayId };
    publish(msgType, { data, metadata, transient, ...more }, bundleSize(data));
  }

  return {
    stream(name, text) {
      if (text !== "") publish("stream", { name, text }, text.length + messageOverhead);
    },
    display(bundle) {
      show("display_data", bundle);
    },
    updateDisplay(bundle) {
      show("update_display_data", bundle);
    },
    clearOutput(when) {
      publish("clear_output", { wait: when === "before-next" });
    },
    result(bundle) {
      if (!cell.silent) show("execute_result", bundle, { execution_count: cell.executionCount });
    },
    error(report) {
      erred ||= !muted;
      publish("error", { ...report });
    },
    ask: (question) => (muted ? undefined : ask(question)),
    mute() {
      muted = true;
    },
    get hasErred() {
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

function bundleSize(data: MimeBundle): number {
  let size = messageOverhead;
  for (const value of Object.values(data)) size += typeof value === "string" ? value.length : structuredSize;
  return size;
}

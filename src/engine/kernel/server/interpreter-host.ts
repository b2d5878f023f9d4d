/** Main thread: gives the interpreter one task after the other and says what came of it. */
import type { ErrorReport, Interpreter } from "../contract.js";
import { interruptedOutcome } from "./interrupted.js";
import type { FromInterpreter, Task, TaskResult, ToInterpreter } from "./messages.js";
import { createPublisher, type CellPublisher, type Post } from "./publisher.js";
import type { SharedState } from "./shared-state.js";

/** How long an interrupted cell may take to settle before the host settles it. */
const settleMs = 1000;

interface Running {
  readonly id: number;
  readonly publisher: CellPublisher | undefined;
}

export interface InterpreterHost {
  receive(message: ToInterpreter): void;
}

export function createHost(
  interpreter: Interpreter,
  shared: SharedState,
  send: Post,
  exit: (code: number) => void,
): InterpreterHost {
  let running: Running | undefined;

  const post: Post = (message) => {
    try {
      send(message);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      send(JSON.parse(JSON.stringify(message)) as FromInterpreter);
    }
  };

  /** Only the first word about a task counts: after an interrupt it can come from the host or from the interpreter. */
  function settle(id: number, result: TaskResult): void {
    if (running?.id !== id) return;
    shared.withdrawTermination();
    const { publisher } = running;
    running = undefined;
    if (result.kind === "execute" && result.outcome.error && publisher && !publisher.hasErred) {
      const { ename, evalue, traceback } = result.outcome.error;
      post({ type: "publish", id, msgType: "error", content: { ename, evalue, traceback }, size: 0 });
    }
    post({ type: "done", id, result });
  }

  function perform(id: number, task: Task): void {
    if (task.kind !== "execute") {
      running = { id, publisher: undefined };
      settle(
        id,
        attempt(() => shared.shield(() => answer(interpreter, task))),
      );
      return;
    }
    const publisher = createPublisher({ ...task, id }, shared, post);
    running = { id, publisher };
    interpreter.execute(task, publisher).then(
      (outcome) => {
        settle(id, { kind: "execute", outcome });
      },
      (error: unknown) => {
        settle(id, { kind: "execute", outcome: { ...interruptedOutcome, error: report(error) } });
      },
    );
  }

  return {
    receive(message) {
      if (message.type === "task") {
        perform(message.id, message.task);
      } else if (message.type === "interrupt") {
        shared.hear(message.id);
        if (running?.id !== message.id) {
          post({ type: "not-executing", id: message.id });
          return;
        }
        running.publisher?.mute();
        setTimeout(() => {
          settle(message.id, { kind: "execute", outcome: interruptedOutcome });
        }, settleMs);
        interpreter.interrupt();
      } else {
        exit(message.code);
      }
    },
  };
}

function answer(interpreter: Interpreter, task: Exclude<Task, { kind: "execute" }>): TaskResult {
  if (task.kind === "complete")
    return { kind: "complete", completion: interpreter.complete(task.code, task.offset) };
  if (task.kind === "inspect") return { kind: "inspect", text: interpreter.inspect(task.code, task.offset) };
  return { kind: "completeness", completeness: interpreter.completeness(task.code) };
}

function attempt(work: () => TaskResult): TaskResult {
  try {
    return work();
  } catch (error) {
    return { kind: "failed", error: report(error) };
  }
}

function report(error: unknown): ErrorReport {
  if (!(error instanceof Error)) return { ename: "Error", evalue: String(error), traceback: [String(error)] };
  return { ename: error.name, evalue: error.message, traceback: [`${error.name}: ${error.message}`] };
}

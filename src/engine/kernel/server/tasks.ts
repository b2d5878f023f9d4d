/** The socket thread's view of the interpreter: hand over a task, wait for its result. */
import type { Task, TaskResult, ToInterpreter } from "./messages.js";

export interface Tasks {
  /** Hands over the task; `id` names it in everything the interpreter says about it. */
  perform(id: number, task: Task): Promise<TaskResult>;
  done(id: number, result: TaskResult): void;
  /** The task that is being executed, if it is a cell. */
  readonly executing: number | undefined;
}

export function createTasks(post: (message: ToInterpreter) => void): Tasks {
  let current:
    | { readonly id: number; readonly kind: Task["kind"]; readonly resolve: (result: TaskResult) => void }
    | undefined;
  return {
    perform(id, task) {
      return new Promise((resolve) => {
        current = { id, kind: task.kind, resolve };
        post({ type: "task", id, task });
      });
    },
    done(id, result) {
      if (current?.id !== id) return;
      const { resolve } = current;
      current = undefined;
      resolve(result);
    },
    get executing() {
      return current?.kind === "execute" ? current.id : undefined;
    },
  };
}

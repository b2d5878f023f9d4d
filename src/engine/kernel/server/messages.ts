/** Messages between the kernel's two threads. Order is preserved in each direction. */
import type { MessagePort } from "node:worker_threads";

import type { JsonObject } from "../../client/contract.js";
import { interruptedOutcome, interruptedReport, type CellOutcome, type CellRequest } from "../contract.js";
import type { Question } from "./questions.js";

/** Work that only the interpreter can do, one task at a time. */
export type Task =
  | {
      readonly kind: "execute";
      readonly cell: CellRequest;
      /** Whether the client supports input requests. */
      readonly input: "allowed" | "refused";
    }
  | { readonly kind: "ask"; readonly question: Question };

export type TaskResult =
  | { readonly kind: "execute"; readonly outcome: CellOutcome }
  | { readonly kind: "ask"; readonly answer: JsonObject };

export const interruptedResult = (kind: Task["kind"]): TaskResult =>
  kind === "execute"
    ? { kind, outcome: interruptedOutcome }
    : { kind, answer: { status: "error", ...interruptedReport } };

/** `id` identifies a request to the interpreter; late output refers to it. */
export type ToInterpreter =
  | { readonly type: "task"; readonly id: number; readonly task: Task }
  | { readonly type: "interrupt"; readonly id: number }
  | { readonly type: "exit"; readonly code: number };

export type IopubType =
  "stream" | "display_data" | "update_display_data" | "clear_output" | "execute_result" | "error";

export type FromInterpreter =
  | {
      readonly type: "publish";
      readonly id: number;
      readonly msgType: IopubType;
      readonly content: JsonObject;
      /** Bytes that the message adds to the output in flight. */
      readonly size: number;
    }
  /** The main thread blocks until the answer arrives on a separate port. */
  | { readonly type: "input"; readonly id: number; readonly question: string }
  | { readonly type: "done"; readonly id: number; readonly result: TaskResult }
  /** Reply to an interrupt: the task had ended or was terminated as the interrupt arrived. */
  | { readonly type: "not-executing"; readonly id: number }
  | { readonly type: "sigint" }
  /** The process is about to exit: flush the queue, close the sockets, then set the flag. */
  | { readonly type: "flush" };

export interface ServerData {
  readonly connectionFile: string;
  readonly watch: "stdin" | "parent";
  readonly shared: SharedArrayBuffer;
  readonly port: MessagePort;
  /** The user's input, read by the blocked main thread. */
  readonly answers: MessagePort;
}

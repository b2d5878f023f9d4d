/** What the two threads of the kernel say to each other. Order is kept in each direction. */
import type { MessagePort } from "node:worker_threads";

import type { JsonObject } from "../../client/contract.js";
import { interruptedOutcome, interruptedReport, type CellOutcome, type CellRequest } from "../contract.js";
import type { Question } from "./questions.js";

/** Work only the interpreter can do; one at a time. */
export type Task =
  | {
      readonly kind: "execute";
      readonly cell: CellRequest;
      /** Whether the client answers questions. */
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

/** `id` numbers the requests that reach the interpreter; late output names the request it belongs to. */
export type ToInterpreter =
  | { readonly type: "task"; readonly id: number; readonly task: Task }
  | { readonly type: "interrupt"; readonly id: number }
  | { readonly type: "exit"; readonly code: number };

export type IopubType = "display_data" | "update_display_data" | "clear_output" | "execute_result" | "error";

export type FromInterpreter =
  | {
      readonly type: "stream";
      readonly id: number;
      readonly name: "stdout" | "stderr";
      readonly text: string;
    }
  | {
      readonly type: "publish";
      readonly id: number;
      readonly msgType: IopubType;
      readonly content: JsonObject;
      /** What the message adds to the bytes in flight. */
      readonly size: number;
    }
  /** The main thread waits for the answer, which comes through a port of its own. */
  | { readonly type: "input"; readonly id: number; readonly question: string }
  | { readonly type: "done"; readonly id: number; readonly result: TaskResult }
  /** Answers an interrupt: the task has ended, or was terminated at the very moment it arrived. */
  | { readonly type: "not-executing"; readonly id: number }
  | { readonly type: "sigint" }
  /** The process is about to end: send what is queued, close the sockets, then raise the flag. */
  | { readonly type: "flush" };

export interface ServerData {
  readonly connectionFile: string;
  readonly watch: "stdin" | "parent";
  readonly shared: SharedArrayBuffer;
  readonly port: MessagePort;
  /** What people answer: strings, read by a main thread that blocks. */
  readonly answers: MessagePort;
}

/** Messages between the kernel's two threads. Order is preserved in each direction. */
import type { MessagePort } from "node:worker_threads";
import type { Json, JsonObject } from "../../client/contract.js";
import { metadataKey } from "../../../model/mime.js";
import { interruptedReport, type CellOutcome, type CellRequest, type OutputType } from "../contract.js";

/** Work that only the interpreter can do, one task at a time. */
export type Task =
  | {
      readonly kind: "execute";
      readonly cell: CellRequest;
      /** Whether the client supports input requests. */
      readonly input: "allowed" | "refused";
    }
  | { readonly kind: "ask"; readonly question: Question };

/** What the client gets for a task. */
export interface Reply {
  readonly content: JsonObject;
  readonly metadata?: JsonObject;
}

export function replyOf({ executionCount }: CellRequest, outcome: CellOutcome): Reply {
  const { error, userExpressions, trace } = outcome;
  const status = error ? "error" : "ok";
  return {
    content: {
      status,
      ...error,
      execution_count: executionCount,
      user_expressions: userExpressions,
      payload: [],
    },
    metadata: { status, [metadataKey]: trace as unknown as Json },
  };
}

const noTrace = { files: [], modules: [], environment: [], functions: [] };

/** For a cell whose own outcome was lost because its execution was terminated, or a question that was abandoned. */
export const interruptedReply = (task: Task): Reply =>
  task.kind === "execute"
    ? replyOf(task.cell, { error: interruptedReport, userExpressions: {}, trace: noTrace })
    : { content: { status: "error", ...interruptedReport } };

/** `id` identifies a request to the interpreter; late output refers to it. */
export type ToInterpreter =
  | { readonly type: "task"; readonly id: number; readonly task: Task }
  | { readonly type: "interrupt"; readonly id: number }
  | { readonly type: "exit"; readonly code: number };

export type FromInterpreter =
  | {
      readonly type: "publish";
      readonly id: number;
      readonly msgType: OutputType;
      readonly content: JsonObject;
      /** Bytes that the message adds to the output in flight. */
      readonly size: number;
    }
  /** The main thread blocks until the answer arrives on a separate port. */
  | { readonly type: "input"; readonly id: number; readonly question: string }
  | { readonly type: "done"; readonly id: number; readonly reply: Reply }
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

/* Requests about code being written: completion, inspection, completeness. */

type QuestionType = "complete_request" | "inspect_request" | "is_complete_request";

export const isQuestion = (msgType: string): msgType is QuestionType =>
  ["complete_request", "inspect_request", "is_complete_request"].includes(msgType);

export interface Question {
  readonly type: QuestionType;
  readonly code: string;
  readonly offset: number;
}

/** The protocol counts positions in Unicode code points, JavaScript in UTF-16 units. */
export function questionOf(msgType: string, content: JsonObject): Question | undefined {
  if (!isQuestion(msgType)) return undefined;
  const code = typeof content.code === "string" ? content.code : "";
  const position = typeof content.cursor_pos === "number" ? content.cursor_pos : Number.POSITIVE_INFINITY;
  return { type: msgType, code, offset: Array.from(code).slice(0, position).join("").length };
}

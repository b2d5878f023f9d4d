/**
 * Requests about code that is being written: completion, inspection, completeness. The protocol counts positions in
 * Unicode code points, JavaScript in UTF-16 units.
 */
import type { JsonObject } from "../../client/contract.js";
import type { Task, TaskResult } from "./messages.js";

export type QuestionTask = Exclude<Task, { kind: "execute" }>;

export function questionOf(msgType: string, content: JsonObject): QuestionTask | undefined {
  const code = typeof content.code === "string" ? content.code : "";
  const position = typeof content.cursor_pos === "number" ? content.cursor_pos : Number.POSITIVE_INFINITY;
  const offset = Array.from(code).slice(0, position).join("").length;
  if (msgType === "complete_request") return { kind: "complete", code, offset };
  if (msgType === "inspect_request") return { kind: "inspect", code, offset };
  if (msgType === "is_complete_request") return { kind: "completeness", code };
  return undefined;
}

export function answerOf(question: QuestionTask, result: TaskResult): JsonObject {
  const codePoints = (offset: number): number => Array.from(question.code.slice(0, offset)).length;
  switch (result.kind) {
    case "complete": {
      const { start, end, matches } = result.completion;
      return {
        status: "ok",
        matches,
        cursor_start: codePoints(start),
        cursor_end: codePoints(end),
        metadata: {},
      };
    }
    case "inspect":
      return {
        status: "ok",
        found: result.text !== undefined,
        data: result.text === undefined ? {} : { "text/plain": result.text },
        metadata: {},
      };
    case "completeness":
      return { ...result.completeness };
    case "failed": {
      const { ename, evalue, traceback } = result.error;
      return question.kind === "completeness"
        ? { status: "unknown" }
        : { status: "error", ename, evalue, traceback };
    }
    case "execute":
      throw new Error(`A question (${question.kind}) was answered as a cell.`);
  }
}

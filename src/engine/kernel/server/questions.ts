/**
 * Requests about code being written: completion, inspection, completeness. The protocol counts positions in Unicode
 * code points, JavaScript in UTF-16 units.
 */
import type { JsonObject } from "../../client/contract.js";
import type { Interpreter } from "../contract.js";

type QuestionType = "complete_request" | "inspect_request" | "is_complete_request";

export const isQuestion = (msgType: string): msgType is QuestionType =>
  ["complete_request", "inspect_request", "is_complete_request"].includes(msgType);

export interface Question {
  readonly type: QuestionType;
  readonly code: string;
  readonly offset: number;
}

export function questionOf(msgType: string, content: JsonObject): Question | undefined {
  if (!isQuestion(msgType)) return undefined;
  const code = typeof content.code === "string" ? content.code : "";
  const position = typeof content.cursor_pos === "number" ? content.cursor_pos : Number.POSITIVE_INFINITY;
  return { type: msgType, code, offset: Array.from(code).slice(0, position).join("").length };
}

/** Main thread: computes the content of the reply. */
export async function answer(
  interpreter: Interpreter,
  { type, code, offset }: Question,
): Promise<JsonObject> {
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

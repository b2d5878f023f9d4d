/** Evaluates the inline expressions of a Markdown cell or the front matter. */
import type { Json, JsonObject, KernelSession } from "../client/contract.js";
import { mime } from "../../model/mime.js";
import type { InlineResult } from "../../model/trace.js";
import type { Value } from "../../model/value.js";
import type { InlineExpression } from "../notebook/contract.js";
import { askedCode, leftOutRanges, placeOfAsked } from "../notebook/inline.js";
import { isWithin } from "../notebook/markdown/syntax.js";
import { isJsonObject, objectOf } from "../notebook/json.js";
import { cellTimeout } from "../notebook/metadata.js";
import { codeFrame } from "../../lib/code-frame.js";
import type { Failure } from "./contract.js";
import { placeInExpression, plainLines } from "./failure.js";
import { errorOutput } from "./outputs.js";
import { traceOf, type CellRecord, type NotebookRun } from "./run.js";
import { own } from "../../lib/own.js";

/**
 * Evaluates the expressions in one silent request. They declare nothing, so failures are recorded and later cells still
 * run. Rejects if the kernel does not reply.
 */
export async function evaluateInline(
  run: NotebookRun,
  record: CellRecord,
  session: KernelSession,
  expressions: readonly InlineExpression[],
): Promise<void> {
  const userExpressions = Object.fromEntries(expressions.map((each) => [each.id, askedCode(each)]));
  const reply = await session.execute(
    { code: "", silent: true, userExpressions },
    {
      onMessage: (message) => {
        run.noteRequest(message, record);
      },
      timeoutMs: cellTimeout(run.notebook, record.cell, run.settings.cellTimeoutMs),
    },
  );
  const answers = objectOf(reply.content.user_expressions);
  const inline = expressions.map((expression) => resultOf(expression, own(answers, expression.id)));
  const trace = traceOf(reply);
  run.noteSurroundings(record, reply);
  const leftOut = leftOutRanges(record.cell, inline);
  const isLeftOut = (each: InlineExpression) => leftOut.some((range) => isWithin(each, range));
  const failures = expressions.flatMap((expression, index) => {
    const result = inline[index];
    return result === undefined || isLeftOut(expression)
      ? []
      : inlineFailure(run, record, expression, result);
  });
  const status = failures.length === 0 ? "executed" : "failed";
  record.facts = { status, ...(trace && { trace }), inline };
  run.fail(...failures);
}

function resultOf(expression: InlineExpression, answer: Json | undefined): InlineResult {
  const { kind, id, expression: text, line, column } = expression;
  const base = { id, expression: text, line, column };
  const { status, data, ...error } = objectOf(answer);
  if (status === "error") {
    const { ename, evalue, traceback } = errorOutput(error);
    return { ...base, status: "error", ename, evalue, traceback };
  }
  if (status !== "ok") {
    const evalue = "the kernel does not evaluate inline expressions (user_expressions).";
    return { ...base, status: "error", ename: "InlineValueError", evalue, traceback: [] };
  }
  const value =
    kind === "value" ? inlineValue(objectOf(data), text) : conditionValue(kind, objectOf(data), text);
  if ("value" in value) return { ...base, status: "ok", value: value.value };
  return { ...base, status: "error", ...value, traceback: [`${value.ename}: ${value.evalue}`] };
}

function inlineFailure(
  run: NotebookRun,
  record: CellRecord,
  expression: InlineExpression,
  result: InlineResult,
): readonly Failure[] {
  if (result.status === "ok") return [];
  const { ename, evalue, traceback } = result;
  const place = placeOfAsked(expression, placeInExpression(traceback, result.id));
  // Skips the frame of the expression itself, whose position is already reported.
  const frames = plainLines(traceback).filter(
    (line) => /^\s+at /.test(line) && !line.includes("expression "),
  );
  return [
    {
      kind: "inline",
      notebook: run.path,
      cell: { index: record.index, id: record.cell.id },
      ...place,
      ename,
      evalue,
      traceback: [...codeFrame(record.cell.source, place), ...frames],
    },
  ];
}

type InlineValue = { readonly value: Value } | { readonly ename: string; readonly evalue: string };

/** Inline expressions may return a Value, a string or a boolean. Plain numbers need a format. */
function inlineValue(data: JsonObject, expression: string): InlineValue {
  const own = data[mime.value];
  if (own !== undefined) return isValue(own) ? { value: own } : malformed();
  const raw = data[mime.json];
  if (typeof raw === "string") return { value: { version: 1, raw, text: raw, format: "text" } };
  if (typeof raw === "boolean") return { value: { version: 1, raw, text: String(raw), format: "boolean" } };
  if (typeof raw === "number") {
    return {
      ename: "InlineValueError",
      evalue:
        `the expression returns the number ${raw} without a format: ` +
        `write fmt.count(${expression}), fmt.percent(…), fmt.number(…) or String(…).`,
    };
  }
  const plain = data[mime.plain];
  const what = raw === null ? "null" : typeof plain === "string" ? firstLine(plain) : "a value without text";
  return {
    ename: "InlineValueError",
    evalue: `the expression returns ${what}, not a value from fmt.*, a string or a boolean.`,
  };
}

/** A guard's condition must be a boolean; truthy and falsy values are rejected. */
function conditionValue(guard: "holds" | "when", data: JsonObject, expression: string): InlineValue {
  const raw = data[mime.json];
  if (typeof raw === "boolean") return { value: { version: 1, raw, text: String(raw), format: "boolean" } };
  const plain = data[mime.plain];
  const given = typeof plain === "string" ? firstLine(plain) : JSON.stringify(raw);
  return {
    ename: "ConditionError",
    evalue: `${guard}=${expression} is ${given}, but must be true or false. Use a comparison such as change < 0.`,
  };
}

const firstLine = (text: string): string => {
  const [line = ""] = text.split("\n");
  return line.length < text.length || line.length > 60 ? `${line.slice(0, 60)}…` : line;
};

function isValue(value: Json): value is Json & Value {
  return (
    isJsonObject(value) &&
    value.version === 1 &&
    typeof value.text === "string" &&
    typeof value.format === "string" &&
    "raw" in value
  );
}

const malformed = (): InlineValue => ({
  ename: "InlineValueError",
  evalue: `the expression returns a ${mime.value} in an unsupported format.`,
});

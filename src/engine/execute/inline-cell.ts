/** Evaluates the inline expressions of a Markdown cell or the front matter. */
import type { Json, KernelSession } from "../client/contract.js";
import type { InlineResult } from "../../model/trace.js";
import type { InlineExpression } from "../notebook/contract.js";
import { askedCode, leftOutRanges, placeOfAsked } from "../notebook/inline.js";
import { isWithin } from "../notebook/markdown/syntax.js";
import { objectOf } from "../notebook/json.js";
import { cellTimeout } from "../notebook/metadata.js";
import { codeFrame } from "../../lib/code-frame.js";
import type { Failure } from "./contract.js";
import { placeInExpression, plainLines } from "./failure.js";
import { conditionValue, inlineValue } from "./inline-value.js";
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
    return result?.status !== "error" || isLeftOut(expression)
      ? []
      : [inlineFailure(run, record, expression, result)];
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
  { id, ename, evalue, traceback }: Extract<InlineResult, { readonly status: "error" }>,
): Failure {
  const place = placeOfAsked(expression, placeInExpression(traceback, id));
  // Skips the frame of the expression itself, whose position is already reported.
  const frames = plainLines(traceback).filter(
    (line) => /^\s+at /.test(line) && !line.includes("expression "),
  );
  return {
    kind: "inline",
    notebook: run.path,
    cell: { index: record.index, id: record.cell.id },
    ...place,
    ename,
    evalue,
    traceback: [...codeFrame(record.cell.source, place), ...frames],
  };
}

import type { Json, KernelSession } from "../client/contract.js";
import type { InlineResult } from "../../model/trace.js";
import type { InlineExpression } from "../notebook/contract.js";
import { expressionsOf } from "../notebook/inline.js";
import { objectOf } from "../notebook/json.js";
import { cellTimeout } from "../notebook/metadata.js";
import type { CellRecord } from "./cell-record.js";
import { sessionFailure } from "./code-cell.js";
import { codeFrame } from "./code-frame.js";
import type { Failure } from "./contract.js";
import { placeInExpression, placeInSource, plainLines } from "./error-place.js";
import { replyError } from "./failure.js";
import { inlineValue } from "./inline-value.js";
import { traceOf } from "./reply-facts.js";
import type { NotebookRun } from "./run.js";

/**
 * Evaluates the inline expressions of a Markdown cell (or of the front matter) in one silent request. They declare
 * nothing, so that what fails is recorded and the cells after it are still executed; false when the kernel can no
 * longer be used.
 */
export async function evaluateInline(
  run: NotebookRun,
  record: CellRecord,
  session: KernelSession,
): Promise<boolean> {
  const expressions = expressionsOf(run.notebook, record.cell);
  if (expressions.length === 0 || !run.evaluatesInline) {
    record.facts = { status: "executed" };
    return true;
  }
  try {
    const reply = await session.execute(
      {
        code: "",
        silent: true,
        userExpressions: Object.fromEntries(expressions.map(({ id, expression }) => [id, expression])),
      },
      {
        onMessage: (message) => {
          run.remember(message, record);
        },
        timeoutMs: cellTimeout(run.notebook, record.cell, run.settings.cellTimeoutMs),
      },
    );
    const answers = objectOf(reply.content.user_expressions);
    const inline = expressions.map((expression) => resultOf(expression, answers[expression.id]));
    const trace = traceOf(reply);
    run.noteSurroundings(record, reply);
    const isGood = inline.every(({ status }) => status === "ok");
    record.facts = { status: isGood ? "executed" : "failed", ...(trace && { trace }), inline };
    run.fail(...inline.flatMap((result) => inlineFailure(run, record, result)));
    return true;
  } catch (error) {
    record.facts = { status: "failed" };
    run.fail(sessionFailure(run, record, error));
    return false;
  }
}

function resultOf(expression: InlineExpression, answer: Json | undefined): InlineResult {
  const { id, expression: text, line, column } = expression;
  const base = { id, expression: text, line, column };
  const { status, data, ...error } = objectOf(answer);
  if (status === "error") return { ...base, status: "error", ...replyError(error) };
  if (status !== "ok") {
    const evalue = "the kernel does not evaluate inline expressions (user_expressions).";
    return { ...base, status: "error", ename: "InlineValueError", evalue, traceback: [] };
  }
  const value = inlineValue(objectOf(data), text);
  if ("value" in value) return { ...base, status: "ok", value: value.value };
  return { ...base, status: "error", ...value, traceback: [`${value.ename}: ${value.evalue}`] };
}

function inlineFailure(run: NotebookRun, record: CellRecord, result: InlineResult): readonly Failure[] {
  if (result.status === "ok") return [];
  const inside = placeInExpression(result.traceback, result.id);
  const place = placeInSource(result, inside);
  return [
    {
      kind: "inline",
      notebook: run.path,
      cell: { index: record.index, id: record.cell.id },
      ...place,
      ename: result.ename,
      evalue: result.evalue,
      traceback: [...codeFrame(record.cell.source, place), ...framesOf(result.traceback)],
    },
  ];
}

/** The frames of modules and cells; those of the expression itself are said by its place. */
function framesOf(traceback: readonly string[]): readonly string[] {
  return plainLines(traceback).filter((line) => /^\s+at /.test(line) && !line.includes("expression "));
}

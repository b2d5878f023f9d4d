/** Executes the cells of a notebook on its kernel, in order. */
import { setTimeout as sleep } from "node:timers/promises";
import { codeFrame } from "../../lib/code-frame.js";
import { own } from "../../lib/own.js";
import { BriefingError } from "../../model/errors.js";
import type { InlineResult } from "../../model/trace.js";
import type { ExecuteReply, KernelSession, Message } from "../client/contract.js";
import { CellTimeoutError, DeadKernelError } from "../client/errors.js";
import type { InlineExpression } from "../notebook/contract.js";
import { askedCode, expressionsOf, leftOutRanges, placeOfAsked } from "../notebook/inline.js";
import { objectOf } from "../notebook/json.js";
import { isWithin } from "../notebook/markdown/syntax.js";
import { cellTimeout, hasTag, isSkipped } from "../notebook/metadata.js";
import { inFile } from "../notebook/place.js";
import type { Failure } from "./contract.js";
import { cellFailure, errorText, placeInExpression, plainLines } from "./failure.js";
import { inlineResult } from "./inline-result.js";
import { errorOutput, maxOutput } from "./outputs.js";
import { conditionsOf, isSettled, traceOf, type CellRecord, type NotebookRun } from "./run.js";

/** After an error, some kernels (including tslab) briefly abort all further requests. */
const abortRetries = 3;
const abortPauseMs = 150;

/** The state after the last cell: finished, possibly with late errors pending, or stopped early. */
export type Ended = "settled" | "pending" | "stopped";

/** Executes the cells, then evaluates the front matter, which describes the whole notebook. */
export async function executeCells(run: NotebookRun, session: KernelSession): Promise<Ended> {
  const { settings, records } = run;
  let ended: Ended = "settled";
  for (const record of records) {
    settings.signal.throwIfAborted();
    const { cell, index } = record;
    if (mustStop(run) || index === run.end) return "stopped";
    if (cell.cell_type === "raw") continue;
    settings.onProgress({ kind: "cell", path: run.path, cell, index, of: records.length });
    ended = (await executeRecord(run, record, session)) ?? ended;
    if (ended === "stopped") return "stopped";
  }
  if (mustStop(run) || run.end !== undefined) return "stopped";
  for (const record of records.filter(({ cell }) => cell.cell_type === "raw"))
    await executeRecord(run, record, session);
  return ended;
}

/** Inline expressions declare nothing, so a failed one does not affect later cells. */
function mustStop(run: NotebookRun): boolean {
  return run.settings.onCellError === "stop" && run.failures.some(({ kind }) => kind !== "inline");
}

/** An error of the session fails the cell; undefined if nothing was executed that can leave work behind. */
async function executeRecord(
  run: NotebookRun,
  record: CellRecord,
  session: KernelSession,
): Promise<Ended | undefined> {
  const isCode = record.cell.cell_type === "code";
  try {
    if (isCode) return await executeCode(run, record, session);
    const expressions = expressionsOf(run.notebook, record.cell);
    if (expressions.length === 0 || !run.evaluatesInline) record.facts = { status: "executed" };
    else await evaluateInline(run, record, session, expressions);
    return undefined;
  } catch (error) {
    record.facts = { status: "failed" };
    run.fail(sessionFailure(run, record, error));
    if (!session.alive) return "stopped";
    return isCode ? "pending" : undefined;
  }
}

/** Undefined if there was nothing to execute. */
async function executeCode(
  run: NotebookRun,
  record: CellRecord,
  session: KernelSession,
): Promise<Ended | undefined> {
  const skips = isSkipped(record.cell);
  if (skips || record.cell.source.trim() === "") {
    record.facts = { status: skips ? "skipped" : "executed" };
    return undefined;
  }
  const reply = await request(run, record, session);
  takeReply(run, record, reply);
  return isSettled(reply) ? "settled" : "pending";
}

async function request(run: NotebookRun, record: CellRecord, session: KernelSession): Promise<ExecuteReply> {
  const { signal, cellTimeoutMs } = run.settings;
  const timeoutMs = cellTimeout(run.notebook, record.cell, cellTimeoutMs);
  const onMessage = (message: Message): void => {
    const wasCut = record.area.isCut;
    run.noteRequest(message, record);
    record.receive(message);
    // Further output would be discarded.
    if (record.area.isCut && !wasCut) void session.interrupt().catch(() => undefined);
  };
  for (let attempt = 1; ; attempt += 1) {
    const reply = await session.execute({ code: record.cell.source }, { onMessage, timeoutMs });
    if (reply.status !== "aborted" || attempt > abortRetries) return reply;
    await sleep(abortPauseMs, undefined, { signal });
  }
}

function takeReply(run: NotebookRun, record: CellRecord, reply: ExecuteReply): void {
  const trace = traceOf(reply);
  run.noteSurroundings(record, reply);
  const count = reply.content.execution_count;
  if (typeof count === "number") record.executionCount = count;
  const isAllowed = hasTag(record.cell, "raises-exception");
  const status = reply.status === "ok" || isAllowed ? "executed" : "failed";
  const conditions = conditionsOf(reply);
  record.facts = { status, ...(trace && { trace }), ...(conditions && { conditions }) };
  if (record.area.isCut) {
    failForOutput(run, record);
  } else if (reply.status === "error") {
    const isError = ({ output_type }: { readonly output_type: string }): boolean => output_type === "error";
    // Some kernels (plain tslab) report the error only in the reply; show it in the notebook as well.
    if (!record.area.outputs().some(isError)) record.area.add(errorOutput(reply.content));
    const shown = record.area.outputs().findLast((output) => output.output_type === "error");
    if (!isAllowed && shown !== undefined) run.fail(cellFailure("error", run.path, record, shown));
  } else if (reply.status === "aborted") {
    const error = { ename: "Aborted", evalue: "the kernel did not execute the cell", traceback: [] };
    run.fail(cellFailure("kernel", run.path, record, error));
  }
}

/** Any other error from the session is attributed to the kernel. */
function sessionFailure(run: NotebookRun, record: CellRecord, error: unknown): Failure {
  const isDead = error instanceof DeadKernelError;
  const kind = error instanceof CellTimeoutError ? "timeout" : isDead ? "dead-kernel" : "kernel";
  const text = errorText(error);
  const traceback = kind === "timeout" ? [...opening(record.cell.source), ...text.traceback] : text.traceback;
  return cellFailure(kind, run.path, record, { ...text, traceback });
}

const shownLines = 8;

/** The first lines of a cell's source, to identify it. */
function opening(source: string): readonly string[] {
  const lines = source.split("\n");
  const shown = lines.slice(0, shownLines).map((line) => `  | ${line.slice(0, 160)}`);
  return lines.length > shownLines ? [...shown, `  … ${lines.length - shownLines} more lines`] : shown;
}

class OutputLimitError extends BriefingError {}

/** Reports that the cell exceeded the output limit. */
export function failForOutput(run: NotebookRun, record: CellRecord): void {
  const error = errorText(
    new OutputLimitError(
      `The notebook's outputs exceed ${maxOutput / 1e6} million characters. ` +
        "The cell was stopped, and its further output was discarded.",
      { hint: "Print less, or write the output to a file." },
    ),
  );
  record.facts = { ...record.facts, status: "failed" };
  record.area.add({ output_type: "error", ...error });
  run.fail(cellFailure("error", run.path, record, error));
}

/**
 * Evaluates the expressions in one silent request. They declare nothing, so failures are recorded and later cells still
 * run. Rejects if the kernel does not reply.
 */
async function evaluateInline(
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
  const inline = expressions.map((expression) => inlineResult(expression, own(answers, expression.id)));
  const trace = traceOf(reply);
  run.noteSurroundings(record, reply);
  const leftOut = leftOutRanges(record.cell, inline);
  const isLeftOut = (each: InlineExpression) => leftOut.some((range) => isWithin(each, range));
  const failures: Failure[] = [];
  for (const [index, expression] of expressions.entries()) {
    const result = inline[index];
    if (result?.status !== "error" || isLeftOut(expression)) continue;
    failures.push(inlineFailure(run, record, expression, result));
  }
  const status = failures.length === 0 ? "executed" : "failed";
  record.facts = { status, ...(trace && { trace }), inline };
  run.fail(...failures);
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
    ...inFile(record.cell, place),
    ename,
    evalue,
    traceback: [...codeFrame(record.cell.source, { ...place, first: record.cell.line }), ...frames],
  };
}

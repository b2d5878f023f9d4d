/** Executes the cells of a notebook on its kernel, in order. */
import { setTimeout as sleep } from "node:timers/promises";
import { BriefingError } from "../../model/errors.js";
import type { ExecuteReply, KernelSession, Message } from "../client/contract.js";
import { CellTimeoutError, DeadKernelError } from "../client/errors.js";
import { expressionsOf } from "../notebook/inline.js";
import { cellTimeout, hasTag } from "../notebook/metadata.js";
import type { Failure } from "./contract.js";
import { evaluateInline } from "./inline-cell.js";
import { cellFailure, errorText } from "./failure.js";
import { errorOutput, maxOutput } from "./outputs.js";
import { isSettled, traceOf, type CellRecord, type NotebookRun } from "./run.js";

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
    if (mustStop(run)) return "stopped";
    const { cell, index } = record;
    if (cell.cell_type === "raw") continue;
    settings.onProgress({ kind: "cell", path: run.path, cell, index, of: records.length });
    const step = cell.cell_type === "markdown" ? evaluateInlineIn : executeCode;
    ended = (await step(run, record, session)) ?? ended;
    if (ended === "stopped") return "stopped";
  }
  if (mustStop(run)) return "stopped";
  for (const record of records.filter(({ cell }) => cell.cell_type === "raw"))
    await evaluateInlineIn(run, record, session);
  return ended;
}

/** Inline expressions declare nothing, so a failed one does not affect later cells. */
function mustStop(run: NotebookRun): boolean {
  return run.settings.onCellError === "stop" && run.failures.some(({ kind }) => kind !== "inline");
}

async function evaluateInlineIn(
  run: NotebookRun,
  record: CellRecord,
  session: KernelSession,
): Promise<Ended | undefined> {
  const expressions = expressionsOf(run.notebook, record.cell);
  if (expressions.length === 0 || !run.evaluatesInline) {
    record.facts = { status: "executed" };
    return undefined;
  }
  try {
    await evaluateInline(run, record, session, expressions);
    return undefined;
  } catch (error) {
    record.facts = { status: "failed" };
    run.fail(sessionFailure(run, record, error));
    return session.alive ? undefined : "stopped";
  }
}

/** Undefined if there was nothing to execute. */
async function executeCode(
  run: NotebookRun,
  record: CellRecord,
  session: KernelSession,
): Promise<Ended | undefined> {
  if (hasTag(record.cell, "skip-execution")) {
    record.facts = { status: "skipped" };
    return undefined;
  }
  if (record.cell.source.trim() === "") {
    record.facts = { status: "executed" };
    return undefined;
  }
  let reply: ExecuteReply;
  try {
    reply = await request(run, record, session);
  } catch (error) {
    record.facts = { status: "failed" };
    run.fail(sessionFailure(run, record, error));
    return session.alive ? "pending" : "stopped";
  }
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
  record.facts = { status, ...(trace && { trace }) };
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

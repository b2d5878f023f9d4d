import { setTimeout as sleep } from "node:timers/promises";
import type { ExecuteReply, KernelSession, Message } from "../client/contract.js";
import { CellTimeoutError, DeadKernelError } from "../client/errors.js";
import { cellTimeout, hasTag } from "../notebook/metadata.js";
import type { CellRecord } from "./cell-record.js";
import { cellFailure, replyError, said } from "./failure.js";
import { traceOf } from "./reply-facts.js";
import { failForOutput } from "./output-limit.js";
import type { NotebookRun } from "./run.js";

/** After an error some kernels (tslab among them) abort what comes in the next moment, whoever asked for it. */
const abortRetries = 3;
const abortPauseMs = 150;

/** Undefined when the kernel can no longer be used. */
export type CellReply = ExecuteReply | undefined;

export async function executeCodeCell(
  run: NotebookRun,
  record: CellRecord,
  session: KernelSession,
): Promise<CellReply> {
  let reply: ExecuteReply;
  try {
    reply = await request(run, record, session);
  } catch (error) {
    record.facts = { status: "failed" };
    run.fail(sessionFailure(run, record, error));
    return undefined;
  }
  const trace = traceOf(reply);
  run.noteSurroundings(record, reply);
  const count = reply.content.execution_count;
  if (typeof count === "number") record.executionCount = count;
  const failed = reply.status !== "ok";
  const allowed = hasTag(record.cell, "raises-exception");
  record.facts = { status: failed && !allowed ? "failed" : "executed", ...(trace && { trace }) };
  if (record.area.isCut) {
    failForOutput(run, record);
  } else if (reply.status === "error") {
    const error = replyError(reply.content);
    // A kernel that says its error in the reply only (plain tslab): the notebook shows it all the same.
    if (!record.area.outputs().some((output) => output.output_type === "error")) {
      record.area.add({ output_type: "error", ...error });
    }
    if (!allowed) run.fail(cellFailure("error", run.path, record, shownError(record) ?? error));
  } else if (reply.status === "aborted") {
    const error = { ename: "Aborted", evalue: "the kernel refused to execute the cell", traceback: [] };
    run.fail(cellFailure("kernel", run.path, record, error));
  }
  return reply;
}

async function request(run: NotebookRun, record: CellRecord, session: KernelSession): Promise<ExecuteReply> {
  const { signal, cellTimeoutMs } = run.settings;
  const timeoutMs = cellTimeout(run.notebook, record.cell, cellTimeoutMs);
  const listen = run.listener(record);
  const onMessage = (message: Message): void => {
    const wasCut = record.area.isCut;
    listen(message);
    // What it goes on to put out would be thrown away.
    if (record.area.isCut && !wasCut) void session.interrupt().catch(() => undefined);
  };
  for (let attempt = 1; ; attempt += 1) {
    const reply = await session.execute(
      { code: record.cell.source },
      { onMessage, timeoutMs },
    );
    if (reply.status !== "aborted" || attempt > abortRetries) return reply;
    await sleep(abortPauseMs, undefined, { signal });
  }
}

function shownError(record: CellRecord): ReturnType<typeof replyError> | undefined {
  const output = record.area.outputs().findLast((each) => each.output_type === "error");
  return output?.output_type === "error" ? output : undefined;
}

/** A timeout and a dead kernel have names of their own; whatever else a session rejects with is the kernel's fault. */
export function sessionFailure(
  run: NotebookRun,
  record: CellRecord,
  error: unknown,
): ReturnType<typeof cellFailure> {
  const isDead = error instanceof DeadKernelError;
  const kind = error instanceof CellTimeoutError ? "timeout" : isDead ? "dead-kernel" : "kernel";
  return cellFailure(kind, run.path, record, said(error));
}

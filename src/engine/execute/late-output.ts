import { setTimeout as sleep } from "node:timers/promises";
import type { KernelSession, Message } from "../client/contract.js";
import { hasTag } from "../notebook/metadata.js";
import { cellFailure } from "./failure.js";
import { failForOutput } from "./execute-cells.js";
import { errorOutput } from "./outputs.js";
import type { NotebookRun } from "./run.js";

/** How long after the last cell an error may still come and count. */
const drainMs = 250;
const drainStepMs = 25;

/** Output and errors that come after their cell has ended go to that cell. Returns how to stop listening. */
export function listenForLate(run: NotebookRun, session: KernelSession): () => void {
  return session.onLateMessage((message: Message) => {
    const record = run.recordOf(message);
    if (record === undefined) return;
    const wasCut = record.area.isCut;
    record.receive(message);
    if (record.area.isCut && !wasCut) failForOutput(run, record);
    if (message.header.msg_type !== "error" || hasTag(record.cell, "raises-exception")) return;
    record.facts = { ...record.facts, status: "failed" };
    run.fail(cellFailure("late", run.path, record, errorOutput(message.content)));
  });
}

/** Waits for late errors; no longer than until the first has come or the kernel has ended. */
export async function drainLate(run: NotebookRun, session: KernelSession): Promise<void> {
  const { signal } = run.settings;
  const before = run.failures.length;
  const isOver = (): boolean => run.failures.length > before || !session.alive;
  for (let waited = 0; waited < drainMs; waited += drainStepMs) {
    if (isOver()) return;
    await sleep(drainStepMs, undefined, { signal });
  }
  for (let turn = 0; turn < turns && !isOver(); turn += 1) await letKernelCatchUp(session);
}

/** What is due in a kernel that had no time for it comes before its answer to the second question. */
const turns = 2;
/** A late loop that does not end answers nothing. */
const catchUp = { timeoutMs: 5000, graceMs: 500 };

async function letKernelCatchUp(session: KernelSession): Promise<void> {
  await session.execute({ code: "", silent: true }, catchUp).catch(() => undefined);
}

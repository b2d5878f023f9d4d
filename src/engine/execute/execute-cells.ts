import type { KernelSession } from "../client/contract.js";
import { expressionsOf } from "../notebook/inline.js";
import { hasTag } from "../notebook/metadata.js";
import { executeCodeCell } from "./code-cell.js";
import type { CellRecord } from "./cell-record.js";
import { evaluateInline } from "./markdown-cell.js";
import { isSettled } from "./reply-facts.js";
import type { NotebookRun } from "./run.js";

/** What is left of a notebook when its last cell has ended: nothing, perhaps a late error, or it broke off. */
export type Ended = "settled" | "pending" | "stopped";

/** Walks the cells from first to last, then evaluates the front matter. */
export async function executeCells(run: NotebookRun, session: KernelSession): Promise<Ended> {
  const { settings, records } = run;
  let ended: Ended = "settled";
  for (const record of records) {
    settings.signal.throwIfAborted();
    if (mustStop(run)) return "stopped";
    const { cell, index } = record;
    // The front matter speaks of the whole notebook: it comes last.
    if (cell.cell_type === "raw") continue;
    settings.onProgress({ kind: "cell", path: run.path, cell, index, of: records.length });
    if (cell.cell_type === "markdown") {
      if (!(await evaluateInline(run, record, session)) && !session.alive) return "stopped";
      continue;
    }
    const step = await executeCode(run, record, session);
    if (step === "stopped") return "stopped";
    if (step !== undefined) ended = step;
  }
  if (mustStop(run)) return "stopped";
  for (const record of records.filter(({ cell }) => cell.cell_type === "raw")) {
    if (expressionsOf(run.notebook, record.cell).length > 0) await evaluateInline(run, record, session);
    else record.facts = { status: "executed" };
  }
  return ended;
}

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
  const reply = await executeCodeCell(run, record, session);
  if (reply === undefined) return session.alive ? "pending" : "stopped";
  return isSettled(reply) ? "settled" : "pending";
}

/** Inline expressions declare nothing: what comes after one that failed is as good as before. */
function mustStop(run: NotebookRun): boolean {
  return run.settings.onCellError === "stop" && run.failures.some(({ kind }) => kind !== "inline");
}

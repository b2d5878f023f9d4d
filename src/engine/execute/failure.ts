import type { JsonObject } from "../client/contract.js";
import { BriefingError } from "../../model/errors.js";
import type { ErrorOutput } from "../notebook/contract.js";
import type { CellRecord } from "./cell-record.js";
import type { Failure } from "./contract.js";
import { placeInCell, plainLines } from "./error-place.js";

type Said = Pick<ErrorOutput, "ename" | "evalue" | "traceback">;

/** A failure of a cell, with its last output that is not the error itself. */
export function cellFailure(
  kind: Failure["kind"],
  notebook: string,
  record: CellRecord,
  { ename, evalue, traceback }: Said,
): Failure {
  const lastOutput = record.area.outputs().findLast((output) => output.output_type !== "error");
  const { index, executionCount } = record;
  return {
    kind,
    notebook,
    cell: { index, id: record.cell.id, ...(executionCount !== null && { executionCount }) },
    ...placeInCell(traceback, executionCount),
    ename,
    evalue,
    traceback: plainLines(traceback),
    ...(lastOutput && { lastOutput }),
  };
}

/** What a rejected promise says: of a session, of a kernel that did not start, of a notebook that cannot be read. */
export function said(error: unknown): Said {
  if (!(error instanceof Error)) return { ename: "Error", evalue: String(error), traceback: [] };
  const hint = error instanceof BriefingError ? error.hint : undefined;
  return { ename: error.name, evalue: error.message, traceback: hint === undefined ? [] : [hint] };
}

export function notebookFailure(kind: Failure["kind"], notebook: string, error: unknown): Failure {
  return { kind, notebook, ...said(error) };
}

export function replyError(content: JsonObject): Said {
  const { ename, evalue, traceback } = content;
  return {
    ename: typeof ename === "string" && ename !== "" ? ename : "Error",
    evalue: typeof evalue === "string" ? evalue : "",
    traceback: Array.isArray(traceback) ? traceback.map(String) : [],
  };
}

/** Failures of cells and of whole notebooks, and how they are described. */
import { stripVTControlCharacters } from "node:util";
import type { Position } from "../../lib/position.js";
import { BriefingError } from "../../model/errors.js";
import type { ErrorOutput, Output } from "../notebook/contract.js";
import type { Failure } from "./contract.js";
import { describePlace, inFile } from "../notebook/place.js";
import type { CellRecord } from "./run.js";

type ErrorText = Pick<ErrorOutput, "ename" | "evalue" | "traceback">;

/** A failure of a cell, with its last output other than the error itself. */
export function cellFailure(
  kind: Failure["kind"],
  notebook: string,
  record: CellRecord,
  { ename, evalue, traceback }: ErrorText,
): Failure {
  const lastOutput = record.area.outputs().findLast((output) => output.output_type !== "error");
  const { index, executionCount } = record;
  return {
    kind,
    notebook,
    cell: { index, id: record.cell.id, ...(executionCount !== null && { executionCount }) },
    ...inFile(record.cell, placeInCell(traceback, executionCount)),
    ename,
    evalue,
    traceback: plainLines(traceback),
    ...(lastOutput && { lastOutput }),
  };
}

export function notebookFailure(kind: Failure["kind"], notebook: string, error: unknown): Failure {
  return { kind, notebook, ...errorText(error) };
}

/** The text of any error: from a session, a kernel that did not start, or a notebook that could not be read. */
export function errorText(error: unknown): ErrorText {
  if (!(error instanceof Error)) return { ename: "Error", evalue: String(error), traceback: [] };
  const hint = error instanceof BriefingError ? error.hint : undefined;
  return { ename: error.name, evalue: error.message, traceback: hint === undefined ? [] : [hint] };
}

/**
 * The position of an error in its own cell, parsed from the traceback: `cell 3:2:14` from the built-in kernel, `Cell
 * In[3], line 2` from IPython. Frames of other cells and modules are ignored; the innermost frame is used.
 */
function placeInCell(
  traceback: readonly string[],
  executionCount: number | null,
): Pick<Failure, "line" | "column"> {
  if (executionCount === null) return {};
  const text = plainLines(traceback).join("\n");
  const ours = new RegExp(`\\bcell ${executionCount}:(\\d+):(\\d+)`).exec(text);
  if (ours) return { line: Number(ours[1]), column: Number(ours[2]) };
  const ipython = new RegExp(`Cell In\\s?\\[${executionCount}\\], line (\\d+)`, "g");
  const innermost = [...text.matchAll(ipython)].at(-1);
  return innermost ? { line: Number(innermost[1]) } : {};
}

/** The position in an inline expression, from `expression ID:1:8`. */
export function placeInExpression(traceback: readonly string[], id: string): Position | undefined {
  const mark = `expression ${id}:`;
  const text = plainLines(traceback).join("\n");
  const at = text.indexOf(mark);
  const found = at < 0 ? null : /^(\d+):(\d+)/.exec(text.slice(at + mark.length));
  return found ? { line: Number(found[1]), column: Number(found[2]) } : undefined;
}

export function plainLines(traceback: readonly string[]): readonly string[] {
  return traceback.flatMap((entry) => stripVTControlCharacters(entry).split("\n"));
}

const maxOutputLines = 10;
const maxLineLength = 200;

/** Formats a failure: position, message, source excerpt, frames, and the cell's last output. */
export function describeFailure(failure: Failure): string {
  const { ename, evalue, traceback } = failure;
  const message = evalue === "" ? ename : `${ename}: ${evalue}`;
  const details = withoutMessage(traceback, message);
  return [
    `${describePlace(failure.notebook, failure.cell, failure)}: ${message}`,
    ...details,
    ...lastOutputOf(failure),
  ].join("\n");
}

/** Removes the message from the start of the traceback, because it is already shown. */
function withoutMessage(traceback: readonly string[], message: string): readonly string[] {
  const messageLines = message.split("\n");
  return messageLines.every((line, index) => traceback[index] === line)
    ? traceback.slice(messageLines.length)
    : traceback;
}

function lastOutputOf({ lastOutput }: Failure): readonly string[] {
  if (lastOutput === undefined) return [];
  const lines = outputText(lastOutput).trimEnd().split("\n");
  const shown = lines.slice(-maxOutputLines).map((line) => `  ${shorten(line)}`);
  const omitted = lines.length - shown.length;
  return ["Last output:", ...(omitted > 0 ? [`  … ${omitted} earlier lines`] : []), ...shown];
}

function outputText(output: Output): string {
  switch (output.output_type) {
    case "stream":
      return stripVTControlCharacters(output.text);
    case "error":
      return `${output.ename}: ${output.evalue}`;
    case "display_data":
    case "execute_result": {
      const plain = output.data["text/plain"];
      return typeof plain === "string" ? plain : `[${Object.keys(output.data).join(", ")}]`;
    }
  }
}

const shorten = (line: string): string =>
  line.length > maxLineLength ? `${line.slice(0, maxLineLength)}…` : line;

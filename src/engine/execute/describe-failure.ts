import { stripVTControlCharacters } from "node:util";
import type { Output } from "../notebook/contract.js";
import type { Failure } from "./contract.js";

const maxOutputLines = 10;
const maxLineLength = 200;

/** Formats a failure: position, message, source excerpt, frames, and the cell's last output. */
export function describeFailure(failure: Failure): string {
  const { ename, evalue, traceback } = failure;
  const message = evalue === "" ? ename : `${ename}: ${evalue}`;
  const details = withoutMessage(traceback, message);
  return [`${placeOf(failure)}: ${message}`, ...details, ...lastOutputOf(failure)].join("\n");
}

/** `notebooks/01.ipynb, cell 3 (peak, In [2]), 2:14` */
function placeOf({ notebook, cell, line, column }: Failure): string {
  const position =
    line === undefined ? "" : `, ${column === undefined ? `line ${line}` : `${line}:${column}`}`;
  if (cell === undefined) return notebook;
  const { index, id, executionCount } = cell;
  // Tracebacks use Jupyter's prompt numbers, which do not count Markdown cells and continue across executions.
  const prompt =
    executionCount === undefined || executionCount === index + 1 ? "" : `, In [${executionCount}]`;
  return `${notebook}, cell ${index + 1} (${id}${prompt})${position}`;
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
  const lines = textOf(lastOutput).trimEnd().split("\n");
  const shown = lines.slice(-maxOutputLines).map((line) => `  ${shorten(line)}`);
  const omitted = lines.length - shown.length;
  return ["Last output:", ...(omitted > 0 ? [`  … ${omitted} earlier lines`] : []), ...shown];
}

function textOf(output: Output): string {
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

/** Error reports of cells: type errors and thrown values, with an excerpt of the source. */
import type { Diagnostic } from "../../compile/contract.js";
import { readableMessage } from "../../compile/scopes.js";
import { codeFrame } from "../../../lib/code-frame.js";
import type { ErrorReport } from "../contract.js";
import { isError, read, readText, safeInspect, shorten } from "./safe-inspect.js";
import type { Place } from "./sources.js";
import type { StackTraces } from "./stack-trace.js";

const maxMessage = 10_000;
const maxChain = 5;
const maxErrors = 10;
const maxDiagnostics = 50;

function nameOf(error: Error): string {
  const name = readText(error, "name");
  if (name !== "") return name;
  const constructor = read(error, "constructor");
  return typeof constructor === "function" && constructor.name !== "" ? constructor.name : "Error";
}

/** Uses the user's own names: V8 quotes the compiled code. */
const messageOf = (error: Error): string => shorten(readableMessage(readText(error, "message")), maxMessage);

function framesOf(error: Error, traces: StackTraces): string[] {
  // Reading the stack formats it, which determines `firstPlace`.
  const stack = readText(error, "stack");
  return stack
    .split("\n")
    .filter((line) => /^ {4}(?:at |… )/.test(line))
    .filter(
      (line) =>
        traces.firstPlace(error) !== undefined || /\(?(?:cell \d+|expression [^:]+):\d+:\d+\)?$/.test(line),
    );
}

function lines(value: unknown, traces: StackTraces, depth: number): string[] {
  if (!isError(value)) return [`Uncaught ${shorten(safeInspect(value), maxMessage)}`];
  const message = messageOf(value);
  const header = message === "" ? nameOf(value) : `${nameOf(value)}: ${message}`;
  const frames = framesOf(value, traces);
  const place = traces.firstPlace(value);
  const excerpt = place === undefined ? [] : excerptOf(place);
  const hint = readText(value, "hint");
  return [header, ...(hint === "" ? [] : [hint]), ...excerpt, ...frames, ...nested(value, traces, depth)];
}

function nested(error: Error, traces: StackTraces, depth: number): string[] {
  if (depth >= maxChain) return [];
  const result: string[] = [];
  const errors = read(error, "errors");
  if (Array.isArray(errors)) {
    errors.slice(0, maxErrors).forEach((inner: unknown, index) => {
      const [first = "", ...rest] = lines(inner, traces, depth + 1);
      result.push(`Error ${index + 1} of ${errors.length}: ${first}`, ...rest);
    });
    if (errors.length > maxErrors) result.push(`… ${errors.length - maxErrors} more errors`);
  }
  const cause = read(error, "cause");
  if (cause !== undefined && cause !== error) {
    const [first = "", ...rest] = lines(cause, traces, depth + 1);
    // Skips a cause whose message a library repeats in its own error, unless it points into the user's code.
    const isRepeated =
      isError(cause) && traces.firstPlace(cause) === undefined && messageOf(error).includes(messageOf(cause));
    if (!isRepeated) result.push(`Caused by: ${first}`, ...rest);
  }
  return result;
}

/** Must not throw, whatever the thrown value is. */
export function reportThrown(thrown: unknown, traces: StackTraces): ErrorReport {
  const traceback = lines(thrown, traces, 0);
  if (!isError(thrown))
    return { ename: "Uncaught", evalue: shorten(safeInspect(thrown), maxMessage), traceback };
  return { ename: nameOf(thrown), evalue: messageOf(thrown), traceback };
}

/** Reports type errors, each with its position and an excerpt of the source. */
export function reportDiagnostics(
  diagnostics: readonly Diagnostic[],
  source: { readonly label: string; readonly text: string },
): ErrorReport {
  const count = diagnostics.length;
  const traceback = [`TypeScriptError: ${count} ${count === 1 ? "error" : "errors"}`];
  for (const { code, message, start, end, file } of diagnostics.slice(0, maxDiagnostics)) {
    const where = file ?? source.label;
    traceback.push(`${where}:${start.line}:${start.column} - error TS${code}: ${message}`);
    if (file !== undefined) continue;
    const place = { where, line: start.line, column: start.column, text: () => source.text };
    const length = end.line === start.line ? end.column - start.column : Number.POSITIVE_INFINITY;
    traceback.push(...excerptOf(place, length));
  }
  if (count > maxDiagnostics) traceback.push(`… ${count - maxDiagnostics} more errors`);
  const [first] = diagnostics;
  return {
    ename: "TypeScriptError",
    evalue: first === undefined ? "" : `TS${first.code}: ${first.message}`,
    traceback,
  };
}

/** The source around a position; empty if the source is unavailable. */
function excerptOf(place: Place, length = 1): readonly string[] {
  const source = place.text();
  const frame = source === undefined ? [] : codeFrame(source, { ...place, length });
  return frame.length === 0 ? [] : [frame.join("\n")];
}

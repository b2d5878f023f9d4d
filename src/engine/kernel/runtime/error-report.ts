/** What is said of something that was thrown, whatever it is: nothing a person throws may break the report. */
import { readableMessage } from "../../compile/scopes.js";
import type { ErrorReport } from "../contract.js";
import { codeFrame } from "./code-frame.js";
import { isError, read, readText, safeInspect } from "./strangers.js";
import type { StackTraces } from "./stack-trace.js";

const maxMessage = 10_000;
const maxChain = 5;
const maxErrors = 10;

function shorten(text: string): string {
  return text.length <= maxMessage
    ? text
    : `${text.slice(0, maxMessage)}… (${text.length - maxMessage} more characters)`;
}

function nameOf(error: Error): string {
  const name = readText(error, "name");
  if (name !== "") return name;
  const constructor = read(error, "constructor");
  return typeof constructor === "function" && constructor.name !== "" ? constructor.name : "Error";
}

/** In the person's words: V8 quotes the code a cell was compiled to. */
const messageOf = (error: Error): string => shorten(readableMessage(readText(error, "message")));

function framesOf(error: Error, traces: StackTraces): string[] {
  // Reading the stack formats it, which finds its first place.
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
  if (!isError(value)) return [`Uncaught ${shorten(safeInspect(value))}`];
  const message = messageOf(value);
  const header = message === "" ? nameOf(value) : `${nameOf(value)}: ${message}`;
  const frames = framesOf(value, traces);
  const place = traces.firstPlace(value);
  const excerpt = place === undefined ? undefined : codeFrame(place);
  const hint = readText(value, "hint");
  return [
    header,
    ...(hint === "" ? [] : [hint]),
    ...(excerpt === undefined ? [] : [excerpt]),
    ...frames,
    ...nested(value, traces, depth),
  ];
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
    result.push(`Caused by: ${first}`, ...rest);
  }
  return result;
}

export function reportThrown(thrown: unknown, traces: StackTraces): ErrorReport {
  const traceback = lines(thrown, traces, 0);
  if (!isError(thrown)) return { ename: "Uncaught", evalue: shorten(safeInspect(thrown)), traceback };
  return { ename: nameOf(thrown), evalue: messageOf(thrown), traceback };
}

export const interruptedReport: ErrorReport = {
  ename: "KeyboardInterrupt",
  evalue: "Execution was interrupted.",
  traceback: ["KeyboardInterrupt: Execution was interrupted."],
};

/** What is said of something that was thrown, whatever it is: nothing a person throws may break the report. */
import { inspect } from "node:util";
import type { ErrorReport } from "../contract.js";
import { codeFrame } from "./code-frame.js";
import type { StackTraces } from "./stack-trace.js";

const maxMessage = 10_000;
const maxChain = 5;
const maxErrors = 10;

function shorten(text: string): string {
  return text.length <= maxMessage
    ? text
    : `${text.slice(0, maxMessage)}… (${text.length - maxMessage} more characters)`;
}

/** A property of a stranger: getters that throw and proxies that refuse count as absent. */
function read(target: object, key: PropertyKey): unknown {
  try {
    return Reflect.get(target, key);
  } catch {
    return undefined;
  }
}

function textOf(target: object, key: string): string {
  const value = read(target, key);
  return typeof value === "string" ? value : "";
}

export function safeInspect(value: unknown): string {
  try {
    return inspect(value, { depth: 2, maxStringLength: maxMessage, colors: false });
  } catch {
    return `[${typeof value} that cannot be shown]`;
  }
}

function isError(value: unknown): value is Error {
  try {
    return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
  } catch {
    return false;
  }
}

function nameOf(error: Error): string {
  const name = textOf(error, "name");
  if (name !== "") return name;
  const constructor = read(error, "constructor");
  return typeof constructor === "function" && constructor.name !== "" ? constructor.name : "Error";
}

function framesOf(error: Error, traces: StackTraces): string[] {
  // Reading the stack formats it, which finds its first place.
  const stack = textOf(error, "stack");
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
  const message = shorten(textOf(value, "message"));
  const header = message === "" ? nameOf(value) : `${nameOf(value)}: ${message}`;
  const frames = framesOf(value, traces);
  const place = traces.firstPlace(value);
  const excerpt = place === undefined ? undefined : codeFrame(place);
  const hint = textOf(value, "hint");
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
  return { ename: nameOf(thrown), evalue: shorten(textOf(thrown, "message")), traceback };
}

export const interruptedReport: ErrorReport = {
  ename: "KeyboardInterrupt",
  evalue: "Execution was interrupted.",
  traceback: ["KeyboardInterrupt: Execution was interrupted."],
};

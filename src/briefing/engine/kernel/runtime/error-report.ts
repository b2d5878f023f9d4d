/**
 * Error reports of cells: type errors and thrown values, with an excerpt of the source and the frames of cells and the
 * project, at their original positions.
 */
import type { Diagnostic } from "../../compile/contract.js";
import { readableMessage } from "../../compile/scopes.js";
import { codeFrame } from "../../../lib/code-frame.js";
import type { ErrorReport } from "../contract.js";
import { isError, read, readText, safeInspect, shorten } from "./safe-inspect.js";
import type { Place, Sources } from "./sources.js";

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

/** High enough that a library's frames do not crowd out the cell's. */
const capturedFrames = 60;
const shownFrames = 20;

function functionOf(site: NodeJS.CallSite): string {
  const name = site.getFunctionName();
  if (name === null || name === "") return "";
  const type = site.isToplevel() || site.isConstructor() ? null : site.getTypeName();
  const qualified =
    type !== null && type !== "Object" && type !== "Function" && !name.startsWith(type)
      ? `${type}.${name}`
      : name;
  return site.isConstructor() ? `new ${qualified}` : qualified;
}

function positionOf(site: NodeJS.CallSite, sources: Sources): Place | undefined {
  const script = site.getScriptNameOrSourceURL();
  const line = site.getLineNumber();
  const column = site.getColumnNumber();
  if (!script || line === null || column === null) return undefined;
  return sources.place(script, line, column);
}

function foreignFrame(site: NodeJS.CallSite): string[] {
  const where = site.getFileName();
  const line = site.getLineNumber();
  const column = site.getColumnNumber();
  if (!where || where.startsWith("node:") || line === null || column === null) return [];
  return [formatFrame(functionOf(site), { where, line, column })];
}

function formatFrame(name: string, place: Pick<Place, "where" | "line" | "column">): string {
  const position = `${place.where}:${place.line}:${place.column}`;
  return name === "" ? `    at ${position}` : `    at ${name} (${position})`;
}

/** Collapses recursive calls into one frame and a count. */
function collapse(lines: readonly string[]): string[] {
  const frames: string[] = [];
  for (let at = 0, next = 0; at < lines.length; at = next) {
    const line = lines[at] ?? "";
    while (next < lines.length && lines[next] === line) next++;
    frames.push(line);
    if (next - at > 1)
      frames.push(`    … the same ${next - at - 1} more ${next - at === 2 ? "time" : "times"}`);
  }
  return frames;
}

function headerOf(error: Error): string {
  try {
    return String(error);
  } catch {
    return "Error";
  }
}

/** Outside the notebook's folder; code inside it is more relevant to the author. */
const isOutside = ({ where }: Place): boolean => where.startsWith("..");

/**
 * Formats stacks and remembers the first position in the notebook's folder, for the source excerpt. Installed as
 * `Error.prepareStackTrace`, so that it also applies to stacks that user code prints itself (`console.error(error)`).
 */
export class StackTraces {
  readonly #sources: Sources;
  readonly #first = new WeakMap<object, Place>();

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  install(): void {
    Error.stackTraceLimit = capturedFrames;
    Error.prepareStackTrace = (error, sites) => this.#format(error, sites);
  }

  #format(error: Error, sites: readonly NodeJS.CallSite[]): string {
    const lines: string[] = [];
    for (const site of sites) {
      const place = positionOf(site, this.#sources);
      if (place === undefined) continue;
      const first = this.#first.get(error);
      if (first === undefined || (isOutside(first) && !isOutside(place))) this.#first.set(error, place);
      // The function that wraps an expression has the same name as the expression.
      const name = place.where === `expression ${functionOf(site)}` ? "" : functionOf(site);
      lines.push(formatFrame(site.isAsync() && name !== "" ? `async ${name}` : name, place));
    }
    // An error without frames in the user's code keeps its own frames.
    if (lines.length === 0) lines.push(...sites.flatMap(foreignFrame));
    const frames = collapse(lines);
    const more = frames.length - shownFrames;
    const shown = more > 0 ? [...frames.slice(0, shownFrames), `    … ${more} more frames`] : frames;
    return [headerOf(error), ...shown].join("\n");
  }

  firstPlace(error: object): Place | undefined {
    return this.#first.get(error);
  }
}

/**
 * Standard streams and `console`: output goes to the cell whose code wrote it; input is unavailable, because stdin
 * belongs to the program that started the kernel.
 */
import { Console } from "node:console";
import { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import type { CellContexts } from "./cell-context.js";
import { inputUnavailable } from "./trace/file-system.js";
import { own } from "../../../lib/own.js";
import { BriefingError } from "../../../model/errors.js";

type StreamName = "stdout" | "stderr";
type WriteCallback = (error?: Error | null) => void;

function decodedChunk(chunk: unknown, encoding: BufferEncoding | undefined, decoder: StringDecoder): string {
  if (typeof chunk === "string") {
    if (encoding === undefined || encoding === "utf8" || encoding === "utf-8") return chunk;
    return decoder.write(Buffer.from(chunk, encoding));
  }
  if (chunk instanceof Uint8Array)
    return decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  throw new TypeError("The chunk to write must be a string or a Uint8Array.");
}

function captureStream(name: StreamName, contexts: CellContexts): void {
  const stream = process[name];
  const original = stream.write.bind(stream);
  const decoder = new StringDecoder("utf8");
  const write = (
    chunk: string | Uint8Array,
    encoding?: BufferEncoding | WriteCallback,
    callback?: WriteCallback,
  ): boolean => {
    const done = typeof encoding === "function" ? encoding : callback;
    const given = typeof encoding === "function" ? undefined : encoding;
    if (contexts.current === undefined) return original(chunk, given, done);
    const text = decodedChunk(chunk, given, decoder);
    if (text !== "") contexts.publisher?.publish("stream", { name, text });
    if (done) process.nextTick(done, null);
    return true;
  };
  // Output must not depend on whether the kernel was started from a terminal.
  Object.defineProperty(stream, "isTTY", { configurable: true, writable: true, value: false });
  stream.write = write;
}

/** Replaces the console: no colours despite FORCE_COLOR, and hidden from the inspector, which keeps arguments alive. */
function plainConsole(): void {
  const plain = new Console({ stdout: process.stdout, stderr: process.stderr, colorMode: false });
  const target = console as unknown as Record<string, unknown>;
  for (const [name, method] of Object.entries(plain)) {
    if (typeof method === "function" && typeof own(target, name) === "function" && name !== "Console")
      // eslint-disable-next-line local/lookups -- a name of Node's
      target[name] = method;
  }
}

export function captureStreams(contexts: CellContexts): void {
  captureStream("stdout", contexts);
  captureStream("stderr", contexts);
  plainConsole();
}

function fail(): never {
  throw new Error(inputUnavailable);
}

const readingEvents: ReadonlySet<string | symbol> = new Set(["data", "readable", "keypress"]);

/** Looks like stdin without a terminal, but reading it throws immediately instead of hanging. */
export function rejectInput(): void {
  const stdin = new Readable({ read: fail });
  const on = stdin.on.bind(stdin);
  const listen = (event: string | symbol, listener: (...args: unknown[]) => void): Readable =>
    readingEvents.has(event) ? fail() : on(event, listener);
  Object.assign(stdin, {
    fd: 0,
    isTTY: false,
    on: listen,
    addListener: listen,
    pipe: fail,
    resume: fail,
    read: fail,
    setRawMode: fail,
    [Symbol.asyncIterator]: fail,
    ref: () => stdin,
    unref: () => stdin,
  });
  Object.defineProperty(process, "stdin", { configurable: true, enumerable: true, get: () => stdin });
}

class InputError extends BriefingError {}

export function installDialogs(contexts: CellContexts): void {
  function ask(name: string, question: string): string {
    const answer = contexts.publisher?.ask(`${question} `);
    if (answer !== undefined) return answer;
    throw new InputError(
      `${name}(${JSON.stringify(question)}): input is not available when a briefing is built.`,
      {
        hint:
          "Declare the value in a cell tagged parameters and override it with " +
          "`briefing execute -p NAME=VALUE`; in JupyterLab, cells can prompt for input.",
      },
    );
  }

  // Cells may be JavaScript, and browsers accept arguments of any type.
  function prompt(message: unknown = "", suggestion: unknown = ""): string {
    const usual = String(suggestion);
    const shown = usual === "" ? String(message) : `${String(message)} (${usual})`;
    return ask("prompt", shown.trim()) || usual;
  }
  function confirm(message: unknown = ""): boolean {
    for (;;) {
      const answer = ask("confirm", `${String(message)} [y/n]`.trim());
      if (/^\s*y(?:es)?\s*$/i.test(answer)) return true;
      if (/^\s*no?\s*$/i.test(answer)) return false;
    }
  }
  for (const dialog of [prompt, confirm])
    Object.defineProperty(globalThis, dialog.name, { configurable: true, writable: true, value: dialog });
}

/**
 * What is read, looked for and listed through Node's `fs`, by whatever code: its functions are wrapped in place, before
 * anything a person imports is loaded. Readers that go past it (native add-ons) are not seen.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

export type Fn = (this: unknown, ...args: unknown[]) => unknown;

/** As they were before they were wrapped: for the kernel itself. */
export const unobserved: typeof fs = { ...fs };

export const inputRefused =
  "This kernel takes no input from process.stdin: a notebook that is executed headlessly has nobody to ask. Read the " +
  "value from a file, an environment variable or a parameter; where a person executes the cell, prompt(…) asks.";

export function toPath(file: unknown): string | undefined {
  if (typeof file === "string") return path.resolve(file);
  if (file instanceof URL) return file.protocol === "file:" ? fileURLToPath(file) : undefined;
  if (file instanceof Uint8Array) return path.resolve(Buffer.from(file).toString("utf8"));
  return undefined;
}

function reads(flags: unknown): boolean {
  if (typeof flags === "number") return (flags & 3) !== fs.constants.O_WRONLY;
  return typeof flags !== "string" || flags.startsWith("r") || flags === "a+" || flags === "as+";
}

const isStdin = (file: unknown): boolean => file === 0 || file === "/dev/stdin";

/** Keeps name, length and the symbols `util.promisify` looks for: nobody sees the difference. */
export function wrap(
  target: object,
  names: readonly string[],
  make: (original: Fn, name: string) => Fn,
): void {
  const functions = target as Record<string, unknown>;
  for (const name of names) {
    // eslint-disable-next-line house/lookups -- names that this program chose
    const original = functions[name];
    if (typeof original !== "function") continue;
    const descriptors = Object.getOwnPropertyDescriptors(original);
    // eslint-disable-next-line house/lookups -- the same
    functions[name] = Object.defineProperties(make(original as Fn, name), descriptors);
  }
}

/** `record` hears the arguments of every call before it is made. */
export function overhear(
  target: object,
  names: readonly string[],
  record: (args: readonly unknown[]) => void,
): void {
  wrap(
    target,
    names,
    (original) =>
      function (this: unknown, ...args) {
        record(args);
        return original.apply(this, args);
      },
  );
}

const readers = ["readFile", "open", "copyFile"];
const sync = (names: readonly string[]): string[] => names.map((name) => `${name}Sync`);
export const withSync = (names: readonly string[]): string[] => [...names, ...sync(names)];

/** Whether a call of the reader with these arguments reads the file that it names first. */
const readsFile = (name: string, [, flags]: readonly unknown[]): boolean =>
  !name.startsWith("open") || reads(typeof flags === "function" ? "r" : flags);

/** `asked`: whether something is there, without reading it. A file that is looked for in vain is asked for, too. */
type FileAccess = "read" | "asked" | "listed";

const probes = withSync(["exists", "stat", "lstat", "access", "statfs", "realpath", "readlink", ...readers]);
const lists = withSync(["readdir", "opendir"]);

/** @param callers the scripts that called a synchronous reader, from the innermost outwards */
type OnAccess = (access: FileAccess, file: string, callers: () => readonly string[]) => void;

const mostCallers = 100;
const unknown = (): readonly string[] => [];
/** What the machine says of itself changes all the time: who asks for it must be known. */
const isOfSystem = (place: unknown): boolean => /^\/(?:proc|sys|dev)\//.test(toPath(place) ?? "");

/** Of a reader that answers later, the callers at the time of the call, where they count. */
function callersNow(place: unknown, reader: Fn): () => readonly string[] {
  if (!isOfSystem(place)) return unknown;
  const callers = callingScripts(reader, mostCallers);
  return () => callers;
}

export function observeFileSystem(record: OnAccess): void {
  const note = (access: FileAccess, place: unknown, callers = unknown): void => {
    const file = toPath(place);
    if (file !== undefined) record(access, file, callers);
  };
  wrap(fs, sync(readers), (original, name) => {
    const read: Fn = function (this: unknown, ...args) {
      if (isStdin(args[0])) throw new Error(inputRefused);
      const result = original.apply(this, args);
      if (readsFile(name, args)) note("read", args[0], () => callingScripts(read, mostCallers));
      return result;
    };
    return read;
  });
  overhear(fs, ["readSync"], ([file]) => {
    if (isStdin(file)) throw new Error(inputRefused);
  });
  wrap(fs, readers, (original, name) => {
    const read: Fn = function (this: unknown, ...args) {
      const callback = args.at(-1);
      if (typeof callback !== "function" || !readsFile(name, args)) return original.apply(this, args);
      const callers = callersNow(args[0], read);
      return original.apply(this, [
        ...args.slice(0, -1),
        function (this: unknown, error: unknown, ...results: unknown[]) {
          if (!error) note("read", args[0], callers);
          return (callback as Fn).call(this, error, ...results);
        },
      ]);
    };
    return read;
  });
  wrap(fs.promises, readers, (original, name) => {
    const read: Fn = async function (this: unknown, ...args) {
      const callers = callersNow(args[0], read);
      const result = await original.apply(this, args);
      if (readsFile(name, args)) note("read", args[0], callers);
      return result;
    };
    return read;
  });
  for (const target of [fs, fs.promises]) {
    overhear(target, probes, ([place]) => {
      note("asked", place);
    });
    overhear(target, lists, ([place]) => {
      note("listed", place);
    });
  }
  syncBuiltinESMExports();
}

/** The scripts of the function that called `below`, of the one that called that …, as V8 names them. */
export function callingScripts(below: (...args: never[]) => unknown, depth = 1): readonly string[] {
  const { stackTraceLimit } = Error;
  const prepare = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  try {
    Error.stackTraceLimit = depth;
    Error.prepareStackTrace = (_error, sites) => sites.map((site) => site.getFileName() ?? "");
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace(holder, below);
    return Array.isArray(holder.stack) ? (holder.stack as string[]) : [];
  } finally {
    if (prepare) Object.defineProperty(Error, "prepareStackTrace", prepare);
    else Reflect.deleteProperty(Error, "prepareStackTrace");
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * Observes files read, probed and listed through Node's `fs`. Its functions are wrapped in place before user code is
 * loaded. Native add-ons that bypass it are not observed.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

export type Fn = (this: unknown, ...args: unknown[]) => unknown;

/** The original functions, for the kernel itself. */
export const unobserved: typeof fs = { ...fs };

export const inputUnavailable =
  "process.stdin is not available: notebooks can be executed non-interactively. Read the " +
  "value from a file, an environment variable or a parameter; in interactive use, call prompt(…).";

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

/** Preserves name, length and `util.promisify` symbols, so that wrapped functions look like the originals. */
export function wrap(
  target: object,
  names: readonly string[],
  make: (original: Fn, name: string) => Fn,
): void {
  const functions = target as Record<string, unknown>;
  for (const name of names) {
    // eslint-disable-next-line local/lookups -- names that this program chose
    const original = functions[name];
    if (typeof original !== "function") continue;
    const descriptors = Object.getOwnPropertyDescriptors(original);
    // eslint-disable-next-line local/lookups -- the same
    functions[name] = Object.defineProperties(make(original as Fn, name), descriptors);
  }
}

/** Calls `record` with the arguments before each call. */
export function observeCalls(
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

/** Whether the call reads the file in its first argument (rather than only writing it). */
const readsFile = (name: string, [, flags]: readonly unknown[]): boolean =>
  !name.startsWith("open") || reads(typeof flags === "function" ? "r" : flags);

/** `asked`: probed without reading, including files that do not exist. */
type FileAccess = "read" | "asked" | "listed";

const probes = withSync(["exists", "stat", "lstat", "access", "statfs", "realpath", "readlink", ...readers]);
const lists = withSync(["readdir", "opendir"]);

/** @param callers the scripts that called a synchronous reader, innermost first */
type OnAccess = (access: FileAccess, file: string, callers: () => readonly string[]) => void;

const maxCallers = 100;
const unknown = (): readonly string[] => [];
/** System files change all the time, so reads of them depend on the caller. */
const isOfSystem = (place: unknown): boolean => /^\/(?:proc|sys|dev)\//.test(toPath(place) ?? "");

/** For asynchronous readers: captures the callers at the time of the call, if they matter. */
function callersNow(place: unknown, reader: Fn): () => readonly string[] {
  if (!isOfSystem(place)) return unknown;
  const callers = callingScripts(reader, maxCallers);
  return () => callers;
}

export function observeFileSystem(record: OnAccess): void {
  const note = (access: FileAccess, place: unknown, callers = unknown): void => {
    const file = toPath(place);
    if (file !== undefined) record(access, file, callers);
  };
  wrap(fs, sync(readers), (original, name) => {
    const read: Fn = function (this: unknown, ...args) {
      if (isStdin(args[0])) throw new Error(inputUnavailable);
      const result = original.apply(this, args);
      if (readsFile(name, args)) note("read", args[0], () => callingScripts(read, maxCallers));
      return result;
    };
    return read;
  });
  observeCalls(fs, ["readSync"], ([file]) => {
    if (isStdin(file)) throw new Error(inputUnavailable);
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
    observeCalls(target, probes, ([place]) => {
      note("asked", place);
    });
    observeCalls(target, lists, ([place]) => {
      note("listed", place);
    });
  }
  syncBuiltinESMExports();
}

/** The script names of the callers of `below`, innermost first. */
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

/**
 * Observes side effects that cannot be verified from a list of files: processes, connections, written files. The result
 * of such a cell may differ next time, or the cell is run for its effects, so it is not cached.
 */
import childProcess from "node:child_process";
import dgram from "node:dgram";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import workerThreads from "node:worker_threads";
import type { Contact } from "../../../../model/trace.js";
import { observeCalls, toPath, withSync, type Fn, callingScripts } from "./file-system.js";

const starts = withSync(["spawn", "exec", "execFile", "fork"]);
const writes = withSync(
  "appendFile copyFile cp link mkdir mkdtemp rename rm rmdir symlink truncate unlink utimes writeFile".split(
    " ",
  ),
);

function opensForWriting([, flags]: readonly unknown[]): boolean {
  if (typeof flags === "number") {
    return (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR | fs.constants.O_CREAT)) !== 0;
  }
  return typeof flags === "string" && flags !== "r" && flags !== "rs" && flags !== "sr";
}

export function observeSideEffects(record: (contact: Contact) => void): void {
  const recorded = (contact: Contact) => (): void => {
    record(contact);
  };
  observeCalls(childProcess, starts, recorded("process"));
  // http, https, http2, fetch and WebSocket all use it.
  observeCalls(net.Socket.prototype, ["connect"], recorded("network"));
  observeCalls(net.Server.prototype, ["listen"], recorded("network"));
  observeCalls(dgram.Socket.prototype, ["send", "bind", "connect"], recorded("network"));
  for (const target of [fs, fs.promises]) {
    observeCalls(target, writes, ([place]) => {
      if (toPath(place) !== undefined) record("writing");
    });
    observeCalls(target, ["open", "openSync"], (args) => {
      if (opensForWriting(args)) record("writing");
    });
  }
  const { Worker } = workerThreads;
  workerThreads.Worker = new Proxy(Worker, {
    construct(target, args: unknown[], newTarget) {
      record("thread");
      return Reflect.construct(target as unknown as Fn, args, newTarget) as object;
    },
  });
  syncBuiltinESMExports();
}

type Environment = NodeJS.ProcessEnv;
type Name = string | symbol;

/** Node's own look-ups (FORCE_COLOR, NODE_DEBUG …) are not the user's. */
const readerIsNode = (below: (...args: never[]) => unknown): boolean =>
  callingScripts(below)[0]?.startsWith("node:") === true;

export function observeEnvironmentReads(record: (name: string) => void): void {
  /** Names listed by the last copy or enumeration, and the last one inspected: the next read belongs to it. */
  let listed: ReadonlySet<Name> = new Set();
  let copied: Name | undefined;

  const get = (target: Environment, name: Name): unknown => {
    const isCopy = copied === name;
    copied = undefined;
    if (typeof name === "string" && !isCopy && !(name in Object.prototype) && !readerIsNode(get))
      record(name);
    return Reflect.get(target, name);
  };
  const has = (target: Environment, name: Name): boolean => {
    if (typeof name === "string" && !readerIsNode(has)) record(name);
    return Reflect.has(target, name);
  };

  process.env = new Proxy(process.env, {
    get,
    has,
    // No receiver, which would be the proxy. The target converts values to strings and informs the C library (TZ).
    set: (target, name, value) => Reflect.set(target, name, value),
    ownKeys(target) {
      const names = Reflect.ownKeys(target);
      listed = new Set(names);
      return names;
    },
    getOwnPropertyDescriptor(target, name) {
      copied = listed.has(name) ? name : undefined;
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
  });
  syncBuiltinESMExports();
}

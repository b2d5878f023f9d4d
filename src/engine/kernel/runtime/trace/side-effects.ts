/**
 * What a cell has to do with the world that no list of files can vouch for: a process, a connection, a file it writes.
 * Such a cell may come out otherwise, or is executed for what it does, so that its results are not for keeping.
 */
import childProcess from "node:child_process";
import dgram from "node:dgram";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import workerThreads from "node:worker_threads";
import type { Contact } from "../../../../model/trace.js";
import { overhear, toPath, withSync, type Fn } from "./file-system.js";

const starts = withSync(["spawn", "exec", "execFile", "fork"]);
const writes = withSync(
  "appendFile copyFile cp link mkdir mkdtemp rename rm rmdir symlink truncate unlink utimes writeFile".split(
    " ",
  ),
);

/** Does opening with these flags let one write? */
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
  overhear(childProcess, starts, recorded("process"));
  // http, https, http2, fetch and WebSocket all come down to it.
  overhear(net.Socket.prototype, ["connect"], recorded("network"));
  overhear(net.Server.prototype, ["listen"], recorded("network"));
  overhear(dgram.Socket.prototype, ["send", "bind", "connect"], recorded("network"));
  for (const target of [fs, fs.promises]) {
    overhear(target, writes, ([place]) => {
      if (toPath(place) !== undefined) record("writing");
    });
    overhear(target, ["open", "openSync"], (args) => {
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

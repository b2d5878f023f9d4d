/** What is asked of the file system without reading a file: whether something is there, and what a folder holds. */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { toPath } from "./file-reads.js";
import { overhear } from "./wrap.js";

const asks = ["exists", "stat", "lstat", "access", "statfs"];
const lists = ["readdir", "opendir"];
/** A file that is looked for in vain is one that a cell rests on, too. */
const reads = ["readFile", "open", "copyFile", "realpath", "readlink"];

const bothWays = (names: readonly string[]): string[] => names.flatMap((name) => [name, `${name}Sync`]);

export function observeLookups(record: (kind: "asked" | "listed", place: string) => void): void {
  const told =
    (kind: "asked" | "listed") =>
    ([place]: readonly unknown[]): void => {
      const file = toPath(place);
      if (file !== undefined) record(kind, file);
    };
  for (const target of [fs, fs.promises]) {
    overhear(target, bothWays([...asks, ...reads]), told("asked"));
    overhear(target, bothWays(lists), told("listed"));
  }
  syncBuiltinESMExports();
}

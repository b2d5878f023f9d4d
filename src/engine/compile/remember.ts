/** What a process that builds again and again has read of checked files: they are replaced, never changed in place. */
import { statSync } from "node:fs";
import { readChecked } from "./checked-file.js";

export type Read = (file: string) => unknown;

interface Remembered {
  readonly identity: string;
  readonly bytes: number;
  readonly value: unknown;
}

/**
 * Reads as `readChecked`, but a file that is still the same one gives the same object. What was asked for last is
 * remembered, up to so many bytes on disk.
 */
export function rememberingReader(mostBytes = 64 * 1024 * 1024): Read {
  const known = new Map<string, Remembered>();
  let bytes = 0;
  const forget = (file: string): void => {
    bytes -= known.get(file)?.bytes ?? 0;
    known.delete(file);
  };
  return (file) => {
    const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
    const before = known.get(file);
    forget(file);
    if (stats === undefined) return undefined;
    // Not its other times: a file that is used is marked by them.
    const identity = `${stats.dev} ${stats.ino} ${stats.size} ${stats.birthtimeNs}`;
    const value = before?.identity === identity ? before.value : readChecked(file);
    if (value === undefined) return undefined;
    known.set(file, { identity, bytes: Number(stats.size), value });
    bytes += Number(stats.size);
    for (const oldest of known.keys()) {
      if (bytes <= mostBytes) break;
      forget(oldest);
    }
    return value;
  };
}

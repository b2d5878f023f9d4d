/** The library in one file, `dist/library.cjs`: Node.js loads it sooner than the hundred modules it was made from. */
import path from "node:path";
import { memoized } from "../../../lib/once.js";
import { unobserved } from "./trace/file-system.js";

/** Package folders by the library's file that was loaded from them. */
const loaded = new Map<string, string>();

/** The file to load for the library's entry, `dist/index.js`: the entry itself if TypeScript has compiled since. */
export const libraryFile = memoized((entry: string): string => {
  const dist = path.dirname(entry);
  const file = path.join(dist, "library.cjs");
  const made = writtenAt(file);
  const isCurrent = made > 0 && made >= writtenAt(path.join(dist, ".tsbuildinfo"));
  if (!isCurrent) return entry;
  loaded.set(file, path.dirname(dist));
  return file;
});

/** The folder of the library's package; undefined for any other file. */
export const packageOfLibrary = (file: string): string | undefined => loaded.get(file);

const writtenAt = (file: string): number =>
  unobserved.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

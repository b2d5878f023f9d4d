/**
 * What notebooks import from this package, and from others that are built alike, in a few files of dist/library/:
 * Node.js loads them sooner than the hundred modules that they were made from.
 */
import path from "node:path";
import { PACKAGE_FOLDER } from "../../store/installation.js";
import { memoized, once } from "../../../lib/once.js";
import { unobserved } from "./trace/file-system.js";

/** Package folders by the folder of the library that was loaded from them. */
const loaded = new Map<string, string>();

const own = path.join(PACKAGE_FOLDER, "dist");

/**
 * The file to load for an entry such as `dist/index.js`: `dist/library/index.cjs`, or the entry itself if TypeScript has
 * compiled it, or this package, since. Any other file is its own.
 */
export const libraryFile = memoized((entry: string): string => {
  const dist = path.dirname(entry);
  const folder = path.join(dist, "library");
  const file = path.join(folder, `${path.basename(entry, ".js")}.cjs`);
  const made = writtenAt(file);
  const isCurrent = made > 0 && made >= compiledAt(dist) && isOwnCurrent();
  if (!isCurrent) return entry;
  loaded.set(folder, path.dirname(dist));
  return file;
});

/** A library of another package imports this one's: all are loaded from bundles, or all from modules. */
const isOwnCurrent = once(() => writtenAt(path.join(own, "library/index.cjs")) >= compiledAt(own));

/** The folder of the library's package; undefined for any other file. */
export const packageOfLibrary = (file: string): string | undefined => loaded.get(path.dirname(file));

const compiledAt = (dist: string): number => writtenAt(path.join(dist, ".tsbuildinfo"));

const writtenAt = (file: string): number =>
  unobserved.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

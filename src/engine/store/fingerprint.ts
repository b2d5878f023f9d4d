/** What an entry of the store rests on, as it was when the entry was made, and what of it differs now. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { sha256 } from "../../lib/hash.js";
import type { FilesNow } from "./file-hashes.js";
import { own } from "../../lib/own.js";

export interface Fingerprint {
  /** Absolute path → hash; null where there is no such file. */
  readonly files: Readonly<Record<string, string | null>>;
  /** Absolute path → whether something is there. */
  readonly places: Readonly<Record<string, boolean>>;
  /** Absolute path → hash of the names in the folder. */
  readonly folders: Readonly<Record<string, string>>;
  /** Environment variable → hash of its value; null where it is not set. */
  readonly environment: Readonly<Record<string, string | null>>;
  /** Folder of an installed package → its version, to name it. */
  readonly packages: Readonly<Record<string, string>>;
}

/** The names of all that counts. */
export interface Reads {
  readonly files: readonly string[];
  readonly places?: readonly string[];
  readonly folders?: readonly string[];
  readonly environment?: readonly string[];
}

/** How things stand. */
export interface Present {
  readonly files: FilesNow;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The time zone of the machine, where no variable sets another. */
export const timeZoneFile = "/etc/localtime";

export function takeFingerprint(reads: Reads, { files: now, environment }: Present): Fingerprint {
  const { files, places = [], folders = [], environment: variables = [] } = reads;
  const packages = sorted(files.flatMap((file) => packageFolder(file) ?? []));
  const all = sorted([...files, ...packages.map((folder) => path.join(folder, "package.json"))]);
  return {
    files: recordOf(all, (file) => now.hashOf(file) ?? null),
    places: recordOf(places, (place) => now.exists(place)),
    folders: recordOf(folders, (folder) => now.listingOf(folder)),
    environment: recordOf(variables, (name) => valueOf(name, environment)),
    packages: recordOf(packages, (folder) => packageVersion(folder) ?? "none"),
  };
}

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();
const recordOf = <Value>(
  names: readonly string[],
  valueOf: (name: string) => Value,
): Readonly<Record<string, Value>> => Object.fromEntries(sorted(names).map((name) => [name, valueOf(name)]));

function valueOf(name: string, environment: Present["environment"]): string | null {
  const value = own(environment, name);
  return value === undefined ? null : sha256(value);
}

/** What differs now, in words, with paths as `shown` has them; nothing where the fingerprint is the same. */
export function changesSince(
  { files, places, folders, environment, packages }: Fingerprint,
  present: Present,
  shown: (file: string) => string = (file) => file,
): readonly string[] {
  const now = present.files;
  const changed = differing(files, (file) => now.hashOf(file) ?? null);
  // Declarations change with their modules, which are named first.
  const inOrder = [
    ...changed.filter((file) => !file.endsWith(".d.ts")),
    ...changed.filter((file) => file.endsWith(".d.ts")),
  ];
  const inWords = inOrder.map((file) => {
    const folder = packageFolder(file);
    if (folder !== undefined) return packageInWords(folder, own(packages, folder));
    if (file === timeZoneFile) return "the time zone changed";
    return `${shown(file)} ${now.hashOf(file) === undefined ? "is gone" : "changed"}`;
  });
  return [
    // Each package once, however many of its files changed.
    ...new Set(inWords),
    ...differing(places, (place) => now.exists(place)).map(
      (place) => `${shown(place)} ${own(places, place) === true ? "is gone" : "appeared"}`,
    ),
    ...differing(folders, (folder) => now.listingOf(folder)).map(
      (folder) => `the files in ${shown(folder)} changed`,
    ),
    ...differing(environment, (name) => valueOf(name, present.environment)).map((name) => `${name} changed`),
  ];
}

const differing = <Value>(
  before: Readonly<Record<string, Value>>,
  now: (name: string) => Value,
): readonly string[] => Object.keys(before).filter((name) => own(before, name) !== now(name));

function packageInWords(folder: string, before: string | undefined): string {
  const now = packageVersion(folder);
  const name = folder.slice(folder.lastIndexOf(packagesMark) + packagesMark.length);
  if (now === undefined) return `package ${name} is gone`;
  return now === before ? `package ${name} changed` : `package ${name} ${now} instead of ${before ?? "?"}`;
}

const packagesMark = "/node_modules/";

/** The folder of the installed package that a file belongs to; undefined for a file of the project. */
function packageFolder(file: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}

/** Undefined where none is installed. */
export function packageVersion(folder: string): string | undefined {
  try {
    const text = readFileSync(path.join(folder, "package.json"), "utf8");
    const { version } = JSON.parse(text) as { version?: unknown };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

/** A file that changed after a moment (epoch milliseconds), so that nobody knows which content was read. */
export function changedAfter(files: readonly string[], moment: number): string | undefined {
  for (const file of files) {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) continue;
    const latest = Math.max(stats.mtimeMs, stats.ctimeMs);
    // Clocks of file systems lag by a tick, or count whole seconds.
    const tick = Number.isInteger(latest / 1000) ? 2000 : 50;
    if (latest > moment - tick) return file;
  }
  return undefined;
}

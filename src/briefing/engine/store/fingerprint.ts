/** The state of everything an entry of the store depends on when it was made, and what has changed since. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { sha256 } from "../../lib/hash.js";
import { own } from "../../lib/own.js";
import type { FilesNow } from "./file-hashes.js";
import { settingIn, settingName, settingOf } from "./project-settings.js";
import type { EntryKind, Store } from "./store.js";

/** Files, places and folders by absolute path, variables by name, settings by their name and briefing.yml. */
type Kind = "file" | "place" | "folder" | "variable" | "setting";

/** Each with its state: a hash, or whether it exists; null if it does not. */
export type Fingerprint = readonly (readonly [kind: Kind, name: string, state: string | null])[];

export interface Reads {
  readonly files: readonly string[];
  /** Paths of which only the existence matters. */
  readonly places?: readonly string[];
  /** Folders whose names were listed. */
  readonly folders?: readonly string[];
  readonly environment?: readonly string[];
  /** Settings of a briefing.yml that charts and formats used, by `settingName`. */
  readonly settings?: readonly string[];
}

export interface Present {
  readonly files: FilesNow;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The time zone of the machine, unless a variable sets another. */
export const timeZoneFile = "/etc/localtime";
/** Variables that Node reads itself, which is not observed. */
export const readByNode = [
  "TZ",
  "LANG",
  "LC_ALL",
  "LC_MESSAGES",
  "NODE_OPTIONS",
  "NODE_PATH",
  "NODE_ICU_DATA",
];

export function takeFingerprint(
  { files, places = [], folders = [], environment = [], settings = [] }: Reads,
  present: Present,
): Fingerprint {
  const packages = files.flatMap((file) => packageFolder(file) ?? []);
  const all = [...files, ...packages.map((folder) => path.join(folder, "package.json"))];
  const isDeclaration = (file: string): boolean => file.endsWith(".d.ts");
  const statesOf = (kind: Kind, names: readonly string[]): Fingerprint =>
    [...new Set(names)].sort().map((name) => [kind, name, stateOf(kind, name, present)]);
  return [
    // Declarations change with their modules, which are named first.
    ...statesOf(
      "file",
      all.filter((file) => !isDeclaration(file)),
    ),
    ...statesOf("file", all.filter(isDeclaration)),
    ...statesOf("place", places),
    ...statesOf("folder", folders),
    ...statesOf("variable", environment),
    ...statesOf("setting", settings),
  ];
}

function stateOf(kind: Kind, name: string, { files, environment }: Present): string | null {
  switch (kind) {
    case "file":
      return files.hashOf(name) ?? null;
    case "place":
      return files.exists(name) ? "there" : null;
    case "folder":
      return files.listingOf(name);
    case "setting": {
      const { key, file } = settingOf(name);
      return sha256(JSON.stringify(settingIn(file, key).map((entry) => [entry.name, entry.value])));
    }
    case "variable": {
      const value = own(environment, name);
      return value === undefined ? null : sha256(value);
    }
  }
}

/** The changes in words, with paths formatted by `shown`; empty if the fingerprint is the same. */
export function changesSince(
  fingerprint: Fingerprint,
  present: Present,
  shown: (file: string) => string = (file) => file,
): readonly string[] {
  const changes = fingerprint.flatMap(([kind, name, before]) => {
    const now = stateOf(kind, name, present);
    if (now === before) return [];
    if (kind === "folder") return [`the files in ${shown(name)} changed`];
    if (kind === "setting") {
      const { key, file } = settingOf(name);
      return [`the ${settingName(key, shown(file))} changed`];
    }
    if (kind === "variable") return [`${name} changed`];
    if (kind === "place") return [`${shown(name)} ${now === null ? "was removed" : "appeared"}`];
    const folder = packageFolder(name);
    if (folder !== undefined)
      return [`package ${folder.slice(folder.lastIndexOf(packagesMark) + packagesMark.length)} changed`];
    if (name === timeZoneFile) return ["the time zone changed"];
    return [`${shown(name)} ${now === null ? "was removed" : "changed"}`];
  });
  // Each package once, however many of its files changed.
  return [...new Set(changes)];
}

const packagesMark = "/node_modules/";

/** The folder of the installed package that a file belongs to; undefined for a file of the project. */
export function packageFolder(file: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}

/** Undefined if none is installed. */
export function packageVersion(folder: string): string | undefined {
  try {
    const text = readFileSync(path.join(folder, "package.json"), "utf8");
    const { version } = JSON.parse(text) as { version?: unknown };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

/** A file that changed after a moment (epoch milliseconds), so that it is unknown which content was read. */
export function changedAfter(files: readonly string[], moment: number): string | undefined {
  return files.find((file) => {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return false;
    const latest = Math.max(stats.mtimeMs, stats.ctimeMs);
    // File system clocks lag by a tick, or count whole seconds.
    const tick = Number.isInteger(latest / 1000) ? 2000 : 50;
    return latest > moment - tick;
  });
}

interface Kept<Value> {
  readonly fingerprint: Fingerprint;
  readonly value: Value;
}

/** A stored result, if nothing that it depends on has changed. */
export function recall(store: Store, kind: EntryKind, key: string, files = store.hashes.now()): unknown {
  const kept = store.get(kind, key) as Kept<unknown> | undefined;
  const isSame = kept && changesSince(kept.fingerprint, { files, environment: {} }).length === 0;
  return isSame ? kept.value : undefined;
}

/** Stores a result, unless an input has changed since its computation began (epoch milliseconds). */
export function keep(
  store: Store,
  kind: EntryKind,
  key: string,
  { value, reads, since }: { readonly value: unknown; readonly reads: Reads; readonly since: number },
  written: Fingerprint = [],
): void {
  if (changedAfter(reads.files, since) !== undefined) return;
  const read = takeFingerprint(reads, { files: store.hashes.now(), environment: {} });
  store.put(kind, key, { fingerprint: [...read, ...written], value } satisfies Kept<unknown>);
  store.hashes.save();
}

/** What a kept execution rests on beyond the notebook itself, taken when it was made and looked at again later. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import path from "node:path";
import { createFileHashes, type FileHashes, type Pass } from "../../compile/file-hashes.js";
import type { Runtime } from "./contract.js";
import { packageFolder, packageName, packageVersion } from "./packages.js";

export interface Conditions {
  readonly runtime: Runtime;
  /** Absolute path → hash: files read, modules loaded, declarations that cells were compiled against. */
  readonly files: Readonly<Record<string, string>>;
  /** Folder of an installed package → its version, for words. */
  readonly packages: Readonly<Record<string, string>>;
  /** Whether something is there. */
  readonly places: Readonly<Record<string, boolean>>;
  /** Folder → hash of the names in it. */
  readonly folders: Readonly<Record<string, string>>;
  /** Name → hash of the value; null where it is not set. */
  readonly environment: Readonly<Record<string, string | null>>;
}

/** What was touched, as the traces name it. */
export interface Touched {
  readonly files: Iterable<string>;
  readonly asked: Iterable<string>;
  readonly listed: Iterable<string>;
  readonly environment: Iterable<string>;
}

/** What conditions are measured by. */
export interface Surveyor {
  readonly runtime: Runtime;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly hashes: FileHashes;
}

/** Read by Node itself, past anything that could tell. */
const readByNode = ["TZ", "LANG", "LC_ALL", "LC_MESSAGES", "NODE_OPTIONS", "NODE_PATH", "NODE_ICU_DATA"];
/** Where the time zone is set for the machine. */
const zoneLink = "/etc/localtime";

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);

/** Undefined with the file that is there no more. */
export function survey(
  touched: Touched,
  { runtime, environment, hashes }: Surveyor,
): { readonly conditions: Conditions } | { readonly missing: string } {
  const pass: Pass = new Map();
  const files: Record<string, string> = {};
  const packages: Record<string, string> = {};
  for (const file of sorted(touched.files)) {
    const hash = hashes.hashOf(file, pass);
    if (hash === undefined) return { missing: file };
    files[file] = hash;
    const folder = packageFolder(file);
    if (folder === undefined || folder in packages) continue;
    packages[folder] = packageVersion(folder) ?? "";
    const description = path.join(folder, "package.json");
    const described = hashes.hashOf(description, pass);
    if (described !== undefined) files[description] = described;
  }
  hashes.save();
  const asked = sorted(touched.asked).filter((place) => !(place in files));
  const names = sorted([...touched.environment, ...readByNode]);
  return {
    conditions: {
      runtime,
      files,
      packages,
      places: Object.fromEntries(asked.map((place) => [place, existsSync(place)])),
      folders: Object.fromEntries(sorted(touched.listed).map((folder) => [folder, listing(folder)])),
      environment: {
        ...Object.fromEntries(names.map((name) => [name, valueOf(name, environment)])),
        [zoneLink]: zone(),
      },
    },
  };
}

const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();

function valueOf(name: string, environment: Surveyor["environment"]): string | null {
  const value = environment[name];
  return value === undefined ? null : hashOf(value);
}

function listing(folder: string): string {
  try {
    return hashOf(JSON.stringify(readdirSync(folder).sort()));
  } catch {
    return "none";
  }
}

function zone(): string | null {
  try {
    return readlinkSync(zoneLink);
  } catch {
    return null;
  }
}

/** What differs now, in words; paths are told as `shown` has them. */
export function differences(
  kept: Conditions,
  { runtime, environment, hashes }: Surveyor,
  pass: Pass,
  shown: (file: string) => string,
): readonly string[] {
  const changed = Object.entries(kept.files).flatMap(([file, hash]) => {
    const now = hashes.hashOf(file, pass);
    return now === hash ? [] : [{ file, isGone: now === undefined }];
  });
  // Declarations change with their modules: those are told first.
  changed.sort((a, b) => Number(a.file.endsWith(".d.ts")) - Number(b.file.endsWith(".d.ts")));
  const places = Object.entries(kept.places).flatMap(([place, wasThere]) =>
    existsSync(place) === wasThere ? [] : [`${shown(place)} ${wasThere ? "is gone" : "appeared"}`],
  );
  const folders = Object.entries(kept.folders).flatMap(([folder, names]) =>
    listing(folder) === names ? [] : [`the files in ${shown(folder)} changed`],
  );
  const variables = Object.entries(kept.environment).flatMap(([name, value]) => {
    if (name === zoneLink) return zone() === value ? [] : ["the time zone changed"];
    return valueOf(name, environment) === value ? [] : [`${name} changed`];
  });
  return [
    ...filesInWords(changed, kept.packages, shown),
    ...places,
    ...folders,
    ...variables,
    ...runtimeDifferences(kept.runtime, runtime),
  ];
}

interface ChangedFile {
  readonly file: string;
  readonly isGone: boolean;
}

/** Each package once, however many of its files changed. */
function filesInWords(
  changed: readonly ChangedFile[],
  packages: Conditions["packages"],
  shown: (file: string) => string,
): readonly string[] {
  const told = new Set<string>();
  for (const { file, isGone } of changed) {
    const folder = packageFolder(file);
    told.add(
      folder === undefined
        ? `${shown(file)} ${isGone ? "is gone" : "changed"}`
        : packageInWords(folder, packages[folder]),
    );
  }
  return [...told];
}

function packageInWords(folder: string, before: string | undefined): string {
  const now = packageVersion(folder);
  const name = packageName(folder);
  if (now === undefined) return `package ${name} is gone`;
  return now === before ? `package ${name} changed` : `package ${name} ${now} instead of ${before ?? "?"}`;
}

function runtimeDifferences(before: Runtime, now: Runtime): readonly string[] {
  const node = (version: string): string => version.replace(/^v/, "");
  const different: string[] = [];
  if (before.node !== now.node) different.push(`Node ${node(now.node)} instead of ${node(before.node)}`);
  if (before.platform !== now.platform) different.push(`${now.platform} instead of ${before.platform}`);
  if (before.program.version !== now.program.version) {
    different.push(`kernel ${now.program.version} instead of ${before.program.version}`);
  } else if (before.program.code !== now.program.code) different.push("the kernel's own code changed");
  return different;
}

/** Files that changed after a moment, so that nobody knows which content was read. */
export function changedSince(files: Iterable<string>, moment: number): string | undefined {
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

/** All of a file counts, unlike for the compiler. One for a process: what is learned is kept in the folder. */
export const wholeFileHashes = (folder: string): FileHashes =>
  createFileHashes(folder, (file) => readFileSync(file));

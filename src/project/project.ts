import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Json } from "../notebook/contract.js";
import { nearest } from "../notebook/nearest.js";
import { parseConfig, type Config } from "./config.js";
import { ConfigError } from "./errors.js";

const configPath = path.join("notebooks", "briefing.yml");

/** A folder with notebooks, as the commands work on it. Paths are absolute. */
export interface Project {
  readonly root: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly date?: string;
  readonly language?: string;
  /** As if typed on the command line. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Milliseconds a cell may take, where the project says so. */
  readonly cellTimeoutMs?: number;
  /** In the order of the briefing. */
  readonly notebooks: readonly string[];
  readonly output: string;
  /** What may be deleted at any time: compiled cells, notebooks that failed, logs. */
  readonly cache: string;
}

/** The folder given, or the nearest one upwards from `from` that has notebooks/briefing.yml. */
export function findProject(from: string, given?: string): string {
  if (given !== undefined) {
    const root = path.resolve(from, given);
    if (existsSync(path.join(root, configPath))) return root;
    throw new ConfigError(`${given}: there is no ${configPath} in this folder.`, {
      hint: "Name the folder that holds notebooks/, or write notebooks/briefing.yml (one line `title: …` will do).",
    });
  }
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, configPath))) return folder;
    if (folder === path.dirname(folder)) {
      throw new ConfigError(`There is no ${configPath} in ${from} or in a folder above it.`, {
        hint: "Change to the project's folder, or name it: --project DIR",
      });
    }
  }
}

export async function readProject(root: string): Promise<Project> {
  const file = path.join(root, configPath);
  const config = parseConfig(await readFile(file, "utf8"), file);
  const { title, authors, date, language, timeout } = config;
  return {
    root,
    title,
    authors,
    ...(date !== undefined && { date }),
    ...(language !== undefined && { language }),
    parameters: Object.fromEntries(
      Object.entries(config.parameters).map(([name, value]) => [name, typed(value)]),
    ),
    ...(timeout !== undefined && { cellTimeoutMs: timeout * 1000 }),
    notebooks: await listNotebooks(root, config, file),
    output: path.join(root, "output"),
    cache: await cacheFolder(root),
  };
}

const typed = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

async function listNotebooks(root: string, { order }: Config, file: string): Promise<readonly string[]> {
  const folder = path.join(root, "notebooks");
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.name.endsWith(".ipynb") && !entry.name.startsWith(".") && !entry.isDirectory())
    .map((entry) => entry.name);
  if (names.length === 0) {
    throw new ConfigError(`${folder}: there is no notebook in this folder.`, {
      hint: "Put at least one .ipynb file into it.",
    });
  }
  const twice = order.find((name, index) => order.indexOf(name) !== index);
  if (twice !== undefined) throw new ConfigError(`${file}: order names ${twice} twice.`);
  const missing = order.find((name) => !names.includes(name));
  if (missing !== undefined) {
    const near = nearest(missing, names);
    throw new ConfigError(`${file}: order names ${missing}, which is not in notebooks/.`, {
      hint: `${near === undefined ? "" : `Did you mean ${near}? `}There are ${[...names].sort().join(", ")}.`,
    });
  }
  // By code unit: the same order in every locale.
  const rest = names.filter((name) => !order.includes(name)).sort();
  return [...order, ...rest].map((name) => path.join(folder, name));
}

const cacheName = "decoupling-briefing";

/** Where a folder keeps what can be made again: beside its packages if it has any. */
export async function cacheFolder(root: string): Promise<string> {
  const packages = path.join(root, "node_modules");
  return (await isFolder(packages))
    ? path.join(packages, ".cache", cacheName)
    : path.join(root, ".cache", cacheName);
}

async function isFolder(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isDirectory();
  } catch {
    return false;
  }
}

/** For notebooks outside any project: the nearest folder upwards with packages, else the user's own cache. */
export async function nearestCacheFolder(from: string, env: NodeJS.ProcessEnv): Promise<string> {
  for (let folder = path.resolve(from); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (await isFolder(path.join(folder, "node_modules"))) return cacheFolder(folder);
  }
  const base = env.XDG_CACHE_HOME ?? (env.HOME === undefined ? undefined : path.join(env.HOME, ".cache"));
  return base === undefined ? path.join(path.resolve(from), ".cache", cacheName) : path.join(base, cacheName);
}

/** Folder of compiled cells inside a cache folder. */
export const compileStore = (cache: string): string => path.join(cache, "cells");

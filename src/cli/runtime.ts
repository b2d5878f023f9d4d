import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Runtime } from "../engine/execute/cache/contract.js";

const compiled = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const packageFolder = path.dirname(compiled);
/** Where packages are looked for, nearest first. */
const packageFolders = upwards(packageFolder)
  .map((folder) => path.join(folder, "node_modules"))
  .filter((folder) => existsSync(folder));

/** The rooms whose code decides what becomes of a notebook when it is executed, and the packages they rest on. */
const executingRooms = [
  "model",
  "engine/client",
  "engine/notebook",
  "engine/compile",
  "engine/kernel",
  "engine/execute",
];
const executingPackages = ["@jridgewell/trace-mapping", "@tslab/typescript-for-tslab", "tslab", "zeromq"];

/** What would execute the notebooks now. */
export function currentRuntime(): Runtime {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    program: {
      version: versionOf(packageFolder) ?? "",
      code: hashOf([...codeIn(executingRooms), ...versions(executingPackages)]),
    },
  };
}

/**
 * Everything that turns executed notebooks into a page: as it was when this process asked first, for what is compiled
 * later it does not load.
 */
export const rendererHash = once((): string => {
  const description = readFileSync(path.join(packageFolder, "package.json"), "utf8");
  const { dependencies = {} } = JSON.parse(description) as {
    dependencies?: Readonly<Record<string, string>>;
  };
  const packages = versions(Object.keys(dependencies).sort());
  return hashOf([process.version, description, ...codeIn(["."]), ...packages, ...npmList()]);
});

/** The same of what turns a figure's specification into a drawing. */
export const drawerHash = once((): string =>
  hashOf([
    process.version,
    ...codeIn(["model", "engine/render"]),
    ...versions(["vega", "vega-interpreter", "vega-lite"]),
    ...npmList(),
  ]),
);

/** Rooms whose code a preview loads once; what notebooks import is loaded anew by every kernel, and so are kernels. */
const engineRooms = ["cli", "model", "lib", "engine", "tools/preview"];

/** Of the program's own code as it stands on disk now. */
export const engineHash = (): string => hashOf(codeIn(engineRooms));

function once<T>(work: () => T): () => T {
  let done: { readonly result: T } | undefined;
  return () => (done ??= { result: work() }).result;
}

function hashOf(parts: readonly (string | Buffer)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 32);
}

const codeIn = (rooms: readonly string[]): readonly (string | Buffer)[] =>
  rooms.flatMap((room) => {
    const folder = path.join(compiled, room);
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return names
      .filter((name) => /\.(?:js|json|css)$/.test(name))
      .sort()
      .flatMap((name) => [`${room}/${name}`, readFileSync(path.join(folder, name))]);
  });

const versions = (names: readonly string[]): readonly string[] =>
  names.map((name) => {
    const found = packageFolders.map((folder) => versionOf(path.join(folder, name)));
    return `${name}@${found.find((version) => version !== undefined) ?? ""}`;
  });

/** npm's own list of what it has installed, where there is one: it has the packages of packages, too. */
const npmList = (): readonly Buffer[] =>
  packageFolders
    .map((folder) => path.join(folder, ".package-lock.json"))
    .filter((file) => existsSync(file))
    .slice(0, 1)
    .map((file) => readFileSync(file));

function versionOf(folder: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as {
      version?: unknown;
    };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

function upwards(folder: string): readonly string[] {
  const parent = path.dirname(folder);
  return [folder, ...(parent === folder ? [] : upwards(parent))];
}

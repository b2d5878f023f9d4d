/** The program's own code as part of what results rest on: under development it changes without a new version. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { PACKAGE_FOLDER } from "../compile/installation.js";
import { packageVersion } from "./fingerprint.js";

const compiled = path.join(PACKAGE_FOLDER, "dist");
const compilerPackages = [
  "@tslab/typescript-for-tslab",
  "oxc-parser",
  "oxc-transform",
  "tslab",
  "typescript-native",
  "vscode-jsonrpc",
];
const executingPackages = ["@jridgewell/trace-mapping", "magic-string", ...compilerPackages, "zeromq"];
/** The folders whose code decides what becomes of a notebook when it is executed. */
const executingFolders = [
  "lib",
  "model",
  ...["client", "notebook", "compile", "kernel", "execute", "store"].map((folder) => `engine/${folder}`),
];

/** What executes notebooks. */
export interface Runtime {
  /** As `process.version` has it. */
  readonly node: string;
  readonly platform: string;
  readonly program: {
    readonly version: string;
    /** Hash of the code that executes. */
    readonly code: string;
  };
}

export const currentRuntime = (): Runtime => ({
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  program: {
    version: packageVersion(PACKAGE_FOLDER) ?? "",
    code: hashOf([...codeIn(executingFolders), ...versions(executingPackages)]),
  },
});

/** What checks and compiles cells. */
export const compilerHash = once((): string =>
  hashOf([...codeIn(["engine/compile"]), ...versions(compilerPackages)]),
);

/**
 * Everything that turns executed notebooks into a page: as it was when this process asked first, for what is compiled
 * later it does not load.
 */
export const rendererHash = once((): string => {
  const description = readFileSync(path.join(PACKAGE_FOLDER, "package.json"), "utf8");
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
    ...codeIn(["lib", "model", "engine/render"]),
    ...versions(["vega", "vega-interpreter", "vega-lite"]),
    ...npmList(),
  ]),
);

/**
 * Of the folders whose code a preview loads once, as it stands on disk now. What notebooks import is loaded anew by every
 * kernel, and so are kernels.
 */
export const engineHash = (): string => hashOf(codeIn(["cli", "model", "lib", "engine", "tools/preview"]));

function once<T>(work: () => T): () => T {
  let done: { readonly result: T } | undefined;
  return () => (done ??= { result: work() }).result;
}

function hashOf(parts: readonly (string | Buffer)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 32);
}

/** The package has most of this code in its bundles only. */
const isPackage = once(() => !existsSync(path.join(compiled, "cli/program.js")));

const codeIn = (folders: readonly string[]): readonly (string | Buffer)[] =>
  (isPackage() ? ["."] : folders).flatMap((folder) => {
    const place = path.join(compiled, folder);
    const names = readdirSync(place, { recursive: true, encoding: "utf8" });
    return (
      names
        .filter((name) => /\.(?:m?js|json|css)$/.test(name))
        // Elsewhere bundles are made of the rest.
        .filter((name) => isPackage() || !name.startsWith("bundled"))
        .sort()
        .flatMap((name) => [`${folder}/${name}`, readFileSync(path.join(place, name))])
    );
  });

const versions = (names: readonly string[]): readonly string[] =>
  names.map((name) => {
    const found = packageFolders().map((folder) => packageVersion(path.join(folder, name)));
    return `${name}@${found.find((version) => version !== undefined) ?? ""}`;
  });

/** npm's own list of what it has installed, where there is one: it has the packages of packages, too. */
const npmList = (): readonly Buffer[] =>
  packageFolders()
    .map((folder) => path.join(folder, ".package-lock.json"))
    .filter((file) => existsSync(file))
    .slice(0, 1)
    .map((file) => readFileSync(file));

/** Where packages are looked for, nearest first. */
const packageFolders = once(() =>
  upwards(PACKAGE_FOLDER)
    .map((folder) => path.join(folder, "node_modules"))
    .filter((folder) => existsSync(folder)),
);

function upwards(folder: string): readonly string[] {
  const parent = path.dirname(folder);
  return [folder, ...(parent === folder ? [] : upwards(parent))];
}

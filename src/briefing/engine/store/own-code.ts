/** The program's own code as a dependency of results: during development it changes without a new version. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { foldersUpwards } from "../../lib/folders-upwards.js";
import { once } from "../../lib/once.js";
import { PACKAGE_FOLDER } from "./installation.js";
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
/** The folders whose code determines the result of executing a notebook. */
const executingFolders = [
  "lib",
  "model",
  ...["client", "notebook", "compile", "kernel", "margin", "execute", "store"].map(
    (folder) => `engine/${folder}`,
  ),
];

export interface Runtime {
  readonly node: string;
  readonly platform: string;
  readonly program: {
    readonly version: string;
    readonly code: string;
  };
}

export const currentRuntime = (): Runtime => ({
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  program: {
    version: packageVersion(PACKAGE_FOLDER) ?? "",
    code: hashOf(codeIn(executingFolders), versions(executingPackages)),
  },
});

/** The code that finds the code of a notebook and checks its types. */
export const compilerHash = once(() =>
  hashOf(
    codeIn(["lib", "model", "engine/notebook", "engine/compile", "engine/execute", "engine/store"]),
    versions(compilerPackages),
  ),
);

export const tableCheckerHash = once(() => hashOf(codeIn(["lib", "model", "authoring/load", "tools/data"])));

/**
 * All code that turns executed notebooks into a page, as it was when first requested: this process does not load code
 * that is compiled later.
 */
export const rendererHash = once(() => {
  const description = readFileSync(path.join(PACKAGE_FOLDER, "package.json"), "utf8");
  const { dependencies = {} } = JSON.parse(description) as { dependencies?: object };
  const packages = versions(Object.keys(dependencies).sort());
  return hashOf([process.version, description], codeIn(["."]), packages, npmList());
});

/** The same for code that turns a figure's specification into a drawing. */
export const drawerHash = once(() => {
  const packages = versions(["vega", "vega-interpreter", "vega-lite"]);
  return hashOf([process.version], codeIn(["lib", "model", "engine/render"]), packages, npmList());
});

type Parts = readonly (string | Buffer)[];

function hashOf(...parts: readonly Parts[]): string {
  const hash = createHash("sha256");
  for (const part of parts.flat()) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 32);
}

/** The package contains most of this code only in bundles. */
const isPackage = once(() => !existsSync(path.join(compiled, "cli/program.js")));

const codeIn = (folders: readonly string[]): Parts =>
  (isPackage() ? ["."] : folders).flatMap((folder) => {
    const names = readdirSync(path.join(compiled, folder), { recursive: true, encoding: "utf8" });
    return (
      names
        .filter((name) => /\.(?:[cm]?js|json|css)$/.test(name))
        // Elsewhere bundles are built from the other files.
        .filter((name) => isPackage() || !name.startsWith("bundled"))
        .sort()
        .flatMap((name) => [`${folder}/${name}`, readFileSync(path.join(compiled, folder, name))])
    );
  });

const versions = (names: readonly string[]): Parts =>
  names.map((name) => {
    const found = packageFolders().flatMap((folder) => packageVersion(path.join(folder, name)) ?? []);
    return `${name}@${found[0] ?? ""}`;
  });

/** npm's own list of installed packages, if it exists: it includes dependencies of packages. */
const npmList = (): Parts => {
  const file = packageFolders().find((folder) => existsSync(path.join(folder, ".package-lock.json")));
  return file === undefined ? [] : [readFileSync(path.join(file, ".package-lock.json"))];
};

/** Folders in which packages are looked up, nearest first. */
const packageFolders = once(() =>
  foldersUpwards(PACKAGE_FOLDER)
    .map((folder) => path.join(folder, "node_modules"))
    .filter((folder) => existsSync(folder)),
);

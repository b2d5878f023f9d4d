/**
 * The program that the native compiler checks: a temporary folder in which the cells of a folder of notebooks resolve
 * their imports as if they lay in that folder.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { globalDeclarations, globalsFile } from "../globals.js";
import { lentPackageFolder, PACKAGE_FOLDER } from "../installation.js";
import { descriptorOf, projectRows } from "../project-rows.js";
import { tslabOptions, withRawObjects } from "../program.js";

/** How the names of the temporary folders begin. */
export const programPrefix = "briefing-types-";

/** Into `root`, which then holds tsconfig.json. */
export function writeProgram(root: string, folder: string, modules: ReadonlyMap<string, string>): void {
  const cells = path.join(withPackagesOf(root, folder), "cells");
  mkdirSync(cells);
  for (const [name, text] of modules) writeFileSync(path.join(cells, name), text);
  const globals = path.join(root, globalsFile);
  writeFileSync(globals, globalDeclarations);
  const config = {
    compilerOptions: {
      ...compilerOptions,
      rootDirs: [folder, cells],
      paths: { ...substitutes(cells, folder), ...lentPackages(folder) },
    },
    files: [typesOfNode(folder), globals, ...[...modules.keys()].map((name) => path.join(cells, name))],
  };
  writeFileSync(path.join(root, "tsconfig.json"), JSON.stringify(config));
}

/** The file that one of the program's was copied from, or itself. */
export const originalOf = (file: string): string => {
  const [, copied] = /[\\/]briefing-types-.*?[\\/]library[\\/](.*)$/.exec(file) ?? [];
  return copied === undefined ? file : path.join(PACKAGE_FOLDER, "dist", copied);
};

/** The native compiler does not know the resolution of tslab's, Node10. */
const compilerOptions = {
  ...tslabOptions,
  noEmit: true,
  module: "preserve",
  moduleResolution: "bundler",
  moduleDetection: "force",
  noUncheckedSideEffectImports: false,
  types: [],
};

/** Nested folders with the packages that the folder and those above it see, nearest innermost; returns the innermost. */
function withPackagesOf(root: string, folder: string): string {
  const ownPackages = [PACKAGE_FOLDER, ...above(PACKAGE_FOLDER)].filter(
    (each) => path.basename(each) !== "node_modules",
  );
  const packages = [folder, ...above(folder), ...ownPackages]
    .map((each) => path.join(each, "node_modules"))
    .filter((each) => existsSync(each));
  let place = root;
  for (const [index, target] of [...new Set(packages)].reverse().entries()) {
    place = path.join(place, String(index));
    mkdirSync(place);
    link(target, path.join(place, "node_modules"));
  }
  return place;
}

function above(folder: string): readonly string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [] : [parent, ...above(parent)];
}

/** What cells see otherwise than it lies on disk: the row types of the project's own tables, and tslab's `display`. */
function substitutes(place: string, folder: string): Readonly<Record<string, readonly string[]>> {
  const library = path.join(place, "library");
  const original = path.join(PACKAGE_FOLDER, "dist");
  mkdirSync(path.join(library, "analysis"), { recursive: true });
  for (const part of ["index.d.ts", "vega-lite.d.ts", "authoring", "model", "lib"])
    link(path.join(original, part), path.join(library, part));
  for (const part of readdirSync(path.join(original, "analysis")).filter((name) => name !== "rows.d.ts"))
    link(path.join(original, "analysis", part), path.join(library, "analysis", part));
  writeFileSync(path.join(library, "analysis", "rows.d.ts"), projectRows(descriptorOf(folder, existsSync)));
  const tslab = path.join(place, "tslab.d.ts");
  const published = path.join(lentPackageFolder("tslab") ?? "", "dist/public.d.ts");
  writeFileSync(tslab, withRawObjects(published, readFileSync(published, "utf8")));
  return {
    "decoupling-briefing": [path.join(library, "index.d.ts")],
    "decoupling-briefing/vega-lite": [path.join(library, "vega-lite.d.ts")],
    tslab: [tslab],
  };
}

/** Windows lets nobody link files without a right of its own. */
function link(target: string, place: string): void {
  if (process.platform === "win32" && statSync(target).isFile()) copyFileSync(target, place);
  else symlinkSync(target, place, "junction");
}

function lentPackages(folder: string): Readonly<Record<string, readonly string[]>> {
  const danfojs = lentPackageFolder("danfojs-node");
  return danfojs === undefined || isInstalled("danfojs-node", folder) ? {} : { "danfojs-node": [danfojs] };
}

function typesOfNode(folder: string): string {
  const own = [folder, ...above(folder)]
    .map((each) => path.join(each, "node_modules/@types/node/index.d.ts"))
    .find((file) => existsSync(file));
  return own ?? path.join(lentPackageFolder("@types/node") ?? "", "index.d.ts");
}

const isInstalled = (name: string, folder: string): boolean =>
  [folder, ...above(folder)].some((each) => existsSync(path.join(each, "node_modules", name)));

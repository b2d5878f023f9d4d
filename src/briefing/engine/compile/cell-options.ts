/** TypeScript's options for cells: strict about missing values in the notebooks of a project, as tslab elsewhere. */
import { existsSync } from "node:fs";
import path from "node:path";
import { foldersUpwards } from "../../lib/folders-upwards.js";

/** Modules become CommonJS but resolve as in bundlers, which honour `exports`. */
const compilerOptions = {
  target: "es2022",
  // What the oldest supported Node.js has, and what the kernel adds (kernel/runtime/group-by.ts).
  lib: ["es2023", "es2024.object", "es2024.collection"],
  strict: false,
  esModuleInterop: true,
  resolveJsonModule: true,
  allowJs: true,
  checkJs: true,
  allowImportingTsExtensions: true,
  experimentalDecorators: true,
  jsx: "react",
  skipLibCheck: true,
  noEmit: true,
  module: "commonjs",
  moduleResolution: "bundler",
  moduleDetection: "force",
  noUncheckedSideEffectImports: false,
  types: [],
};

/**
 * A missing value is not a number. With `noImplicitAny`, an empty array gets the type of what is added to it, instead of
 * accepting nothing; the errors of that option itself are left out (diagnostics.ts).
 */
const strictAboutMissing = { ...compilerOptions, strictNullChecks: true, noImplicitAny: true };

export function compilerOptionsOf(folder: string): object {
  return isOfProject(folder) ? strictAboutMissing : compilerOptions;
}

/** Whether notebooks of this folder belong to a project: others' notebooks need not pass the stricter check. */
export function isOfProject(folder: string): boolean {
  return foldersUpwards(folder).some(
    (each) => path.basename(each) === "notebooks" && existsSync(path.join(each, "briefing.yml")),
  );
}

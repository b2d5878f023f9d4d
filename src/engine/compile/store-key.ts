/** What a compilation is kept under, files apart: everything else that could make it come out otherwise. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { sha256 } from "./file-hashes.js";
import { COMPILED_FOLDER, tslabVersion } from "./installation.js";
import { TYPESCRIPT_VERSION } from "./typescript.js";

let compiler: string | undefined;

export function storeKey(
  folder: string,
  kind: "cell" | "expressions",
  declarations: string,
  source: string,
): string {
  compiler ??= compilerVersion();
  return sha256(JSON.stringify([compiler, folder, kind, declarations, source]));
}

/** By the compiler's own code, so that no change to it meets results of the one before. */
function compilerVersion(): string {
  const names = readdirSync(COMPILED_FOLDER).filter((name) => name.endsWith(".js"));
  const code = names.sort().map((name) => [name, sha256(readFileSync(path.join(COMPILED_FOLDER, name)))]);
  return sha256(JSON.stringify([TYPESCRIPT_VERSION, tslabVersion(), code]));
}

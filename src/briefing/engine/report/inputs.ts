/** Files that the kernels touched: their names in the report, their hashes, and the cells that touched them. */
import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import jsTokens from "js-tokens";
import { sha256 } from "../../lib/hash.js";
import { omit } from "../../lib/omit.js";
import { memoized } from "../../lib/once.js";
import { parseJson } from "../../lib/parse-json.js";
import type { DataRead, Provenance } from "../../model/report.js";
import type { ExecutionTrace } from "../../model/trace.js";
import { emitModule } from "../compile/emit/emit-module.js";
import { codesIn } from "../compile/count-calls.js";
import { ownPackage } from "../compile/installation.js";
import type { Notebook } from "../notebook/contract.js";
import { recordedFacts } from "./bundles.js";

export type InputFile =
  | {
      readonly kind: "project";
      readonly path: string;
      readonly sha256: string;
      /** For a module: fingerprints of its functions by name, and of its top level under "". */
      readonly codes?: ReadonlyMap<string, string>;
    }
  /** A file of a package outside the project's own sources, by `name@version`. */
  | { readonly kind: "package"; readonly name: string }
  /** Any other file; only its last name is kept, because its folder would identify the machine. */
  | { readonly kind: "outside"; readonly path: string; readonly sha256: string };

/** By absolute path. */
export type InputFiles = ReadonlyMap<string, InputFile>;

export async function readInputs(notebooks: readonly Notebook[], root: string): Promise<InputFiles> {
  const traces = notebooks.flatMap(({ cells }) => cells.flatMap((cell) => recordedFacts(cell)?.trace ?? []));
  const loaded = new Set(traces.flatMap(({ files, modules }) => [...files, ...modules]));
  // The source of a loaded module may only name its functions.
  const named = traces.flatMap(({ functions }) => functions.map(({ module }) => module));
  const packageOf = packageNames();
  const inputs = new Map<string, InputFile>();
  for (const file of [...new Set([...loaded, ...named])].filter((each) => path.isAbsolute(each)).sort()) {
    const input = await readInput(file, root, loaded, packageOf);
    if (input !== undefined) inputs.set(file, input);
  }
  return inputs;
}

async function readInput(
  file: string,
  root: string,
  loaded: ReadonlySet<string>,
  packageOf: ReturnType<typeof packageNames>,
): Promise<InputFile | undefined> {
  const relative = path.relative(root, file);
  const isInside = relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
  const isInstalled = file.includes(`${path.sep}node_modules${path.sep}`);
  const name = await packageOf(path.dirname(file));
  if (name !== undefined && (!isInside || isInstalled || isTool(name))) return { kind: "package", name };
  // A file that the cell created and deleted has no content to record.
  const content = await readFile(file).catch(() => undefined);
  if (content === undefined) return undefined;
  const isModule = /\.[cm]?js$/.test(file);
  const hash = isModule
    ? moduleHash(content.toString("utf8"), compiledHashes(path.dirname(file)))
    : sha256(content);
  const codes = isInside && loaded.has(file) ? codesOf(file, content) : undefined;
  return isInside
    ? { kind: "project", path: relative.split(path.sep).join("/"), sha256: hash, ...(codes && { codes }) }
    : { kind: "outside", path: `(outside)/${path.basename(file)}`, sha256: hash };
}

/** The tool is one package also in its own repository: a project names the functions of its modules. */
const isTool = (name: string): boolean => name === ownPackage();

/** By the hash of the text. */
type ModuleHashes = Map<string, string>;

/**
 * A package that is compiled like this one has the hashes of its modules in module-hashes.json of its dist/: computing
 * them takes 0.15 s.
 */
const compiledHashes = memoized((folder: string): ModuleHashes => {
  const file = path.join(folder, "module-hashes.json");
  if (existsSync(file))
    return new Map(Object.entries((parseJson(readFileSync(file, "utf8")) ?? {}) as Record<string, string>));
  const parent = path.dirname(folder);
  return parent === folder ? otherHashes : compiledHashes(parent);
});
const otherHashes: ModuleHashes = new Map();

/** The hash of a module's code without comments and layout, so that neither counts as a change. */
export function moduleHash(code: string, known: ModuleHashes = otherHashes): string {
  const key = sha256(code);
  const words = () =>
    [...jsTokens(code)].map(({ type, value }) =>
      /Comment|WhiteSpace|LineTerm/.test(type) ? "" : `${value}\n`,
    );
  const hash = known.get(key) ?? sha256(words().join(""));
  known.set(key, hash);
  return hash;
}

/** Modules of the package contain theirs; those of the project get them as a kernel would add them. */
function codesOf(file: string, content: Buffer): ReadonlyMap<string, string> | undefined {
  if (!/\.[cm]?[jt]sx?$/.test(file)) return undefined;
  const text = content.toString("utf8");
  const found = codesIn(text);
  if (found !== undefined) return found;
  try {
    return codesIn(emitModule(file, text).js);
  } catch {
    // A file that does not parse now must have been different when it ran.
    return undefined;
  }
}

/** Returns a function that names the package of a folder; it reads each package.json once. */
function packageNames(): (folder: string) => Promise<string | undefined> {
  const nameOf = memoized(async (folder: string): Promise<string | undefined> => {
    const text = await readFile(path.join(folder, "package.json"), "utf8").catch(() => "");
    const parent = path.dirname(folder);
    return packageName(text) ?? (parent === folder ? undefined : nameOf(parent));
  });
  return nameOf;
}

/** A package.json without name or version only sets the module type of a folder (`{ "type": "commonjs" }`). */
function packageName(text: string): string | undefined {
  const { name, version } = (parseJson(text) ?? {}) as { name?: unknown; version?: unknown };
  return typeof name === "string" && typeof version === "string" ? `${name}@${version}` : undefined;
}

/** What a cell touched, by the names the report uses; files of packages count as their package. */
export function provenanceOf(trace: ExecutionTrace, inputs: InputFiles): Omit<Provenance, "cells"> {
  const known = (paths: readonly string[]) => paths.flatMap((file) => inputs.get(file) ?? []);
  const files = known(trace.files);
  const modules = known(trace.modules);
  const functions = trace.functions.flatMap(({ module, name }) =>
    known([module])
      .map(inputName)
      .filter((input) => !isTool(input))
      .map((input) => `${input}#${name}`),
  );
  const isPackage = ({ kind }: InputFile) => kind === "package";
  const others = (inputs: readonly InputFile[]) => inputs.filter((each) => !isPackage(each)).map(inputName);
  const reads = trace.reads?.flatMap((read): readonly DataRead[] => {
    const input = inputs.get(read.file);
    if (input === undefined || input.kind === "package") return [];
    return [{ path: input.path, ...omit(read, "file") }];
  });
  return {
    files: distinct(others(files)),
    modules: distinct(others(modules)),
    packages: distinct([...files, ...modules].filter(isPackage).map(inputName)),
    functions: distinct(functions),
    environment: distinct(trace.environment),
    ...(reads && { reads: reads.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)) }),
  };
}

/**
 * Identifies a module under either name: functions are named after their source (`src/fmt.ts`), modules after the file
 * that was loaded (`dist/fmt.js`); in a workspace, `src/money/fmt.ts` and `src/money/dist/fmt.js`.
 */
export function moduleStem(file: string): string {
  return file
    .replace(/\.[cm]?[jt]sx?$/, "")
    .replace(/^(?:src|dist|lib|build|out)\//, "")
    .replace(/\/dist\//, "/");
}

const inputName = (input: InputFile): string => (input.kind === "package" ? input.name : input.path);

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

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
import { moduleCodes } from "../compile/module-codes.js";
import { isToolCode } from "./tool.js";
import type { Notebook } from "../notebook/contract.js";
import { recordedFacts } from "./bundles.js";
import { documentedIn } from "./value-lineage/docs.js";

export type InputFile =
  | {
      readonly kind: "project";
      readonly path: string;
      readonly sha256: string;
      /** For a module: fingerprints of its functions by name, and of its top level under "". */
      readonly codes?: ReadonlyMap<string, string>;
      /** Of a module that names functions: the first sentences of their documentation. */
      readonly docs?: ReadonlyMap<string, string>;
    }
  /**
   * A file of a package outside the project's own sources, by `name@version`. The tool is a package even where its
   * sources lie in the project; then its code may change without a new version (`isLinked`).
   */
  | { readonly kind: "package"; readonly name: string; readonly isLinked?: true }
  /** Any other file; only its last name is kept, because its folder would identify the machine. */
  | { readonly kind: "outside"; readonly path: string; readonly sha256: string };

/** By absolute path. */
export type InputFiles = ReadonlyMap<string, InputFile>;

export async function readInputs(notebooks: readonly Notebook[], root: string): Promise<InputFiles> {
  const traces = notebooks.flatMap(({ cells }) => cells.flatMap((cell) => recordedFacts(cell)?.trace ?? []));
  const loaded = new Set(traces.flatMap(({ files, modules }) => [...files, ...modules]));
  // The source of a loaded module may only name its functions.
  const named = new Set(traces.flatMap(({ functions }) => functions.map(({ module }) => module)));
  const packageOf = packageOwners();
  const inputs = new Map<string, InputFile>();
  for (const file of [...new Set([...loaded, ...named])].filter((each) => path.isAbsolute(each)).sort()) {
    const input = await readInput(file, root, { loaded, named }, packageOf);
    if (input !== undefined) inputs.set(file, input);
  }
  return inputs;
}

async function readInput(
  file: string,
  root: string,
  { loaded, named }: { readonly loaded: ReadonlySet<string>; readonly named: ReadonlySet<string> },
  packageOf: ReturnType<typeof packageOwners>,
): Promise<InputFile | undefined> {
  const relative = path.relative(root, file);
  const isInside = relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
  const isInstalled = file.includes(`${path.sep}node_modules${path.sep}`);
  const owner = await packageOf(path.dirname(file));
  if (owner !== undefined) {
    const { name, version, folder } = owner;
    const full = `${name}@${version}`;
    if (!isInside || isInstalled) return { kind: "package", name: full };
    if (isToolCode(name, slashed(path.relative(folder, file))))
      return { kind: "package", name: full, isLinked: true };
  }
  // A file that the cell created and deleted has no content to record.
  const content = await readFile(file).catch(() => undefined);
  if (content === undefined) return undefined;
  const hash = inputHash(file, content);
  const codes = isInside && loaded.has(file) ? moduleCodes(file, content.toString("utf8")) : undefined;
  const docs = isInside && named.has(file) ? documentedIn(content.toString("utf8")) : undefined;
  return isInside
    ? {
        kind: "project",
        path: slashed(relative),
        sha256: hash,
        ...(codes && { codes }),
        ...(docs && { docs }),
      }
    : { kind: "outside", path: `(outside)/${path.basename(file)}`, sha256: hash };
}

const slashed = (file: string): string => file.split(path.sep).join("/");

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

/** The hash of a file of the project as the report records it. */
export function inputHash(file: string, content: Buffer): string {
  if (!/\.[cm]?js$/.test(file)) return sha256(content);
  return moduleHash(content.toString("utf8"), compiledHashes(path.dirname(file)));
}

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

interface Owner {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

/** Returns a function that finds the package of a folder; it reads each package.json once. */
function packageOwners(): (folder: string) => Promise<Owner | undefined> {
  const ownerOf = memoized(async (folder: string): Promise<Owner | undefined> => {
    const text = await readFile(path.join(folder, "package.json"), "utf8").catch(() => "");
    const { name, version } = (parseJson(text) ?? {}) as { name?: unknown; version?: unknown };
    // A package.json without name or version only sets the module type of a folder (`{ "type": "commonjs" }`).
    if (typeof name === "string" && typeof version === "string") return { name, version, folder };
    const parent = path.dirname(folder);
    return parent === folder ? undefined : ownerOf(parent);
  });
  return ownerOf;
}

/** Packages of which functions ran or modules were loaded although their code lies in the project, as `name@version`. */
export const linkedPackages = (inputs: InputFiles): readonly string[] =>
  distinct([...inputs.values()].filter((each) => "isLinked" in each).map(inputName));

/**
 * What a cell touched, by the names the report uses; files and functions of packages count as their package, so that
 * a change inside one does not change the report.
 */
export function provenanceOf(trace: ExecutionTrace, inputs: InputFiles): Omit<Provenance, "cells"> {
  const known = (paths: readonly string[]) => paths.flatMap((file) => inputs.get(file) ?? []);
  const files = known(trace.files);
  const modules = known(trace.modules);
  const isPackage = ({ kind }: InputFile) => kind === "package";
  const others = (inputs: readonly InputFile[]) => inputs.filter((each) => !isPackage(each)).map(inputName);
  const ran = known(trace.functions.map(({ module }) => module));
  const functions = trace.functions.flatMap(({ module, name }) =>
    others(known([module])).map((file) => `${file}#${name}`),
  );
  const reads = trace.reads?.flatMap((read): readonly DataRead[] => {
    const input = inputs.get(read.file);
    if (input === undefined || input.kind === "package") return [];
    return [{ path: input.path, ...omit(read, "file", "at") }];
  });
  return {
    files: distinct(others(files)),
    modules: distinct(others(modules)),
    packages: distinct([...files, ...modules, ...ran].filter(isPackage).map(inputName)),
    functions: distinct(functions),
    environment: distinct(trace.environment),
    ...(trace.varies && { varies: trace.varies }),
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

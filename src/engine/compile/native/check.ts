/**
 * All cells of all notebooks in one program of the native TypeScript, which takes a fraction of a second. It speaks for
 * tslab's own TypeScript where it finds nothing; where it finds something, tslab's has the word.
 */
import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { sha256 } from "../../../lib/hash.js";
import type { Unit } from "../chain.js";
import { compilerHash } from "../../store/own-code.js";
import { changesSince, takeFingerprint, type Fingerprint } from "../../store/fingerprint.js";
import { Store } from "../../store/store.js";
import { cellModules } from "./cell-modules.js";
import { rowTypesHash } from "../project-rows.js";
import { originalOf, writeProgram } from "./program.js";

export interface NotebookCode {
  /** Absolute path of the notebook. */
  readonly path: string;
  readonly units: readonly Unit[];
}

/** The notebooks in which it finds no error: their types are right. All others need tslab's TypeScript. */
export async function acceptedNatively(
  notebooks: readonly NotebookCode[],
  { store, signal }: { readonly store: string; readonly signal: AbortSignal },
): Promise<ReadonlySet<string>> {
  const compiler = nativeCompiler();
  if (compiler === undefined) return new Set();
  const accepted = await Promise.all(
    programsOf(notebooks).map((program) => acceptedIn(program, compiler, new Store(store), signal)),
  );
  return new Set(accepted.flat());
}

/** Notebooks of one folder are one program, but for one that changes the types of all. */
function programsOf(notebooks: readonly NotebookCode[]): readonly (readonly NotebookCode[])[] {
  const programs = new Map<string, NotebookCode[]>();
  for (const notebook of notebooks) {
    const isOfItsOwn = notebook.units.some(
      (unit) => unit.kind === "cell" && /\bdeclare\s+(?:global|module)\b/.test(unit.source),
    );
    const key = isOfItsOwn ? notebook.path : path.dirname(notebook.path);
    programs.set(key, [...(programs.get(key) ?? []), notebook]);
  }
  return [...programs.values()];
}

async function acceptedIn(
  notebooks: readonly NotebookCode[],
  compiler: string,
  store: Store,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const paths = notebooks.map((notebook) => notebook.path);
  const folder = path.dirname(paths[0] ?? "");
  const rows = rowTypesHash(folder, store.hashes.now());
  const key = sha256(JSON.stringify([compilerHash(), folder, rows, notebooks.map(({ units }) => units)]));
  if (isKnownGood(store, key)) return paths;
  const modules = new Map(notebooks.flatMap(({ units }, index) => [...cellModules(`${index}`, units)]));
  const { errors, files } = await run(compiler, folder, modules, signal);
  if (errors.length > 0) {
    // Where one file does not parse, the compiler says nothing of types: only a run without errors speaks for notebooks.
    const rest = notebooks.filter((_, index) => errors.every((file) => notebookOf(file) !== index));
    const isInCells = errors.every((file) => notebookOf(file) !== undefined);
    return isInCells && rest.length > 0 ? acceptedIn(rest, compiler, store, signal) : [];
  }
  const present = { files: store.hashes.now(), environment: {} };
  store.put("types", key, takeFingerprint({ files }, present));
  store.hashes.save();
  return paths;
}

/** TypeScript's own declarations: its version stands for them. */
const isLibrary = (file: string, compiler: string): boolean => file.startsWith(path.dirname(compiler));

/** The notebook whose cell a file is; errors elsewhere, in a module they import, may concern them all. */
function notebookOf(file: string): number | undefined {
  const index = /(?:^|[\\/])cells[\\/](\d+)-\d+\.ts$/.exec(file)?.[1];
  return index === undefined ? undefined : Number(index);
}

function isKnownGood(store: Store, key: string): boolean {
  const fingerprint = store.get("types", key) as Fingerprint | undefined;
  const present = { files: store.hashes.now(), environment: {} };
  return fingerprint !== undefined && changesSince(fingerprint, present).length === 0;
}

interface Found {
  /** The files that errors stand in, as the compiler names them; empty where one stands in none. */
  readonly errors: readonly string[];
  /** All files that it rests on. */
  readonly files: readonly string[];
}

async function run(
  compiler: string,
  folder: string,
  modules: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<Found> {
  const root = writeProgram(folder, modules);
  try {
    const given = ["-p", root, "--pretty", "false", "--listFiles"];
    const { stdout } = await promisify(execFile)(compiler, given, { cwd: root, signal, maxBuffer: 1e9 });
    const files = stdout.split(/\r?\n/).filter((line) => path.isAbsolute(line));
    return {
      errors: [],
      files: files.map(originalOf).filter((file) => !file.startsWith(root) && !isLibrary(file, compiler)),
    };
  } catch (error) {
    signal.throwIfAborted();
    // It found errors; anything else (it was killed, it cannot be started) is one that stands nowhere.
    const text = (error as { readonly stdout?: string }).stdout ?? "";
    const found = [...text.matchAll(/^(?:(.+)\(\d+,\d+\): )?error TS/gm)].map(([, file = ""]) => file);
    return { errors: found.length === 0 ? [""] : found, files: [] };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The program itself: its launcher would start a second Node. Undefined where npm has none for this machine. */
function nativeCompiler(): string | undefined {
  const own = createRequire(import.meta.url);
  try {
    const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
    const file = createRequire(own.resolve("typescript-native/package.json")).resolve(platform);
    return path.join(path.dirname(file), "lib", process.platform === "win32" ? "tsc.exe" : "tsc");
  } catch {
    return undefined;
  }
}

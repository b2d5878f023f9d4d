/**
 * All cells of all notebooks in one program of the native TypeScript, which takes a fraction of a second. It speaks for
 * tslab's own TypeScript where it finds nothing; where it finds something, tslab's has the word.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { isAlive } from "../../../lib/alive.js";
import { sha256 } from "../../../lib/hash.js";
import type { Unit } from "../chain.js";
import { compilerHash } from "../../store/own-code.js";
import { changedAfter, changesSince, takeFingerprint, type Fingerprint } from "../../store/fingerprint.js";
import { Store } from "../../store/store.js";
import { cellModules } from "./cell-modules.js";
import { PACKAGE_FOLDER } from "../installation.js";
import { rowTypesHash } from "../project-rows.js";
import { originalOf, programPrefix, writeProgram } from "./program.js";

/** No program takes so long; tslab's TypeScript checks what it cannot. */
const timeoutMs = 60_000;

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

/** What a module may say and a kernel's CommonJS cannot run: tslab's TypeScript has words for it. */
const otherFormat =
  /\bimport\s*\.\s*meta\b|\busing\s+[\w$]+\s*=|\b(?:const|let|var|function|class)\s+(?:require|exports|module)\b/;
/** What one file may say and all others then see. */
const ofAll = /\bdeclare\s+(?:global|module)\b/;

/** Notebooks of one folder are one program, but for one that changes the types of all. */
function programsOf(notebooks: readonly NotebookCode[]): readonly (readonly NotebookCode[])[] {
  const programs = new Map<string, NotebookCode[]>();
  for (const notebook of notebooks) {
    const sources = notebook.units.flatMap((unit) =>
      unit.kind === "cell" ? unit.source : Object.values(unit.expressions),
    );
    if (sources.some((source) => otherFormat.test(source))) continue;
    const isOfItsOwn = sources.some((source) => ofAll.test(source));
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
  const modules = new Map(
    notebooks.flatMap(({ units }, index) => [...cellModules({ prefix: `${index}`, folder, units })]),
  );
  const started = Date.now();
  const { errors, files } = await run(compiler, folder, modules, signal);
  if (errors.length > 0) {
    // Where one file does not parse, the compiler says nothing of types: only a run without errors speaks for notebooks.
    const rest = notebooks.filter((_, index) => errors.every((file) => notebookOf(file) !== index));
    const isInCells = errors.every((file) => notebookOf(file) !== undefined);
    return isInCells && rest.length > 0 ? acceptedIn(rest, compiler, store, signal) : [];
  }
  const own = files.filter((file) => !isInstalled(file));
  const isDoubtful = own.some((file) => isTypeScript(file) && !canBeLoaded(file, folder));
  // What one notebook imports must not speak for, or against, one that does not import it.
  if (notebooks.length > 1 && (isDoubtful || own.some((file) => ofAll.test(textOf(file)))))
    return (await Promise.all(notebooks.map((each) => acceptedIn([each], compiler, store, signal)))).flat();
  if (isDoubtful) return [];
  if (changedAfter(files, started) === undefined) {
    const present = { files: store.hashes.now(), environment: {} };
    // A module that comes or goes may be found in the place of another.
    const folders = [...new Set([folder, ...own.map((file) => path.dirname(file))])];
    store.put("types", key, takeFingerprint({ files, folders }, present));
    store.hashes.save();
  }
  return paths;
}

/** In node_modules, or of this package, wherever it lies. */
const isInstalled = (file: string): boolean =>
  file.includes(`${path.sep}node_modules${path.sep}`) ||
  file.startsWith(path.join(PACKAGE_FOLDER, "dist") + path.sep);

const isTypeScript = (file: string): boolean => /(?<!\.d)\.[cm]?tsx?$/.test(file);

/** TypeScript is allowed in the notebooks' own folder only, and becomes CommonJS. */
const canBeLoaded = (file: string, folder: string): boolean =>
  file.startsWith(folder + path.sep) && !otherFormat.test(textOf(file));

/** TypeScript's own declarations: its version stands for them. */
const isLibrary = (file: string, compiler: string): boolean => file.startsWith(path.dirname(compiler));

/** The notebook whose cell a file is; errors elsewhere, in a module they import, may concern them all. */
function notebookOf(file: string): number | undefined {
  const index = /(?:^|[\\/])cells[\\/](\d+)-\d+\.ts$/.exec(file)?.[1];
  return index === undefined ? undefined : Number(index);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
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
  sweepPrograms();
  const root = mkdtempSync(path.join(tmpdir(), `${programPrefix}${process.pid}-`));
  try {
    writeProgram(root, folder, modules);
    const given = ["-p", root, "--pretty", "false", "--listFiles"];
    const limits = { signal, maxBuffer: 1e9, timeout: timeoutMs };
    const { stdout } = await promisify(execFile)(compiler, given, { cwd: root, ...limits });
    const files = stdout.split(/\r?\n/).filter((line) => path.isAbsolute(line));
    return {
      errors: [],
      files: files.map(originalOf).filter((file) => !file.startsWith(root) && !isLibrary(file, compiler)),
    };
  } catch (error) {
    signal.throwIfAborted();
    // It found errors; anything else (the disk is full, it cannot be started) is one that stands nowhere.
    const text = (error as { readonly stdout?: string }).stdout ?? "";
    const found = [...text.matchAll(/^(?:(.+)\(\d+,\d+\): )?error TS/gm)].map(([, file = ""]) => file);
    return { errors: found.length === 0 ? [""] : found, files: [] };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Removes what commands that were killed have left. */
function sweepPrograms(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(programPrefix) ? Number.parseInt(name.slice(programPrefix.length), 10) : NaN;
    if (!Number.isNaN(pid) && !isAlive(pid))
      rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
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

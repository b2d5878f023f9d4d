/**
 * The only file that uses tslab's internals; verified with 1.0.22.
 *
 * It needs only `tslab/dist/executor`, which wraps a cell's JavaScript, runs it and gives it a `require`. Two of its
 * dependencies would load TypeScript and zeromq (0.3 s, 90 MB): `dist/metadata`, which looks for `@module` in comments,
 * and `dist/public`, the module that cells import as "tslab". Substitutes are put into the module cache before the
 * executor is loaded.
 */
import Module, { createRequire } from "node:module";
import path from "node:path";

const own = createRequire(import.meta.url);

export interface TslabExecutor {
  /** False if it threw; `fail` of the options has received the error. */
  execute(source: string): Promise<boolean>;
  /** Rejects the pending wait for a cell's promise. */
  interrupt(): void;
}

export interface TslabOptions {
  readonly folder: string;
  /** Compiles the source that is being executed; undefined executes nothing. */
  readonly convert: (source: string) => { readonly js: string; readonly awaits: boolean } | undefined;
  readonly fail: (thrown: unknown) => void;
  /** The module that cells import as "tslab". */
  readonly publicModule: object;
}

/** The object `globalThis.__tslab__` used by emitted code; the executor adds `exports` and `require`. */
export type TslabGlobal = Record<string, unknown> & { require: NodeJS.Require };

interface ExecutorModule {
  readonly createExecutor: (
    rootDir: string,
    converters: { node: object; browser: object; close: () => void },
    output: { log: (value: unknown) => void; error: (value: unknown) => void },
  ) => TslabExecutor;
}

export const publicModuleFile = own.resolve("tslab/dist/public");

export function tslabVersions(): { tslab: string; typescript: string; node: string } {
  const version = (from: NodeJS.Require, name: string): string =>
    (from(`${name}/package.json`) as { version: string }).version;
  return {
    tslab: version(own, "tslab"),
    typescript: version(createRequire(publicModuleFile), "@tslab/typescript-for-tslab"),
    node: process.version,
  };
}

function publicModuleOf(folder: string): string | undefined {
  try {
    return createRequire(path.join(folder, "cell.js")).resolve("tslab");
  } catch {
    return undefined;
  }
}

/** A module that is loaded without its file. */
export function loadedAs(file: string, exports: object): Module {
  return Object.assign(new Module(file), { filename: file, paths: [], loaded: true, exports });
}

function substitute(file: string, exports: object): void {
  // eslint-disable-next-line local/lookups -- Node's table inherits nothing
  own.cache[file] = loadedAs(file, exports);
}

/** The `@module` name in the leading comments, which `dist/metadata` finds with TypeScript. */
function moduleName(source: string): string | undefined {
  const comments = /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*/.exec(source)?.[0] ?? "";
  return /\/\*\*[^]*?@module\s+([\w./-]+)/.exec(comments)?.[1];
}

export function createTslabExecutor(options: TslabOptions): { executor: TslabExecutor; global: TslabGlobal } {
  substitute(publicModuleFile, options.publicModule);
  // ES modules bypass the CommonJS loader and resolve "tslab" to the copy in the notebook's folder, if any.
  const copy = publicModuleOf(options.folder);
  if (copy !== undefined) substitute(copy, options.publicModule);
  substitute(own.resolve("tslab/dist/metadata"), {
    getCodeMetadata: (source: string) => ({ module: moduleName(source) }),
  });
  const { createExecutor } = own("tslab/dist/executor") as ExecutorModule;
  const converter = {
    convert: (_declarations: string, source: string) => {
      const { js = "", awaits = false } = options.convert(source) ?? {};
      return { output: js, declOutput: "", hasToplevelAwait: awaits, diagnostics: [] };
    },
    addModule: (name: string) => {
      options.fail(
        new Error(
          `Cells marked @module are not supported. Move ${name} to a file, ${path.join(".", `${name}.ts`)}, and import it.`,
        ),
      );
      return [];
    },
  };
  const executor = createExecutor(
    options.folder,
    { node: converter, browser: converter, close: () => undefined },
    { log: () => undefined, error: options.fail },
  );
  return { executor, global: (globalThis as unknown as { __tslab__: TslabGlobal }).__tslab__ };
}

/**
 * The only file of the kernel that touches tslab's insides; recorded against 1.0.22.
 *
 * `tslab/dist/executor` is what is wanted: it wraps a cell's JavaScript, runs it and gives it a `require`. Two modules
 * it needs would load TypeScript and zeromq (0.3 s, 90 MB): `dist/metadata`, which looks for `@module` in comments, and
 * `dist/public`, which is what a cell that imports "tslab" gets. Others stand in for them in the module cache before the
 * executor is loaded.
 */
import Module, { createRequire } from "node:module";
import path from "node:path";

const own = createRequire(import.meta.url);

export interface Converted {
  readonly output: string;
  readonly declOutput: string;
  readonly hasToplevelAwait: boolean;
  readonly diagnostics: readonly never[];
}

export interface TslabExecutor {
  /** False: it threw, and `fail` of the options has been given what was thrown. */
  execute(source: string): Promise<boolean>;
  /** Rejects the wait for a cell's promise. */
  interrupt(): void;
}

export interface TslabOptions {
  readonly folder: string;
  /** JavaScript of the source that is executed just now. */
  readonly convert: (source: string) => Converted;
  readonly fail: (thrown: unknown) => void;
  /** What a cell that imports "tslab" gets. */
  readonly publicModule: object;
}

/** What emitted code finds on `globalThis.__tslab__`; the executor puts `exports` and `require` there. */
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

function substitute(file: string, exports: object): void {
  const module = new Module(file);
  module.filename = file;
  module.paths = [];
  module.loaded = true;
  module.exports = exports;
  // eslint-disable-next-line house/lookups -- Node's table inherits nothing
  own.cache[file] = module;
}

/** Names in the comments before the code, as `dist/metadata` finds them by TypeScript. */
function moduleName(source: string): string | undefined {
  const comments = /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*/.exec(source)?.[0] ?? "";
  return /\/\*\*[^]*?@module\s+([\w./-]+)/.exec(comments)?.[1];
}

export function createTslabExecutor(options: TslabOptions): { executor: TslabExecutor; global: TslabGlobal } {
  substitute(publicModuleFile, options.publicModule);
  // ES modules resolve "tslab" past the loader of CommonJS, to the copy of the notebook's folder if there is one.
  const copy = publicModuleOf(options.folder);
  if (copy !== undefined) substitute(copy, options.publicModule);
  substitute(own.resolve("tslab/dist/metadata"), {
    getCodeMetadata: (source: string) => ({ module: moduleName(source) }),
  });
  const { createExecutor } = own("tslab/dist/executor") as ExecutorModule;
  const converter = {
    convert: (_declarations: string, source: string) => options.convert(source),
    addModule: (name: string) => {
      options.fail(
        new Error(
          `This kernel does not know cells marked @module: put ${name} into a file, ${path.join(".", `${name}.ts`)}, and import it.`,
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

/** Executes cells one after another as the kernel does, and the same code as one strict TypeScript module. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { inspect } from "node:util";
import vm from "node:vm";
import { afterAll } from "vitest";
import { createCellChecker } from "../../../../src/engine/compile/checker.js";
import type { CellChecker, CellCheck } from "../../../../src/engine/compile/contract.js";
import {
  emitCell,
  type EmitCellOptions,
  type EmittedCell,
} from "../../../../src/engine/compile/emit/emit-cell.js";
import { createScopes, type Scopes } from "../../../../src/engine/compile/scopes.js";
import { loadTypeScript } from "../../../../src/engine/compile/typescript.js";

const folders: string[] = [];
afterAll(() => {
  delete (globalThis as Runtime).__tslab__;
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "cells-")));
  folders.push(folder);
  return folder;
}

type Runtime = { __tslab__?: Scopes["runtime"]; __probe__?: (thunks: readonly (() => unknown)[]) => void };

export interface Compiler extends CellChecker {
  readonly folder: string;
}

export interface Session {
  readonly compiler: Compiler;
  readonly declarations: string;
  readonly scopes: Scopes;
  check(source: string): CellCheck;
  emit(source: string): EmittedCell;
  /** What a cell or expression needs to know of the cells before it. */
  readonly surroundings: EmitCellOptions;
  /** The value of the final expression; throws what the cell throws. */
  run(source: string): Promise<unknown>;
  /** The same, its types checked before; throws the first diagnostic. */
  execute(source: string): Promise<unknown>;
}

export function startSession(compiler: Compiler): Session {
  const scopes = createScopes();
  let declarations = "";
  const session: Session = {
    compiler,
    scopes,
    get declarations() {
      return declarations;
    },
    get surroundings() {
      return { earlier: Object.keys(scopes.locals), canLoad: () => true };
    },
    check: (source) => compiler.check(declarations, source),
    emit: (source) => emitCell(source, session.surroundings),
    async run(source) {
      const cell = session.emit(source);
      if (cell.js === "") return undefined;
      (globalThis as Runtime).__tslab__ = scopes.runtime;
      try {
        await runBody(cell, compiler.folder);
      } catch (error) {
        scopes.discard();
        throw error;
      }
      return scopes.commit();
    },
    async execute(source) {
      const found = session.check(source);
      if (found.status === "rejected") {
        throw new Error(found.diagnostics.map(({ code, message }) => `TS${code}: ${message}`).join("\n"));
      }
      const value = await session.run(source);
      declarations = found.declarations;
      return value;
    },
  };
  return session;
}

export async function runBody(
  { js, awaits }: Pick<EmittedCell, "js" | "awaits">,
  folder: string,
): Promise<void> {
  const body = vm.runInThisContext(`(${awaits ? "async " : ""}function (exports, require) { ${js}\n})`, {
    filename: "cell.js",
  }) as (exports: object, require: NodeJS.Require) => unknown;
  await body.call(undefined, {}, createRequire(path.join(folder, "cell.js")));
}

const probeCell = (probes: readonly string[]): string =>
  `declare function __probe__(thunks: (() => unknown)[]): void;\n` +
  `__probe__([${probes.map((probe) => `async () => (${probe})`).join(",\n")}]);`;

/** What each probe gave, as text, so that values of two worlds compare. */
async function collect(run: () => Promise<unknown>): Promise<readonly string[]> {
  let thunks: readonly (() => unknown)[] = [];
  (globalThis as Runtime).__probe__ = (given) => {
    thunks = given;
  };
  await run();
  return Promise.all(
    thunks.map(async (thunk) => {
      try {
        return inspect(await thunk(), { depth: 5, getters: true });
      } catch (error) {
        return error instanceof Error ? `${error.name}: ${error.message}` : `thrown ${inspect(error)}`;
      }
    }),
  );
}

export async function executeAsCells(
  compiler: Compiler,
  cells: readonly string[],
  probes: readonly string[],
  how: "execute" | "run" = "execute",
): Promise<readonly string[]> {
  const session = startSession(compiler);
  return collect(async () => {
    for (const cell of [...cells, probeCell(probes)]) await session[how](cell);
  });
}

export async function executeAsModule(
  folder: string,
  cells: readonly string[],
  probes: readonly string[],
): Promise<readonly string[]> {
  const ts = loadTypeScript();
  const { outputText } = ts.transpileModule([...cells, probeCell(probes), "export {};"].join("\n"), {
    fileName: "module.ts",
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
      experimentalDecorators: true,
    },
  });
  return collect(() => runBody({ js: outputText, awaits: true }, folder));
}

export function newCompiler(folder = temporaryFolder(), store?: string): Compiler {
  return { folder, ...createCellChecker({ folder, store }) };
}

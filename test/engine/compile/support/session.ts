/** Executes cells one after another as the kernel does, and the same code as one strict TypeScript module. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { inspect } from "node:util";
import vm from "node:vm";
import { afterAll } from "vitest";
import { createCellCompiler } from "../../../../src/engine/compile/compiler.js";
import type { CellCompiler, CompiledCell, Compilation } from "../../../../src/engine/compile/contract.js";
import { createScopes, type Scopes } from "../../../../src/engine/compile/scopes.js";
import { loadTypeScript } from "../../../../src/engine/compile/typescript.js";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "cells-")));
  folders.push(folder);
  return folder;
}

type Runtime = { __tslab__?: Scopes["runtime"]; __probe__?: (thunks: readonly (() => unknown)[]) => void };

export interface Session {
  readonly compiler: CellCompiler;
  readonly declarations: string;
  readonly scopes: Scopes;
  compile(source: string): Compilation;
  /** The value of the final expression; throws what the cell throws, or its first diagnostic. */
  execute(source: string): Promise<unknown>;
}

export function startSession(compiler: CellCompiler): Session {
  const scopes = createScopes();
  let declarations = "";
  return {
    compiler,
    scopes,
    get declarations() {
      return declarations;
    },
    compile: (source) => compiler.compile(declarations, source),
    async execute(source) {
      const cell = compiler.compile(declarations, source);
      if (cell.status === "rejected") {
        throw new Error(cell.diagnostics.map(({ code, message }) => `TS${code}: ${message}`).join("\n"));
      }
      if (cell.js === "") {
        declarations = cell.declarations;
        return undefined;
      }
      (globalThis as Runtime).__tslab__ = scopes.runtime;
      try {
        await runBody(cell, compiler.folder);
      } catch (error) {
        scopes.discard();
        throw error;
      }
      declarations = cell.declarations;
      return scopes.commit();
    },
  };
}

export async function runBody(
  { js, awaits }: Pick<CompiledCell, "js" | "awaits">,
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
  compiler: CellCompiler,
  cells: readonly string[],
  probes: readonly string[],
): Promise<readonly string[]> {
  const session = startSession(compiler);
  return collect(async () => {
    for (const cell of [...cells, probeCell(probes)]) await session.execute(cell);
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

export function newCompiler(folder = temporaryFolder(), store?: string): CellCompiler {
  return createCellCompiler({ folder, store });
}

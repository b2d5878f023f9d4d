/** Executes cells in order as the kernel does, and the same code as one strict TypeScript module. */
import { createRequire } from "node:module";
import path from "node:path";
import { inspect } from "node:util";
import vm from "node:vm";
import { afterAll } from "vitest";
import ts from "typescript";
import { CellSession } from "../../../../../src/briefing/engine/compile/cell-session.js";
import type { Diagnostic } from "../../../../../src/briefing/engine/compile/contract.js";
import {
  emitCell,
  type EmitCellOptions,
  type EmittedCell,
} from "../../../../../src/briefing/engine/compile/emit/emit-cell.js";
import { createScopes, type Scopes } from "../../../../../src/briefing/engine/compile/scopes.js";
import {
  openFolderTypes,
  type FolderTypes,
} from "../../../../../src/briefing/engine/compile/folder-types.js";
import { temporaryFolder } from "../../../../support/temporary.js";

afterAll(() => {
  delete (globalThis as Runtime).__tslab__;
});

type Runtime = { __tslab__?: Scopes["runtime"]; __probe__?: (thunks: readonly (() => unknown)[]) => void };

export interface Session {
  readonly folder: string;
  readonly types: CellSession;
  readonly scopes: Scopes;
  emit(source: string): EmittedCell;
  /** What a cell or expression needs to know about earlier cells. */
  readonly surroundings: EmitCellOptions;
  /** The value of the final expression; throws what the cell throws. */
  run(source: string): Promise<unknown>;
  /** As `run`, after checking types; throws the first diagnostic. */
  execute(source: string): Promise<unknown>;
}

export function startSession(compiler: FolderTypes): Session {
  const { folder } = compiler;
  const types = new CellSession(folder, compiler);
  const scopes = createScopes();
  let cells = 0;
  const session: Session = {
    folder,
    types,
    scopes,
    get surroundings() {
      return { earlier: Object.keys(scopes.locals), canLoad: () => true };
    },
    emit: (source) => emitCell(source, session.surroundings),
    async run(source) {
      const cell = session.emit(source);
      if (cell.js === "") return undefined;
      (globalThis as Runtime).__tslab__ = scopes.runtime;
      try {
        await runBody(cell, folder);
      } catch (error) {
        scopes.discard();
        throw error;
      }
      cells += 1;
      return scopes.commit(cells);
    },
    async execute(source) {
      const found = await types.check(source);
      if (found.length > 0) throw new Error(inWords(found));
      const value = await session.run(source);
      types.declare(source);
      return value;
    },
  };
  return session;
}

const inWords = (found: readonly Diagnostic[]): string =>
  found.map(({ code, message }) => `TS${code}: ${message}`).join("\n");

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

/** The results of each probe, as text, so that values of two realms compare. */
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
  compiler: FolderTypes,
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

const compilers: FolderTypes[] = [];
afterAll(() => Promise.all(compilers.map(({ server }) => server.close())));

export function newCompiler(folder = temporaryFolder()): FolderTypes {
  const types = openFolderTypes(folder);
  if (types === undefined) throw new Error("TypeScript 7 is not installed for this machine.");
  compilers.push(types);
  return types;
}

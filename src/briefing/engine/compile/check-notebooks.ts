/** Checks the types of whole notebooks: all cells and expressions of a folder at once. Passed checks are remembered. */
import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { parseJson } from "../../lib/parse-json.js";
import { Store } from "../store/store.js";
import { isOfProject } from "./cell-options.js";
import { CellModules, readCell, type Cell } from "./cell-modules.js";
import type { Diagnostic, NotebookCode, NotebookResult, Unit, UnitResult } from "./contract.js";
import { checkedExpressions, type Expressions } from "./expressions.js";
import { openFolderTypes, nearestInstalled, type FolderTypes } from "./folder-types.js";
import { PACKAGE_FOLDER } from "../store/installation.js";
import { sha256 } from "../../lib/hash.js";
import { longestMs, settlesWithin } from "../../lib/waiting.js";
import { keep, recall, type Reads } from "../store/fingerprint.js";
import { compilerHash } from "../store/own-code.js";
import { isInstalled, type LocalModules } from "./local-modules.js";
import { rowTypesHash } from "./row-types.js";

/** By path of the notebook. */
type Checked = ReadonlyMap<string, NotebookResult>;

export interface NotebookTypes {
  /** Undefined if npm has no TypeScript 7 for this machine: nothing can be checked. */
  check(notebooks: readonly NotebookCode[], signal: AbortSignal): Promise<Checked | undefined>;
  close(): Promise<void>;
}

/** Units open at once: the time to open them grows with the square of their number. */
const maxUnits = 80;
/** Declarations in one file that all others see. */
const globals = /\bdeclare\s+(?:global|module)\b/;

export function openNotebookTypes(cacheFolder: string): NotebookTypes {
  const store = new Store(cacheFolder);
  const folders = new Map<string, FolderTypes>();
  const typesOf = (key: string, folder: string): FolderTypes | undefined => {
    const types = folders.get(key) ?? openFolderTypes(folder);
    if (types !== undefined) folders.set(key, types);
    return types;
  };

  return {
    async check(notebooks, signal) {
      const began = performance.now();
      const files = store.hashes.now();
      const keyOf = ({ path: file, text }: NotebookCode): string => {
        const folder = path.dirname(file);
        const types = [rowTypesHash(folder, files), isOfProject(folder)];
        return sha256(JSON.stringify([compilerHash(), folder, ...types, text]));
      };
      const results = new Map<string, NotebookResult>();
      const groups = new Map<FolderTypes, ReadNotebook[]>();
      for (const code of notebooks) {
        if (recall(store, "types", keyOf(code), files) === true) {
          results.set(code.path, "right");
          continue;
        }
        const notebook = read(code);
        if (notebook.units.length === 0) {
          results.set(code.path, code.isSound() ? "right" : []);
          continue;
        }
        const folder = path.dirname(code.path);
        const shared = typesOf(folder, folder);
        const types = shared && declaresGlobals(notebook, shared) ? typesOf(code.path, folder) : shared;
        if (types === undefined) return undefined;
        groups.set(types, [...(groups.get(types) ?? []), notebook]);
      }
      signal.throwIfAborted();
      const checkGroup = async (types: FolderTypes, group: readonly ReadNotebook[]): Promise<void> => {
        for (const some of inParts(group)) {
          const started = Date.now();
          const found = await checkTogether(types, some, began);
          const ofLibrary = types.local.reachedFrom(path.join(library, "-"), libraryImports);
          for (const [index, notebook] of some.entries()) {
            const units = found[index] ?? [];
            const isRight = units.every(isAccepted) && notebook.code.isSound();
            results.set(notebook.code.path, isRight ? "right" : units);
            if (!isRight) continue;
            const reads = readsOf(notebook, types.local, ofLibrary);
            keep(store, "types", keyOf(notebook.code), { value: true, reads, since: started });
          }
        }
      };
      const checked = Promise.all([...groups].map((group) => checkGroup(...group)));
      // Nothing but this timer keeps the program alive meanwhile.
      await settlesWithin(checked, longestMs, signal);
      await checked;
      return results;
    },
    async close() {
      await Promise.all([...folders.values()].map(({ server }) => server.close()));
    },
  };
}

export const isAccepted = (result: UnitResult): boolean =>
  result.kind === "cell" ? result.diagnostics.length === 0 : Object.keys(result.rejected).length === 0;

interface ReadNotebook {
  readonly code: NotebookCode;
  readonly units: readonly ReadUnit[];
}

interface ReadUnit {
  readonly unit: Unit;
  readonly cell: Cell;
  readonly expressions: Expressions | undefined;
}

function read(code: NotebookCode): ReadNotebook {
  return {
    code,
    units: code.plan().map((unit) => {
      const expressions = unit.kind === "cell" ? undefined : checkedExpressions(unit.expressions);
      const source = unit.kind === "cell" ? unit.source : (expressions?.source ?? "");
      return { unit, cell: readCell(source), expressions };
    }),
  };
}

/** Whether it can change the types of other notebooks in its folder. */
const declaresGlobals = ({ code, units }: ReadNotebook, { local }: FolderTypes): boolean =>
  units.some(
    ({ cell: { source, imports } }) =>
      globals.test(source) ||
      local
        .reachedFrom(code.path, imports)
        .some((each) => !each.startsWith(library + path.sep) && globals.test(local.read(each).text)),
  );

function inParts(notebooks: readonly ReadNotebook[]): readonly (readonly ReadNotebook[])[] {
  const parts: ReadNotebook[][] = [];
  let size = Infinity;
  for (const notebook of notebooks) {
    size += notebook.units.length;
    if (size <= maxUnits) parts.at(-1)?.push(notebook);
    else {
      parts.push([notebook]);
      size = notebook.units.length;
    }
  }
  return parts;
}

/**
 * A rejected cell declares nothing: the cells after it are checked again without it, and what is wrong with them only
 * then follows from its errors.
 */
async function checkTogether(
  types: FolderTypes,
  notebooks: readonly ReadNotebook[],
  began: number,
): Promise<readonly (readonly UnitResult[])[]> {
  const all = notebooks.flatMap(({ units }) => units);
  const rejected = new Set<ReadUnit>();
  let own: ReadonlyMap<ReadUnit, readonly Diagnostic[]> | undefined;
  for (;;) {
    let number = 0;
    const modules = notebooks.flatMap(({ units }) => {
      const cells = new CellModules(types.folder);
      return units.map((unit) => {
        const module = cells.moduleOf(unit.cell, number++);
        if (declares(unit) && !rejected.has(unit)) cells.declare(module);
        return module;
      });
    });
    const found = await types.check(modules, { began });
    const errorsOf = new Map(all.map((unit, index) => [unit, found[index] ?? []]));
    own ??= errorsOf;
    const isNew = all.filter(
      (unit) => errorsOf.get(unit)?.length !== 0 && declares(unit) && !rejected.has(unit),
    );
    if (isNew.length === 0) {
      const causes = own;
      const errorsIn = (unit: ReadUnit) => withCauses(causes.get(unit) ?? [], errorsOf.get(unit) ?? []);
      return notebooks.map(({ units }) => units.map((each) => resultOf(each, errorsIn(each))));
    }
    for (const unit of isNew) rejected.add(unit);
  }
}

/** The errors of a unit when all cells declare something, and those that are added because some do not. */
function withCauses(causes: readonly Diagnostic[], errors: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyOf = ({ code, start, message }: Diagnostic): string =>
    JSON.stringify([code, start.line, start.column, message]);
  const known = new Set(causes.map(keyOf));
  const added = errors.filter((error) => !known.has(keyOf(error)));
  return [...causes, ...added.map((error) => ({ ...error, follows: true as const }))];
}

const declares = ({ unit, cell }: ReadUnit): boolean =>
  unit.kind === "cell" && unit.effect === "declares" && cell.declared.size > 0;

const resultOf = ({ expressions }: ReadUnit, errors: readonly Diagnostic[]): UnitResult =>
  expressions === undefined
    ? { kind: "cell", diagnostics: errors }
    : { kind: "expressions", rejected: expressions.rejectedBy(errors) };

const library = path.join(PACKAGE_FOLDER, "dist");
/** The package's modules that notebooks import. */
const libraryImports = ["./index.js", "./vega-lite.js"].map((specifier) => ({ specifier, start: 0, end: 0 }));

/** What the types of a notebook depend on besides its code. */
function readsOf({ code, units }: ReadNotebook, local: LocalModules, ofLibrary: readonly string[]): Reads {
  const folder = path.dirname(code.path);
  const imports = units.flatMap(({ cell }) => cell.imports);
  const own = local.reachedFrom(code.path, imports);
  const specifiers = [...imports, ...own.flatMap((each) => local.read(each).imports)];
  const installed = [
    ...specifiers.flatMap(({ specifier }) => packageFile(specifier) ?? []),
    // npm's own list of installed packages.
    ".package-lock.json",
  ].flatMap((name) => nearestInstalled(folder, name) ?? []);
  const linked = specifiers.flatMap(({ specifier }) => linkedDeclarations(folder, specifier, local));
  return {
    files: [...new Set([...own, ...ofLibrary, ...installed, ...linked])],
    // Adding or removing a module can change how an import resolves.
    folders: [folder, ...own.map((each) => path.dirname(each))],
  };
}

/** The declarations of a package that a workspace links: they change without a new version. */
function linkedDeclarations(folder: string, specifier: string, local: LocalModules): readonly string[] {
  const name = packageFile(specifier);
  const file = name && nearestInstalled(folder, name);
  const description = file && realpathSync(file);
  if (!description || isInstalled(description)) return [];
  const { types } = (parseJson(readFileSync(description, "utf8")) ?? {}) as { readonly types?: unknown };
  if (typeof types !== "string") return [];
  const entry = { specifier: `./${types.replace(/\.d\.ts$/, ".js")}`, start: 0, end: 0 };
  return local.reachedFrom(description, [entry]);
}

/** The file that changes with the package of an import; undefined if the import is not of a package. */
function packageFile(specifier: string): string | undefined {
  const [name] = /^(?:@[^/]+\/)?[^@./:][^/:]*/.exec(specifier) ?? [];
  return name && path.join(name, "package.json");
}

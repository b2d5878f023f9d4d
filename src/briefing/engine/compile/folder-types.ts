/** TypeScript's diagnostics for the cells of one folder, by a separate server: folders must not share files. */
import { memoized } from "../../lib/once.js";
import type { CellModule } from "./cell-modules.js";
import type { Diagnostic } from "./contract.js";
import { errorsOfCell, errorsOfModule, isMissingModule } from "./diagnostics.js";
import { findTypeScript, ownPackageFolder, PACKAGE_FOLDER, ROWS_FILE } from "../store/installation.js";
import { LanguageServer, type Request, type Project } from "./language-server.js";
import { LocalModules } from "./local-modules.js";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { foldersUpwards } from "../../lib/folders-upwards.js";
import { projectRows } from "./row-types.js";
import { compilerOptionsOf } from "./cell-options.js";
import { TablesInWords } from "./tables-in-words.js";

/** Undefined if npm has no TypeScript 7 for this machine: nothing can be checked. */
export function openFolderTypes(folder: string): FolderTypes | undefined {
  const executable = findTypeScript();
  return executable === undefined ? undefined : new FolderTypes(folder, executable);
}

export class FolderTypes {
  readonly folder: string;
  readonly local: LocalModules;
  readonly server: LanguageServer;

  constructor(folder: string, executable: string) {
    this.folder = folder;
    this.local = new LocalModules(folder);
    this.server = new LanguageServer(executable);
  }

  /** The errors of the requested modules, in order, given all modules; `began`: when the whole check started. */
  async check(
    modules: readonly CellModule[],
    { requested = modules, began }: { readonly requested?: readonly CellModule[]; readonly began: number },
  ): Promise<readonly (readonly Diagnostic[])[]> {
    const isOld = this.server.isOlderThan(began);
    const errors = () =>
      this.ask(modules, (request) => {
        const inWords = new TablesInWords(
          request,
          this.folder,
          () => projectRows(this.folder, existsSync),
          modules,
        );
        const errorsOf = memoized((file: string) => errorsOfModule({ request, inWords }, file, this));
        return Promise.all(
          requested.map((module) => errorsOfCell({ request, inWords }, module, this.local, errorsOf)),
        );
      });
    const found = await errors();
    // A module or package may have appeared since TypeScript failed to find it; only a new process looks again.
    if (!isOld || !found.flat().some(isMissingModule)) return found;
    await this.server.close();
    return errors();
  }

  ask<Result>(modules: readonly CellModule[], work: (request: Request) => Promise<Result>): Promise<Result> {
    const files = modules.flatMap(({ file, cell }) => this.local.reachedFrom(file, cell.imports));
    return this.server.ask(projectOf(this.folder, modules), this.local.changes(files), work);
  }
}

const library = path.join(PACKAGE_FOLDER, "dist");

/** tslab types `display.raw` for strings and bytes only, although a JSON MIME type needs the object itself. */
const TYPED_FOR_STRINGS = "raw(contentType: string, b: string | Uint8Array): any;";
const TYPED_FOR_OBJECTS = "raw(contentType: string, b: string | Uint8Array | object): any;";
const tslabFile = "__tslab__.d.ts";
const tablesFile = "__tables__.d.ts";

function projectOf(folder: string, modules: readonly CellModule[]): Project {
  const rows = path.dirname(ROWS_FILE);
  const tslab = path.join(ownPackageFolder("tslab") ?? "", "dist/public.d.ts");
  const cells = modules.map(({ file, text }) => [file, text] as const);
  return {
    folder,
    compilerOptions: {
      ...compilerOptionsOf(folder),
      paths: {
        briefing: [path.join(library, "index.d.ts")],
        "briefing/*": [path.join(library, "*.d.ts")],
        // Row types of other packages do not add tables to the project.
        "briefing/tables": [path.join(folder, tablesFile)],
        tslab: [path.join(folder, tslabFile)],
        ...installedHere(folder, "briefing-collaboration"),
        ...installedHere(folder, "danfojs-node"),
      },
    },
    roots: [typesOfNode(folder)],
    texts: new Map([
      // A separate project; otherwise the one around the package would be loaded.
      [path.join(rows, "tsconfig.json"), ownProject],
      [ROWS_FILE, projectRows(folder, existsSync)],
      [path.join(folder, globalsFile), globalDeclarations],
      [path.join(folder, tablesFile), "export interface Tables {}\n"],
      [
        path.join(folder, tslabFile),
        readFileSync(tslab, "utf8").replace(TYPED_FOR_STRINGS, TYPED_FOR_OBJECTS),
      ],
      ...cells,
    ]),
  };
}

const ownProject = JSON.stringify({
  compilerOptions: { noLib: true, noResolve: true, types: [], resolveJsonModule: true },
  files: ["rows.d.ts", "tsconfig.json"],
});

/** The nearest package of that name installed in a folder or above it. */
export function nearestInstalled(folder: string, name: string): string | undefined {
  return foldersUpwards(folder)
    .map((each) => path.join(each, "node_modules", name))
    .find((file) => existsSync(file));
}

/** For a package that a folder lacks: the one installed with the command. */
function installedHere(folder: string, name: string): Readonly<Record<string, readonly string[]>> {
  const own = ownPackageFolder(name);
  const usesOwn = own !== undefined && nearestInstalled(folder, name) === undefined;
  return usesOwn ? { [name]: [own] } : {};
}

const typesOfNode = (folder: string): string =>
  nearestInstalled(folder, "@types/node/index.d.ts") ??
  path.join(ownPackageFolder("@types/node") ?? "", "index.d.ts");

/** The kernel's additions to Node's globals, for both compilers that check cells. */
const globalsFile = "__kernel__.d.ts";

const globalDeclarations = `
/**
 * Prompts the user who executes the cell and waits for the input; an empty one returns the suggestion.
 * Throws if no user is present, as in \`briefing build\`.
 */
declare function prompt(message?: string, suggestion?: string): string;
/** Asks the user who executes the cell a yes-or-no question. */
declare function confirm(message?: string): boolean;
`;

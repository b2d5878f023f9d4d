/** What TypeScript says of the cells of one folder, by a server of its own: what one folder reads, another must not. */
import { memoized } from "../../lib/once.js";
import type { CellModule } from "./cell-modules.js";
import { projectOf } from "./cell-project.js";
import type { Diagnostic } from "./contract.js";
import { errorsOfCell, errorsOfModule, isMissingModule } from "./diagnostics.js";
import { findTypeScript } from "./installation.js";
import { LanguageServer, type Request } from "./language-server.js";
import { LocalModules } from "./local-modules.js";

/** Undefined where npm has no TypeScript 7 for this machine: nothing can be said. */
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

  /** The errors of the modules asked for, in their order, among all that there are; `began`: when the whole check did. */
  async check(
    modules: readonly CellModule[],
    { asked = modules, began }: { readonly asked?: readonly CellModule[]; readonly began: number },
  ): Promise<readonly (readonly Diagnostic[])[]> {
    const isOld = this.server.isOlderThan(began);
    const found = await this.#errorsOf(modules, asked);
    // A module or package may have appeared since TypeScript failed to find it; only a new process looks for it again.
    if (!isOld || !found.flat().some(isMissingModule)) return found;
    await this.server.close();
    return this.#errorsOf(modules, asked);
  }

  /** Asks whatever else there is to know. */
  ask<Result>(modules: readonly CellModule[], work: (request: Request) => Promise<Result>): Promise<Result> {
    const files = modules.flatMap(({ file, cell }) => this.local.reachedFrom(file, cell.imports));
    return this.server.ask(projectOf(this.folder, modules), this.local.changes(files), work);
  }

  #errorsOf(
    modules: readonly CellModule[],
    asked: readonly CellModule[],
  ): Promise<readonly (readonly Diagnostic[])[]> {
    return this.ask(modules, (request) => {
      const errorsOf = memoized((file: string) => errorsOfModule(request, file, this));
      return Promise.all(asked.map((module) => errorsOfCell(request, module, this.local, errorsOf)));
    });
  }
}

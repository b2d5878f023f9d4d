/** The notebooks whose types are right, found again as long as nothing that this depends on has changed. */
import path from "node:path";
import { sha256 } from "../../lib/hash.js";
import { keep, recall } from "../store/fingerprint.js";
import { compilerHash } from "../store/own-code.js";
import type { Store } from "../store/store.js";
import { nearestInstalled } from "./cell-project.js";
import type { NotebookCode, Unit } from "./contract.js";
import { PACKAGE_FOLDER } from "./installation.js";
import type { Import, LocalModules } from "./local-modules.js";
import { rowTypesHash } from "./row-types.js";

const library = path.join(PACKAGE_FOLDER, "dist");
/** What notebooks import of the package. */
const libraryImports = ["./index.js", "./vega-lite.js"].map((specifier) => ({ specifier, start: 0, end: 0 }));

export class KnownTypes {
  readonly #store: Store;
  readonly #files;

  constructor(store: Store) {
    this.#store = store;
    this.#files = store.hashes.now();
  }

  isRight({ path: file, units }: NotebookCode): boolean {
    return recall(this.#store, "types", this.#keyOf(file, units), this.#files) === true;
  }

  /** `since`: when its check began. */
  remember(
    { path: file, units }: NotebookCode,
    { imports, local }: { readonly imports: readonly Import[]; readonly local: LocalModules },
    since: number,
  ): void {
    const folder = path.dirname(file);
    const own = local.reachedFrom(file, imports);
    const ofLibrary = local.reachedFrom(path.join(library, "-"), libraryImports);
    const specifiers = [...imports, ...own.flatMap((each) => local.read(each).imports)];
    const installed = [
      ...specifiers.flatMap(({ specifier }) => packageFile(specifier) ?? []),
      // npm's own list of what it has installed.
      ".package-lock.json",
    ].flatMap((name) => nearestInstalled(folder, name) ?? []);
    const files = [...own, ...ofLibrary, ...installed];
    // A module that comes or goes may be found in the place of another.
    const folders = [folder, ...own.map((each) => path.dirname(each))];
    keep(this.#store, "types", this.#keyOf(file, units), { value: true, reads: { files, folders }, since });
  }

  #keyOf(file: string, units: readonly Unit[]): string {
    const folder = path.dirname(file);
    const rows = rowTypesHash(folder, this.#files);
    return sha256(JSON.stringify([compilerHash(), folder, rows, units]));
  }
}

/** By which a package is known to have changed; undefined for a module that is no package's. */
function packageFile(specifier: string): string | undefined {
  const [name] = /^(?:@[^/]+\/)?[^@./:][^/:]*/.exec(specifier) ?? [];
  return name && path.join(name, "package.json");
}

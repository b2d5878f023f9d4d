/** The notebooks whose types are right, found again as long as nothing that this depends on has changed. */
import path from "node:path";
import { sha256 } from "../../lib/hash.js";
import { changedAfter, changesSince, takeFingerprint, type Fingerprint } from "../store/fingerprint.js";
import { compilerHash } from "../store/own-code.js";
import type { Store } from "../store/store.js";
import { nearestInstalled } from "./cell-project.js";
import type { NotebookCode, Unit } from "./contract.js";
import { PACKAGE_FOLDER } from "./installation.js";
import type { Import, LocalModules } from "./local-modules.js";
import { rowTypesHash } from "./project-rows.js";

const library = path.join(PACKAGE_FOLDER, "dist");
/** What notebooks import of the package. */
const libraryImports = ["./index.js", "./vega-lite.js"].map((specifier) => ({ specifier, start: 0, end: 0 }));

export class KnownTypes {
  readonly #store: Store;
  readonly #present;

  constructor(store: Store) {
    this.#store = store;
    this.#present = { files: store.hashes.now(), environment: {} };
  }

  isRight({ path: file, units }: NotebookCode): boolean {
    const fingerprint = this.#store.get("types", this.#keyOf(file, units)) as Fingerprint | undefined;
    return fingerprint !== undefined && changesSince(fingerprint, this.#present).length === 0;
  }

  /** `started`: when its check began. */
  remember(
    {
      path: file,
      code,
      imports,
    }: { readonly path: string; readonly code: readonly Unit[]; readonly imports: readonly Import[] },
    local: LocalModules,
    started: number,
  ): void {
    const folder = path.dirname(file);
    const own = local.reachedFrom(file, imports);
    const ofLibrary = local.reachedFrom(path.join(library, "-"), libraryImports);
    const specifiers = [...imports, ...own.flatMap((each) => local.read(each).imports)];
    const packages = specifiers.flatMap(({ specifier }) => packageFile(folder, specifier));
    // npm's own list of what it has installed.
    const list = nearestInstalled(folder, ".package-lock.json");
    const files = [...own, ...ofLibrary, ...packages, ...(list === undefined ? [] : [list])];
    if (changedAfter(files, started) !== undefined) return;
    // A module that comes or goes may be found in the place of another.
    const folders = [...new Set([folder, ...own.map((each) => path.dirname(each))])];
    const present = { files: this.#store.hashes.now(), environment: {} };
    this.#store.put("types", this.#keyOf(file, code), takeFingerprint({ files, folders }, present));
    this.#store.hashes.save();
  }

  #keyOf(file: string, units: readonly Unit[]): string {
    const folder = path.dirname(file);
    const rows = rowTypesHash(folder, this.#present.files);
    return sha256(JSON.stringify([compilerHash(), folder, rows, units]));
  }
}

/** By which a package is known to have changed. */
function packageFile(folder: string, specifier: string): readonly string[] {
  const [name] = /^(?:@[^/]+\/)?[^@./:][^/:]*/.exec(specifier) ?? [];
  const file = name === undefined ? undefined : nearestInstalled(folder, path.join(name, "package.json"));
  return file === undefined ? [] : [file];
}

/**
 * What TypeScript said of cells and expressions, in the store. An entry is found under everything that could make it
 * come out otherwise except files, and holds as long as its fingerprint is that of the files now. Cells of a notebook
 * rest on the same hundreds of files: the fingerprint is an entry of its own, which they share.
 */
import { sha256 } from "../../lib/hash.js";
import type { FilesNow } from "../store/file-hashes.js";
import { changesSince, takeFingerprint, type Fingerprint, type Reads } from "../store/fingerprint.js";
import { compilerHash } from "../store/own-code.js";
import { Store } from "../store/store.js";
import type { CellCheck, Rejected } from "./contract.js";
import { rowTypesHash } from "./project-rows.js";

interface Results {
  readonly cell: CellCheck;
  readonly expressions: Rejected;
}

/** What is checked: a cell's source, or expressions by key. */
export interface Code<Kind extends keyof Results> {
  readonly kind: Kind;
  readonly declarations: string;
  readonly code: string | Readonly<Record<string, string>>;
}

interface Entry<Kind extends keyof Results> {
  readonly fingerprint: string;
  readonly result: Results[Kind];
}

export class CheckCache {
  readonly #folder: string;
  readonly #store: Store | undefined;

  /** `folder`: where imports resolve from. Without a cache folder nothing is found and nothing kept. */
  constructor(folder: string, cacheFolder: string | undefined) {
    this.#folder = folder;
    this.#store = cacheFolder === undefined ? undefined : new Store(cacheFolder);
  }

  get<Kind extends keyof Results>(code: Code<Kind>): Results[Kind] | undefined {
    if (this.#store === undefined) return undefined;
    const files = this.#store.hashes.now();
    const entry = this.#store.get("types", this.#keyOf(code, files)) as Entry<Kind> | undefined;
    const fingerprint =
      entry && (this.#store.get("fingerprints", entry.fingerprint) as Fingerprint | undefined);
    if (entry === undefined || fingerprint === undefined) return undefined;
    const isSame = changesSince(fingerprint, { files, environment: {} }).length === 0;
    this.#store.hashes.save();
    return isSame ? entry.result : undefined;
  }

  put<Kind extends keyof Results>(code: Code<Kind>, result: Results[Kind], reads: Reads): void {
    if (this.#store === undefined) return;
    const files = this.#store.hashes.now();
    const fingerprint = takeFingerprint(reads, { files, environment: {} });
    const id = sha256(JSON.stringify(fingerprint));
    if (this.#store.get("fingerprints", id) === undefined) this.#store.put("fingerprints", id, fingerprint);
    this.#store.put("types", this.#keyOf(code, files), { fingerprint: id, result } satisfies Entry<Kind>);
    this.#store.hashes.save();
  }

  #keyOf({ kind, declarations, code }: Code<keyof Results>, files: FilesNow): string {
    const rows = rowTypesHash(this.#folder, files);
    const given = typeof code === "string" ? code : Object.entries(code);
    return sha256(JSON.stringify([compilerHash(), this.#folder, rows, kind, declarations, given]));
  }
}

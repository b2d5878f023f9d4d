/** Effects of changes in the cache: by notebook, everything that it read, and the change. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { sha256 } from "../../lib/hash.js";
import type { Execution } from "../execute/contract.js";
import type { Project } from "../project/contract.js";
import { recordedFacts } from "../report/bundles.js";
import { currentRuntime } from "../store/own-code.js";
import type { Store } from "../store/store.js";
import type { Effect } from "./effects.js";

/** Increment when effects are found in another way. */
const format = 1;

export class KnownEffects {
  readonly #store: Store;
  readonly #inputs: ReadonlyMap<string, string>;

  constructor(store: Store, before: readonly Execution[], { root, parameters }: Project) {
    this.#store = store;
    const hashes = store.hashes.now();
    const runtime = currentRuntime();
    this.#inputs = new Map(
      before.map(({ path: file, notebook }) => {
        const traces = notebook.cells.flatMap((cell) => recordedFacts(cell)?.trace ?? []);
        const read = [...new Set(traces.flatMap(({ files, modules }) => [...files, ...modules]))].sort();
        const inputs = read.map((each) => [path.relative(root, each), hashes.hashOf(each) ?? null]);
        const text = sha256(readFileSync(file, "utf8"));
        return [file, sha256(JSON.stringify([format, file, text, parameters, runtime, inputs]))];
      }),
    );
    store.hashes.save();
  }

  get(notebook: string, change: readonly unknown[]): Effect | undefined {
    return this.#store.get("perturbations", this.#keyOf(notebook, change)) as Effect | undefined;
  }

  put(notebook: string, change: readonly unknown[], effect: Effect): void {
    this.#store.put("perturbations", this.#keyOf(notebook, change), effect);
  }

  #keyOf(notebook: string, change: readonly unknown[]): string {
    return JSON.stringify([this.#inputs.get(notebook), change]);
  }
}

/** Results of functions that cells ask to remember, kept in the store and shared with other kernels. */
import path from "node:path";
import { deserialize, serialize } from "node:v8";
import { sha256 } from "../../../lib/hash.js";
import { once } from "../../../lib/once.js";
import { type Results, RESULTS } from "../../../model/results.js";
import {
  changedAfter,
  changesSince,
  type Fingerprint,
  packageFolder,
  readByNode,
  takeFingerprint,
  timeZoneFile,
} from "../../store/fingerprint.js";
import { cacheFolder } from "../../store/location.js";
import { Store } from "../../store/store.js";
import { cacheVariable } from "../contract.js";
import { exportOf } from "./module-loader.js";
import type { Observed, TraceRecorder } from "./trace/recorder.js";

interface Kept {
  readonly fingerprint: Fingerprint;
  readonly observed: Observed;
  /** Serialized by V8, in base64. */
  readonly result: string;
}

/** Files that change after the kernel's start may differ from what it has loaded. */
const startedAt = performance.timeOrigin;

/** Offers `remember` to cells. `shield` runs the kernel's own work. */
export function keepResults(recorder: TraceRecorder, shield: <T>(work: () => T) => T, folder: string): void {
  const given = process.env[cacheVariable];
  Reflect.deleteProperty(process.env, cacheVariable);
  const storeIfAny = once(() => {
    try {
      return new Store(given ?? cacheFolder(folder));
    } catch {
      return undefined;
    }
  });
  const results: Results = {
    exportOf: (fn) => shield(() => exportOf(fn)),
    recall<T>(asked: unknown, compute: () => T): T {
      const store = shield(storeIfAny);
      const key = sha256(serialized([process.version, asked]));
      const kept = shield(() => find(store, key));
      if (kept !== undefined) {
        recorder.replay(kept.observed);
        return deserialize(Buffer.from(kept.result, "base64")) as T;
      }
      const { result, observed } = recorder.observe(compute);
      const bytes = serialized(result);
      shield(() => {
        keep(store, key, { observed, modules: recorder.modules, result: bytes.toString("base64") });
      });
      return deserialize(bytes) as T;
    },
  };
  Object.defineProperty(globalThis, Symbol.for(RESULTS), { value: results });
}

function serialized(value: unknown): Buffer {
  try {
    return serialize(value);
  } catch (cause) {
    throw new DOMException((cause as Error).message, { name: "DataCloneError", cause });
  }
}

const presentIn = (store: Store) => ({ files: store.hashes.now(), environment: process.env });

function find(store: Store | undefined, key: string): Kept | undefined {
  const kept = store?.get("results", key) as Kept | undefined;
  if (store === undefined || kept === undefined) return undefined;
  return changesSince(kept.fingerprint, presentIn(store)).length === 0 ? kept : undefined;
}

/** Unless the computation had side effects, or used files that have changed since the kernel started. */
function keep(
  store: Store | undefined,
  key: string,
  { observed, modules, result }: Pick<Kept, "observed" | "result"> & { readonly modules: readonly string[] },
): void {
  const { read, asked, listed, environment, contacts } = observed.facts;
  const files = [...new Set([timeZoneFile, ...read, ...modules.map(fileOfCode)])].filter((file) =>
    path.isAbsolute(file),
  );
  if (store === undefined || contacts.length > 0 || changedAfter(files, startedAt) !== undefined) return;
  const fingerprint = takeFingerprint(
    { files, places: asked, folders: listed, environment: [...environment, ...readByNode] },
    presentIn(store),
  );
  store.put("results", key, { fingerprint, observed, result } satisfies Kept);
}

/** The code of an installed package changes only with its version. */
function fileOfCode(module: string): string {
  const folder = packageFolder(module);
  return folder === undefined ? module : path.join(folder, "package.json");
}

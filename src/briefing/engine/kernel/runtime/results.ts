/**
 * Results of functions that cells ask to remember, and what the library keeps in the same way (assessments, large tables):
 * kept in the store and shared with other kernels.
 */
import path from "node:path";
import { deserialize, serialize } from "node:v8";
import { sha256 } from "../../../lib/hash.js";
import { once } from "../../../lib/once.js";
import { type Results, RESULTS } from "../../../model/results.js";
import type { Contact } from "../../../model/trace.js";
import { PACKAGE_FOLDER } from "../../store/installation.js";
import {
  changedAfter,
  changesSince,
  type Fingerprint,
  packageFolder,
  readByNode,
  type Reads,
  takeFingerprint,
  timeZoneFile,
} from "../../store/fingerprint.js";
import { cacheFolder } from "../../store/location.js";
import { Store } from "../../store/store.js";
import { cacheVariable } from "../contract.js";
import { exportOf } from "./module-loader.js";
import { isVariation, type Observed, type TraceRecorder } from "./trace/recorder.js";
import { Turns } from "./turns.js";

interface Kept {
  readonly fingerprint: Fingerprint;
  readonly observed: Observed;
  /** Serialized by V8, in base64. */
  readonly result: string;
}

/** In bytes; larger results would take longer to read than most functions need. */
const largest = 64_000_000;

/** Increment when what is kept with a result changes. */
const format = 3;

/** Files that change after the kernel's start may differ from what it has loaded. */
const startedAt = performance.timeOrigin;

/**
 * Offers `remember` to cells. `shield` runs the kernel's own work. Whoever runs a cell calls `end` of the returned object
 * after it.
 */
export function keepResults(recorder: TraceRecorder, shield: <T>(work: () => T) => T, folder: string): Turns {
  const given = process.env[cacheVariable];
  Reflect.deleteProperty(process.env, cacheVariable);
  const storeIfAny = once(() => {
    try {
      return new Store(given ?? cacheFolder(folder));
    } catch {
      return undefined;
    }
  });
  const turns = new Turns(shield);
  const results: Results = {
    exportOf: (fn) => shield(() => exportOf(fn)),
    recall<T>(asked: unknown, compute: () => T): T {
      const store = shield(storeIfAny);
      // Another project, or another installation of the library, has other code and data under the same names.
      const key = sha256(serialize([format, process.version, PACKAGE_FOLDER, process.cwd(), asked]));
      const recalled = (): { readonly result: T } | undefined => {
        const kept = shield(() => find(store, key));
        if (kept === undefined) return undefined;
        recorder.use(kept.fingerprint);
        recorder.replay(kept.observed);
        return { result: deserialize(Buffer.from(kept.result, "base64")) as T };
      };
      const computed = (): { readonly result: T } => {
        const { result, observed } = recorder.observe(compute);
        const bytes = serialize(result);
        if (bytes.length <= largest)
          shield(() => {
            keep(store, key, { observed, used: recorder.used, result: bytes.toString("base64") });
          });
        return { result: deserialize(bytes) as T };
      };
      const { result } =
        recalled() ??
        (store === undefined
          ? computed()
          : turns.inTurn(store.lockOf("results", key), { find: recalled, compute: computed }));
      return result;
    },
  };
  Object.defineProperty(globalThis, Symbol.for(RESULTS), { value: results });
  return turns;
}

const presentIn = (store: Store) => ({ files: store.hashes.now(), environment: process.env });

function find(store: Store | undefined, key: string): Kept | undefined {
  const kept = store?.get("results", key) as Kept | undefined;
  if (store === undefined || kept === undefined) return undefined;
  return changesSince(kept.fingerprint, presentIn(store)).length === 0 ? kept : undefined;
}

/** Unless the computation had side effects, or the kernel used files that have changed since it started. */
function keep(
  store: Store | undefined,
  key: string,
  { observed, used, result }: Pick<Kept, "observed" | "result"> & { readonly used: Reads },
): void {
  const files = [...new Set([timeZoneFile, ...used.files.map(fileOrPackage)])].filter((file) =>
    path.isAbsolute(file),
  );
  // Of a draw that is remembered, every build uses the same, and warns that it was drawn.
  const effects = (observed.facts.contacts as readonly Contact[]).filter((contact) => !isVariation(contact));
  if (store === undefined || effects.length > 0 || changedAfter(files, startedAt) !== undefined) return;
  const environment = [...(used.environment ?? []), ...readByNode];
  const fingerprint = takeFingerprint({ ...used, files, environment }, presentIn(store));
  store.put("results", key, { fingerprint, observed, result } satisfies Kept);
}

/** The code of an installed package changes only with its version. */
function fileOrPackage(file: string): string {
  const folder = packageFolder(file);
  return folder === undefined ? file : path.join(folder, "package.json");
}

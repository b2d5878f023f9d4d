/** All files of works → records, those of earlier builds where a file is the same. */
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Engine } from "./engine.js";
import type { WorksFile } from "./find-files.js";
import { ingest, type Folders, type Ingested } from "./ingest.js";

export interface ReadProgress {
  readonly kind: "read";
  readonly files: number;
  readonly of: number;
  readonly records: number;
}

/** Several at once: while the engine reads one, the next is unpacked. The result is in the order of the files. */
export async function ingestAll(
  connect: () => Promise<Engine>,
  files: readonly WorksFile[],
  folders: Folders,
  threads: number,
  onProgress: (progress: ReadProgress) => void,
): Promise<readonly Ingested[]> {
  const results: Ingested[] = [];
  let next = 0;
  let done = 0;
  let records = 0;
  let hasFailed = false;
  const worker = async (slot: number): Promise<void> => {
    const engine = await connect();
    for (let at = next++; at < files.length && !hasFailed; at = next++) {
      const file = files[at];
      if (file === undefined) return;
      try {
        const ingested = await ingest(engine, file, folders, slot);
        results[at] = ingested;
        records += ingested.records;
        done += 1;
        onProgress({ kind: "read", files: done, of: files.length, records });
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const workers = Array.from(
    { length: Math.min(files.length, Math.max(2, Math.min(threads, 4))) },
    (_, slot) => worker(slot),
  );
  const ended = await Promise.allSettled(workers);
  for (const each of ended) if (each.status === "rejected") throw each.reason;
  return results;
}

/** Records of files that are no longer there. */
export async function removeOthers(folder: string, read: readonly Ingested[]): Promise<void> {
  const used = new Set(read.flatMap(({ parts }) => parts.map((part) => path.basename(path.dirname(part)))));
  for (const name of await readdir(folder))
    if (!used.has(name)) await rm(path.join(folder, name), { recursive: true, force: true });
}

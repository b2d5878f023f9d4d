import { watch } from "chokidar";
import { existsSync } from "node:fs";
import { isLookedAt, type Places } from "./places.js";

export interface Watching {
  close(): Promise<void>;
}

/**
 * Tells soon when something at the places was written, came or went. Not all of it: of the changes of one file within
 * 50 ms the first alone is told (chokidar drops the others), and from some network drives and containers none is. So
 * `onHint` says when to look at the disk, and nothing else (disk.ts).
 */
export async function watchPlaces(
  places: Places,
  {
    onHint,
    onError,
  }: {
    readonly onHint: () => void;
    readonly onError: (error: unknown) => void;
  },
): Promise<Watching> {
  const watcher = watch(
    places.roots.filter((root) => existsSync(root)),
    { ignoreInitial: true, ignored: (file) => !isLookedAt(file, places), atomic: false },
  );
  watcher.on("all", (event) => {
    if (event !== "addDir" && event !== "unlinkDir") onHint();
  });
  watcher.on("error", onError);
  await new Promise<void>((resolve) => {
    watcher.once("ready", resolve);
  });
  return { close: () => watcher.close() };
}

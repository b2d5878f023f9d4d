import { watch } from "chokidar";
import path from "node:path";

export interface Places {
  readonly root: string;
  /** Absolute paths below the root of the folders and files to watch, whether or not they exist. */
  readonly watched: readonly string[];
  /** Folders that a build or a package manager writes. */
  readonly ignored: readonly string[];
  /** Called with each watched file that is written, added or removed. */
  readonly onChange: (file: string) => void;
  readonly onError: (error: unknown) => void;
}

/** Resolves once it is watching. */
export async function watchPlaces({ root, watched, ignored, onChange, onError }: Places) {
  // Parent folders are watched too, because a watched path may be created later.
  const isWatched = (file: string): boolean =>
    watched.some((place) => file === place || place.startsWith(file + path.sep)) ||
    (watched.some((place) => file.startsWith(place + path.sep)) &&
      !ignored.some((folder) => file === folder || file.startsWith(folder + path.sep)) &&
      !isOfEditors(path.basename(file)));
  const watcher = watch(root, { ignoreInitial: true, ignored: (file) => !isWatched(file), atomic: false });
  watcher.on("all", (event, file) => {
    if (event !== "addDir" && event !== "unlinkDir") onChange(file);
  });
  watcher.on("error", onError);
  await new Promise<void>((resolve) => {
    watcher.once("ready", resolve);
  });
  return { close: () => watcher.close() };
}

/** Editors and Jupyter keep temporary files beside the saved ones. */
const isOfEditors = (name: string): boolean =>
  name === "node_modules" ||
  name === "__pycache__" ||
  name.startsWith(".") ||
  name.endsWith("~") ||
  name.endsWith(".part");

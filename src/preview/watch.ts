import { watch } from "chokidar";
import path from "node:path";

export interface Watching {
  close(): Promise<void>;
}

/** Editors and Jupyter keep files of their own beside what is saved. */
const isOfEditors = (name: string): boolean =>
  name === "node_modules" ||
  name === "__pycache__" ||
  name.startsWith(".") ||
  name.endsWith("~") ||
  name.endsWith(".part");

/**
 * Tells of every file below the places that is written, comes or goes. `ignored` are folders below them that are not
 * looked at: what a build writes must not begin another.
 */
export async function watchPlaces(
  places: readonly string[],
  {
    ignored,
    onChange,
    onError,
  }: {
    readonly ignored: readonly string[];
    readonly onChange: (file: string) => void;
    readonly onError: (error: unknown) => void;
  },
): Promise<Watching> {
  const skipped = (file: string): boolean => {
    if (ignored.some((folder) => file === folder || file.startsWith(folder + path.sep))) return true;
    // A place itself is watched whatever it is called.
    return !places.includes(file) && isOfEditors(path.basename(file));
  };
  const watcher = watch([...places], { ignoreInitial: true, ignored: skipped, atomic: false });
  watcher.on("all", (event, file) => {
    if (event !== "addDir" && event !== "unlinkDir") onChange(file);
  });
  watcher.on("error", onError);
  await new Promise<void>((resolve) => {
    watcher.once("ready", resolve);
  });
  return { close: () => watcher.close() };
}

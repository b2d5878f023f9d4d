import { OutputError } from "./errors.js";

/** Names that the writer keeps for itself in the output folder begin with this. */
const ownPrefix = ".briefing-";
export const lockName = `${ownPrefix}lock`;
/** Where a new output is put together. */
export const staging = `${ownPrefix}staging`;
/** What `staging` is called once it is whole. */
export const ready = `${ownPrefix}ready`;
/** Lists every other file with its hash. */
export const manifest = "report.json";

/** Whether a relative path stays inside its folder, whatever it says. */
export function isInside(file: string): boolean {
  return (
    file !== "" &&
    !/[\\\0]/.test(file) &&
    file.split("/").every((part) => part !== "" && part !== "." && part !== "..") &&
    !file.startsWith(ownPrefix)
  );
}

/** Refuses a set of paths that cannot stand in one folder: one that leaves it, two that are the same to some disks. */
export function checkPaths(files: readonly { readonly path: string }[]): void {
  const seen = new Map<string, string>();
  for (const { path } of files) {
    if (!isInside(path))
      throw new OutputError(`"${path}" cannot be written: it would leave the output folder.`);
    const before = seen.get(path.toLowerCase());
    if (before !== undefined) throw new OutputError(`Two files would be written as ${path} and ${before}.`);
    seen.set(path.toLowerCase(), path);
  }
}

import { access, constants, stat } from "node:fs/promises";
import path from "node:path";
import { UsageError } from "../model/usage-error.js";

/** Refuses files that could not be written, before work is done for them that would be lost. */
export async function refuseUnwritable(files: readonly string[]): Promise<void> {
  const folders = new Set(files.map((file) => path.dirname(path.resolve(file))));
  for (const folder of folders) await refuseFolder(folder);
}

/** Folders that do not exist yet will be made in the nearest that does. */
async function refuseFolder(folder: string): Promise<void> {
  let nearest = folder;
  let found = await stat(nearest).catch(() => undefined);
  while (found === undefined && nearest !== path.dirname(nearest)) {
    nearest = path.dirname(nearest);
    found = await stat(nearest).catch(() => undefined);
  }
  const hint = "Name another place: -o FILE.ipynb or -o FOLDER";
  if (found?.isDirectory() !== true)
    throw new UsageError(`Nothing can be written to ${folder}: ${nearest} is not a folder.`, { hint });
  const mayWrite = await access(nearest, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!mayWrite) throw new UsageError(`You may not write to ${nearest}.`, { hint });
}

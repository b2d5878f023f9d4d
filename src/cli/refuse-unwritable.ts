import { mkdtemp, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import { UsageError } from "../model/usage-error.js";

/** Refuses folders in which nothing could be written, before work is done for them that would be lost. */
export async function refuseUnwritable(folders: readonly string[], hint: string): Promise<void> {
  for (const folder of new Set(folders.map((each) => path.resolve(each)))) await refuseFolder(folder, hint);
}

/** Folders that do not exist yet will be made in the nearest that does. */
async function refuseFolder(folder: string, hint: string): Promise<void> {
  let nearest = folder;
  let found = await stat(nearest).catch(() => undefined);
  while (found === undefined && nearest !== path.dirname(nearest)) {
    nearest = path.dirname(nearest);
    found = await stat(nearest).catch(() => undefined);
  }
  if (found?.isDirectory() !== true)
    throw new UsageError(`Nothing can be written to ${folder}: ${nearest} is not a folder.`, { hint });
  // Tried, not asked: some file systems (/proc, /sys) let root write but take no folder, and making one there step by
  // step would never end.
  try {
    await rmdir(await mkdtemp(path.join(nearest, ".briefing-")));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(`Nothing can be written to ${folder}: ${nearest} takes no file (${String(code)}).`, {
      hint,
      cause,
    });
  }
}

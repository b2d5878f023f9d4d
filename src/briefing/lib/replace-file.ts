import { access, constants, readdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { isAlive } from "./alive.js";

/** Replaces a file atomically: writes a copy with the same permissions, then renames it. Links are preserved. */
export async function replaceFile(name: string, content: string | Uint8Array): Promise<void> {
  const file = await realpath(name).catch(() => name);
  const { mode } = (await stat(file).catch(() => undefined)) ?? {};
  // Renaming does not check for write permission on the old file.
  if (mode !== undefined) await access(file, constants.W_OK);
  await removeLeftOvers(file);
  const aside = partOf(file, process.pid);
  await writeNewFile(aside, content, mode);
  try {
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

/** Writes a file that does not exist yet, not even as a broken link; removes it if it cannot be written completely. */
export async function writeNewFile(file: string, content: string | Uint8Array, mode?: number): Promise<void> {
  try {
    await writeFile(file, content, { flag: "wx", ...(mode !== undefined && { mode }) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") await rm(file, { force: true });
    throw error;
  }
}

const partOf = (file: string, writer: number | string): string =>
  path.join(path.dirname(file), `.${path.basename(file)}.${writer}.part`);

/** Temporary files of this file left by killed processes. */
async function removeLeftOvers(file: string): Promise<void> {
  const names = await readdir(path.dirname(file)).catch(() => []);
  for (const name of names) {
    const writer = /\.(\d+)\.part$/.exec(name)?.[1];
    const part = writer === undefined ? undefined : partOf(file, writer);
    if (part === undefined || path.basename(part) !== name) continue;
    if (Number(writer) === process.pid || !isAlive(Number(writer)))
      await rm(part, { force: true }).catch(() => undefined);
  }
}

import { realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";

/** Writes a whole file or leaves the old one: written beside it with the same permissions, then renamed. A link stays. */
export async function replaceFile(name: string, content: string): Promise<void> {
  const file = await realpath(name).catch(() => name);
  const aside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.part`);
  try {
    const mode = (await stat(file).catch(() => undefined))?.mode;
    await writeFile(aside, content, mode === undefined ? {} : { mode });
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

import { rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** Writes a whole file or leaves the old one: written beside it, then renamed. */
export async function replaceFile(file: string, content: string): Promise<void> {
  const aside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.part`);
  try {
    await writeFile(aside, content);
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

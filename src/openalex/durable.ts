/** Files that are whole or not there, also after a power cut. */
import { appendFile, open, rename, writeFile } from "node:fs/promises";
import path from "node:path";

/** Written beside it, flushed to the disk, renamed. */
export async function writeDurably(file: string, content: string | Uint8Array): Promise<void> {
  const part = `${file}.part`;
  await writeFile(part, content, { flush: true });
  await rename(part, file);
  await flushFolder(path.dirname(file));
}

/** Adds a line at the end. */
export const appendDurably = (file: string, line: string): Promise<void> =>
  appendFile(file, `${line}\n`, { flush: true });

/** A name is safe when its folder is. Windows opens no folders, and needs none of this. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

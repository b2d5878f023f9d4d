/** Writes files atomically, so that they survive a power cut. */
import { appendFile, open, rename, writeFile } from "node:fs/promises";
import path from "node:path";

/** Writes a temporary file, flushes it to disk and renames it. */
export async function writeDurably(file: string, content: string | Uint8Array): Promise<void> {
  const part = `${file}.part`;
  await writeFile(part, content, { flush: true });
  await rename(part, file);
  await flushFolder(path.dirname(file));
}

/** Appends a line. */
export const appendDurably = (file: string, line: string): Promise<void> =>
  appendFile(file, `${line}\n`, { flush: true });

/** A new name is durable once its folder is flushed. Windows can neither open folders nor needs this. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

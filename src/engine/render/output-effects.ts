import * as fs from "node:fs/promises";

/** All that writing the output asks of the file system; tests pass one that fails where they say. */
export interface OutputEffects {
  /** What stands at a path, links not followed. */
  kind(path: string): Promise<"file" | "folder" | "link" | "other" | "nothing">;
  readFile(path: string): Promise<Uint8Array>;
  makeFolder(path: string): Promise<void>;
  writeFile(path: string, content: string | Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  removeTree(path: string): Promise<void>;
  /** Nothing happens to a folder that holds something. */
  removeEmptyFolder(path: string): Promise<void>;
}

export const fileSystem: OutputEffects = {
  async kind(path) {
    try {
      const stats = await fs.lstat(path);
      if (stats.isSymbolicLink()) return "link";
      if (stats.isFile()) return "file";
      return stats.isDirectory() ? "folder" : "other";
    } catch (error) {
      if (["ENOENT", "ENOTDIR"].includes(codeOf(error))) return "nothing";
      throw error;
    }
  },
  readFile: (path) => fs.readFile(path),
  makeFolder: async (path) => {
    await fs.mkdir(path, { recursive: true });
  },
  writeFile: (path, content) => fs.writeFile(path, content),
  rename: (from, to) => fs.rename(from, to),
  remove: (path) => fs.rm(path, { force: true }),
  removeTree: (path) => fs.rm(path, { recursive: true, force: true }),
  removeEmptyFolder: async (path) => {
    try {
      await fs.rmdir(path);
    } catch (error) {
      if (!["ENOTEMPTY", "EEXIST", "ENOENT"].includes(codeOf(error))) throw error;
    }
  },
};

const codeOf = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? "") : "";

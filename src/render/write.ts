/**
 * The one place that writes under output/. A folder cannot be exchanged in one step, so:
 *
 *   stage    every file that changes, beside its place (a failure until here leaves the old output untouched)
 *   journal  the names of all files that are or were ours, so that an interrupted run can be told from foreign files
 *   rename   file by file into place, remove what is no longer ours, report.json last
 *
 * Killed at any moment, it leaves a folder that the next run puts right.
 */
import path from "node:path";
import type { RenderedFile } from "./contract.js";
import { OutputError } from "./errors.js";
import { fileSystem, type OutputEffects } from "./output-effects.js";
import { withLock } from "./output-lock.js";
import { checkPaths, isInside, ownPrefix } from "./output-path.js";

export interface WriteSettings {
  readonly effects?: OutputEffects;
  /** How long to wait for another build that is writing; 60 seconds if not said. */
  readonly waitMs?: number;
}

export interface WriteResult {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

const staging = `${ownPrefix}staging`;
const journal = `${ownPrefix}journal.json`;
const manifest = "report.json";

/** Makes the folder hold these files; those it held before and that are none of ours stay. */
export async function writeOutput(
  folder: string,
  files: readonly RenderedFile[],
  { effects = fileSystem, waitMs = 60_000 }: WriteSettings = {},
): Promise<WriteResult> {
  checkPaths(files);
  return await withLock(folder, effects, waitMs, () => write(new Folder(folder, effects), files));
}

async function write(folder: Folder, files: readonly RenderedFile[]): Promise<WriteResult> {
  const changed: RenderedFile[] = [];
  for (const file of files) if (!(await folder.holds(file))) changed.push(file);
  const wanted = new Set(files.map((file) => file.path));
  const owned = [...new Set([...(await folder.listedIn(manifest)), ...(await folder.listedIn(journal))])];
  const gone: string[] = [];
  for (const file of owned) if (!wanted.has(file) && (await folder.isOwnFile(file))) gone.push(file);
  if (changed.length > 0 || gone.length > 0) {
    const staged = await folder.stage(changed);
    await folder.note([...owned, ...wanted]);
    // The manifest last: until then the old one tells that the folder is torn.
    for (const { path: file, from } of staged.filter((each) => each.path !== manifest)) {
      await folder.place(from, file);
    }
    for (const file of gone) await folder.remove(file);
    for (const { path: file, from } of staged.filter((each) => each.path === manifest)) {
      await folder.place(from, file);
    }
  }
  await folder.tidy();
  return {
    written: changed.map((file) => file.path),
    removed: gone,
    unchanged: files.length - changed.length,
  };
}

class Folder {
  readonly #root: string;
  readonly #effects: OutputEffects;

  constructor(root: string, effects: OutputEffects) {
    this.#root = root;
    this.#effects = effects;
  }

  /** Whether the file stands there already, byte for byte; refuses a place that nothing can be put in. */
  async holds(file: RenderedFile): Promise<boolean> {
    const parent = await this.#blockedParent(file.path);
    if (parent !== undefined) {
      throw new OutputError(
        `${this.#at(file.path)} cannot be written: ${parent} is a link or a file, no folder.`,
        {
          hint: "Nothing is written outside the output folder. Move it away and build again.",
        },
      );
    }
    const kind = await this.#effects.kind(this.#at(file.path));
    if (kind === "folder" || kind === "other") {
      throw new OutputError(
        `${this.#at(file.path)} cannot be written: there is a folder or device of that name.`,
      );
    }
    if (kind !== "file") return false;
    return Buffer.from(await this.#effects.readFile(this.#at(file.path))).equals(
      Buffer.from(file.content as string),
    );
  }

  /** Paths that a manifest or journal calls ours; what is unreadable calls nothing. */
  async listedIn(name: string): Promise<readonly string[]> {
    if ((await this.#effects.kind(this.#at(name))) !== "file") return [];
    try {
      const { files } = JSON.parse(await this.#effects.readText(this.#at(name))) as { files?: unknown };
      return typeof files === "object" && files !== null ? Object.keys(files).filter(isInside) : [];
    } catch (error) {
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  }

  async isOwnFile(file: string): Promise<boolean> {
    if ((await this.#blockedParent(file)) !== undefined) return false;
    const kind = await this.#effects.kind(this.#at(file));
    return kind === "file" || kind === "link";
  }

  async stage(files: readonly RenderedFile[]): Promise<readonly { path: string; from: string }[]> {
    await this.#effects.removeTree(this.#at(staging));
    await this.#effects.makeFolder(this.#at(staging));
    const staged: { path: string; from: string }[] = [];
    for (const [index, file] of files.entries()) {
      const from = `${staging}/${index}`;
      await this.#effects.writeFile(this.#at(from), file.content);
      staged.push({ path: file.path, from });
    }
    return staged;
  }

  async note(names: readonly string[]): Promise<void> {
    const files = Object.fromEntries(names.map((name) => [name, true]));
    await this.#effects.writeFile(this.#at(`${staging}/journal`), JSON.stringify({ files }));
    await this.#effects.rename(this.#at(`${staging}/journal`), this.#at(journal));
  }

  async place(from: string, file: string): Promise<void> {
    await this.#effects.makeFolder(path.dirname(this.#at(file)));
    await this.#effects.rename(this.#at(from), this.#at(file));
  }

  async remove(file: string): Promise<void> {
    await this.#effects.remove(this.#at(file));
    for (let parent = path.posix.dirname(file); parent !== "."; parent = path.posix.dirname(parent)) {
      await this.#effects.removeEmptyFolder(this.#at(parent));
    }
  }

  async tidy(): Promise<void> {
    await this.#effects.remove(this.#at(journal));
    await this.#effects.removeTree(this.#at(staging));
  }

  /** The first part of the way to a file that is no folder. */
  async #blockedParent(file: string): Promise<string | undefined> {
    const parts = file.split("/").slice(0, -1);
    for (const index of parts.keys()) {
      const parent = this.#at(parts.slice(0, index + 1).join("/"));
      const kind = await this.#effects.kind(parent);
      if (kind !== "folder" && kind !== "nothing") return parent;
    }
    return undefined;
  }

  #at(file: string): string {
    return path.join(this.#root, ...file.split("/"));
  }
}

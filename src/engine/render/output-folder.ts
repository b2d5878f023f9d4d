import path from "node:path";
import { OutputError } from "./errors.js";
import { fileSystem, type OutputEffects } from "./output-effects.js";

/** A folder that is written to, by relative paths with forward slashes; links in it are not followed. */
export class OutputFolder {
  readonly root: string;
  readonly #effects: OutputEffects;

  constructor(root: string, effects: OutputEffects = fileSystem) {
    this.root = root;
    this.#effects = effects;
  }

  /** What a file holds; "not a file" where something else stands in its place or in the way to it. */
  async read(file: string): Promise<Uint8Array | "nothing" | "not a file"> {
    if ((await this.#blockedParent(file)) !== undefined) return "not a file";
    const kind = await this.#effects.kind(this.#at(file));
    if (kind === "file") return await this.#effects.readFile(this.#at(file));
    return kind === "nothing" ? kind : "not a file";
  }

  /** Refuses a place that no file can be put in. */
  async refuseBlocked(file: string): Promise<void> {
    const parent = await this.#blockedParent(file);
    if (parent !== undefined) {
      throw new OutputError(
        `${this.#at(file)} cannot be written: ${parent} is a link or a file, no folder.`,
        {
          hint: "Nothing is written outside the output folder. Move it away and build again.",
        },
      );
    }
    const kind = await this.#effects.kind(this.#at(file));
    if (kind === "folder" || kind === "other") {
      throw new OutputError(
        `${this.#at(file)} cannot be written: there is a folder or device of that name.`,
        { hint: "Move it away, or name another folder." },
      );
    }
  }

  async write(file: string, content: string | Uint8Array): Promise<void> {
    await this.#effects.makeFolder(path.dirname(this.#at(file)));
    await this.#effects.writeFile(this.#at(file), content);
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#effects.makeFolder(path.dirname(this.#at(to)));
    await this.#effects.rename(this.#at(from), this.#at(to));
  }

  /** A file, and the folders that have become empty with it. */
  async remove(file: string): Promise<void> {
    await this.#effects.remove(this.#at(file));
    for (let parent = path.posix.dirname(file); parent !== "."; parent = path.posix.dirname(parent)) {
      await this.#effects.removeEmptyFolder(this.#at(parent));
    }
  }

  async removeTree(folder: string): Promise<void> {
    await this.#effects.removeTree(this.#at(folder));
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
    return path.join(this.root, ...file.split("/"));
  }
}

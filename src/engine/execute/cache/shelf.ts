/**
 * Kept executions on disk: a folder for each notebook, in it a few executions of it, each in a file that knows whether
 * it is whole. Several, so that going back to an earlier state (another branch, other parameters) finds it again.
 */
import { createHash } from "node:crypto";
import { readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import path from "node:path";
import type { Json } from "../../client/contract.js";
import { writeChecked } from "../../compile/checked-file.js";
import type { Read } from "../../compile/remember.js";
import type { Conditions } from "./conditions.js";
import type { KeptStep } from "./script.js";

/** Counts up when what is kept changes its form. */
const format = 1;
const mostOfOneNotebook = 4;

export interface KeptExecution {
  readonly format: typeof format;
  /** Absolute path. */
  readonly notebook: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly languageInfo: Json | null;
  readonly steps: readonly KeptStep[];
  readonly conditions: Conditions;
}

export type Shelved =
  | { readonly status: "whole"; readonly file: string; readonly execution: KeptExecution }
  | { readonly status: "damaged" | "foreign"; readonly file: string };

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);

export class Shelf {
  readonly #folder: string;
  readonly #read: Read;

  constructor(folder: string, read: Read) {
    this.#folder = folder;
    this.#read = read;
  }

  /** What is kept of a notebook, used last first. */
  *of(notebook: string): Generator<Shelved> {
    for (const { file } of this.#files(notebook)) {
      const value = this.#read(file) as Partial<KeptExecution> | undefined;
      if (value === undefined) yield { status: "damaged", file };
      else if (value.format !== format || value.notebook !== notebook) yield { status: "foreign", file };
      else yield { status: "whole", file, execution: value as KeptExecution };
    }
  }

  put(kept: Omit<KeptExecution, "format">): void {
    const { notebook, steps, parameters, conditions } = kept;
    const asked = steps.map((step) => (step.kind === "code" ? step.source : step.expressions));
    const name = hashOf(JSON.stringify([parameters, asked, conditions]));
    writeChecked(path.join(this.#folderOf(notebook), `${name}.json`), { ...kept, format });
    for (const { file } of this.#files(notebook).slice(mostOfOneNotebook)) remove(file);
  }

  /** What was used last is thrown away last. */
  touch(file: string): void {
    try {
      const now = new Date();
      utimesSync(file, now, now);
    } catch {
      // Thrown away meanwhile, by another build.
    }
  }

  remove(file: string): void {
    remove(file);
  }

  #folderOf(notebook: string): string {
    return path.join(this.#folder, hashOf(notebook));
  }

  #files(notebook: string): readonly { readonly file: string; readonly used: number }[] {
    const folder = this.#folderOf(notebook);
    return namesIn(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => path.join(folder, name))
      .map((file) => ({ file, used: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
      .sort((a, b) => b.used - a.used || (a.file < b.file ? -1 : 1));
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It cannot be written here: then nothing is kept either.
  }
}

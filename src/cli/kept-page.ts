/**
 * Whether a folder still holds what building the briefing again would write: then rendering it can be left out. Noted
 * beside the kept executions, checked against every file that the page rests on and every file of the folder.
 */
import { createHash } from "node:crypto";
import { lstatSync, readdirSync } from "node:fs";
import path from "node:path";
import { readChecked, writeChecked } from "../compile/checked-file.js";
import type { FileHashes, Pass } from "../compile/file-hashes.js";
import { changedSince } from "../execute/cache/conditions.js";
import type { Assignment, Written } from "./write-briefing.js";
import type { BriefingContent } from "./describe-briefing.js";
import { rendererHash } from "./runtime.js";

interface Note {
  /** Hash of what is rendered and of what renders it. */
  readonly key: string;
  /** Files that the page rests on: absolute path → hash, null for one that is not there. */
  readonly inputs: Readonly<Record<string, string | null>>;
  /** Files of the folder, by their path in it. */
  readonly files: Readonly<Record<string, string | null>>;
  readonly content: BriefingContent;
}

type Page = Omit<Assignment, "signal">;

export class KeptPages {
  readonly #folder: string;
  readonly #hashes: FileHashes;

  constructor(folder: string, hashes: FileHashes) {
    this.#folder = folder;
    this.#hashes = hashes;
  }

  /** What the folder holds, if that is what would be written; undefined otherwise. */
  find(page: Page): BriefingContent | undefined {
    const note = readChecked(this.#noteOf(page.output)) as Note | undefined;
    if (note === undefined || note.key !== keyOf(page)) return undefined;
    const { inputs, files, content } = note;
    const pass: Pass = new Map();
    const holds =
      Object.entries(inputs).every(([file, hash]) => this.#hash(file, pass) === hash) &&
      Object.entries(files).every(
        ([name, hash]) =>
          isFile(path.join(page.output, name)) && this.#hash(path.join(page.output, name), pass) === hash,
      ) &&
      !isTorn(page.output);
    this.#hashes.save();
    if (!holds) return undefined;
    return { ...content, files: { written: 0, removed: 0, unchanged: Object.keys(files).length } };
  }

  /** Notes what was just written, from a moment on (epoch milliseconds). */
  note(page: Page, { content, files, inputs }: Written, since: number): void {
    // What changed meanwhile may have been read before or after.
    if (changedSince(inputs, since) !== undefined) return;
    const pass: Pass = new Map();
    const hashed = (names: readonly string[], folder: string) =>
      Object.fromEntries(names.map((name) => [name, this.#hash(path.resolve(folder, name), pass)]));
    const note: Note = {
      key: keyOf(page),
      inputs: hashed(inputs, "/"),
      files: hashed(files, page.output),
      content,
    };
    writeChecked(this.#noteOf(page.output), note);
    this.#hashes.save();
  }

  #hash(file: string, pass: Pass): string | null {
    return this.#hashes.hashOf(file, pass) ?? null;
  }

  #noteOf(output: string): string {
    return path.join(this.#folder, `${sha256(output).slice(0, 32)}.json`);
  }
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

function keyOf({ executions, project, output }: Page): string {
  const notebooks = executions.map((each) => [each.path, each.notebook]);
  return sha256(JSON.stringify([rendererHash(), output, project, notebooks]));
}

function isFile(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** A build that was killed while it wrote left something of its own: the next one puts the folder right. */
function isTorn(folder: string): boolean {
  return readdirSync(folder).some((name) => name.startsWith(".briefing-"));
}

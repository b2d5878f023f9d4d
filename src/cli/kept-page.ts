/**
 * Whether a folder still holds what building the briefing again would write: then rendering it can be left out. Noted
 * beside the kept executions, checked against every file that the page rests on and every file of the folder.
 */
import { lstatSync, readdirSync } from "node:fs";
import path from "node:path";
import { readChecked, writeChecked } from "../engine/compile/checked-file.js";
import type { FileHashes, Pass } from "../engine/compile/file-hashes.js";
import { changedSince } from "../engine/execute/cache/conditions.js";
import { sha256 } from "../lib/hash.js";
import type { BuildInput, Written } from "../engine/build/contract.js";
import type { BriefingContent } from "../engine/build/describe.js";
import { rendererHash } from "./runtime.js";

interface Note {
  /** Hash of what is rendered and of what renders it. */
  readonly key: string;
  /** Files that the page rests on: absolute path → hash, null for one that is not there. */
  readonly inputs: Readonly<Record<string, string | null>>;
  /** Files of the folder, by their path in it. */
  readonly files: Readonly<Record<string, string>>;
  readonly content: BriefingContent;
}

type Page = BuildInput;

export class KeptPages {
  readonly #folder: string;
  readonly #hashes: FileHashes;

  constructor(folder: string, hashes: FileHashes) {
    this.#folder = folder;
    this.#hashes = hashes;
  }

  at(page: Page): KeptPage {
    const file = path.join(this.#folder, `${sha256(page.output).slice(0, 32)}.json`);
    return new KeptPage(page, file, this.#hashes);
  }
}

/** One page, in the folder that it is for. */
export class KeptPage {
  readonly #output: string;
  readonly #key: string;
  readonly #file: string;
  readonly #hashes: FileHashes;

  constructor(page: Page, file: string, hashes: FileHashes) {
    this.#output = page.output;
    this.#key = keyOf(page);
    this.#file = file;
    this.#hashes = hashes;
  }

  /** What the folder holds, if that is what would be written; undefined otherwise. */
  find(): BriefingContent | undefined {
    const note = readChecked(this.#file) as Note | undefined;
    if (note === undefined || note.key !== this.#key) return undefined;
    const { inputs, files, content } = note;
    const output = this.#output;
    const pass: Pass = new Map();
    const holds =
      Object.entries(inputs).every(([file, hash]) => this.#hash(file, pass) === hash) &&
      Object.entries(files).every(
        ([name, hash]) =>
          isFile(path.join(output, name)) && this.#hash(path.join(output, name), pass) === hash,
      ) &&
      !isTorn(output);
    this.#hashes.save();
    if (!holds) return undefined;
    return { ...content, files: { written: 0, removed: 0, unchanged: Object.keys(files).length } };
  }

  /** Notes what was just written, from a moment on (epoch milliseconds). */
  note({ content, files, inputs }: Written, since: number): void {
    // What changed meanwhile may have been read before or after.
    if (changedSince(inputs, since) !== undefined) return;
    const pass: Pass = new Map();
    const note: Note = {
      key: this.#key,
      inputs: Object.fromEntries(inputs.map((file) => [file, this.#hash(file, pass)])),
      // As they were written, whatever stands in the folder by now.
      files: Object.fromEntries(files.map((file) => [file.path, sha256(file.content)])),
      content,
    };
    writeChecked(this.#file, note);
    this.#hashes.save();
  }

  #hash(file: string, pass: Pass): string | null {
    return this.#hashes.hashOf(file, pass) ?? null;
  }
}

function keyOf({ executions, project, output }: Page): string {
  const notebooks = executions.map((each) => [each.path, contentHash(each.notebook)]);
  return sha256(JSON.stringify([rendererHash(), output, project, notebooks]));
}

/** A notebook that did not change is the same object in the next build of a preview. */
const hashes = new WeakMap<object, string>();

function contentHash(notebook: object): string {
  const known = hashes.get(notebook) ?? sha256(JSON.stringify(notebook));
  hashes.set(notebook, known);
  return known;
}

function isFile(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** A build that was killed while it wrote left something of its own: the next one puts the folder right. */
function isTorn(folder: string): boolean {
  return readdirSync(folder).some((name) => name.startsWith(".briefing-"));
}

/**
 * Whether a folder already holds what building the briefing again would write, so that rendering can be skipped.
 * Checked against every file that the page depends on and every file in the folder.
 */
import { readdirSync } from "node:fs";
import path from "node:path";
import { sha256 } from "../../lib/hash.js";
import type { Notebook } from "../notebook/contract.js";
import { keep, recall } from "../store/fingerprint.js";
import { rendererHash } from "../store/own-code.js";
import type { Store } from "../store/store.js";
import type { BuildOptions, Executed } from "./contract.js";
import type { BriefingContent } from "./describe.js";

/** A decision on each option: without one, this file does not compile. */
type ForEachOption<Decisions extends Readonly<Record<keyof BuildOptions, "page" | "notebooks" | "nothing">>> =
  Decisions;

/**
 * What each option can change. "page": the page made of the same executed notebooks, so that its value belongs in the
 * key of the last build. "notebooks": what executing them results in, which is in the key anyway. "nothing": neither.
 */
type ChangedBy = ForEachOption<{
  parameters: "page";
  previous: "page";
  site: "page";
  output: "page";
  cellTimeoutMs: "notebooks";
  kernelMemoryMb: "notebooks";
  answers: "notebooks";
  jobs: "nothing";
  cache: "nothing";
  mode: "nothing";
  overwrite: "nothing";
  falseSentences: "nothing";
  figureLimits: "nothing";
  // Files beside the page are made from a page rendered for them: such a build never asks for the last one.
  pdf: "nothing";
  summary: "nothing";
  docx: "nothing";
}>;
type PageOption = {
  [Name in keyof ChangedBy]: ChangedBy[Name] extends "page" ? Name : never;
}[keyof ChangedBy];

export interface Page {
  readonly executions: readonly { readonly path: string; readonly notebook: Notebook }[];
  /**
   * Everything else that is rendered or decides what is, as JSON: the project's facts, with the values in effect of
   * all options that change the page.
   */
  readonly rendered: { readonly [Name in PageOption]: unknown } & { readonly output: string };
}

/** What was reported about the build, to be reported again. */
interface Summary extends Pick<Executed, "falseSentences"> {
  readonly content: BriefingContent;
}

interface Written {
  readonly summary: Summary;
  /** All files of the briefing, by their path in the folder. */
  readonly files: readonly { readonly path: string; readonly content: string | Uint8Array }[];
  /** Absolute paths of the files it depends on, apart from notebooks; some may not exist yet. */
  readonly inputs: readonly string[];
}

export class LastBuild {
  readonly #store: Store;
  readonly #output: string;
  readonly #key: string;

  constructor(store: Store, { executions, rendered }: Page) {
    const notebooks = executions.map(({ path, notebook }) => [path, hashOf(notebook)]);
    this.#store = store;
    this.#output = rendered.output;
    this.#key = sha256(JSON.stringify([rendererHash(), rendered, notebooks]));
  }

  /** What was reported, if the folder is up to date. */
  find(): Summary | undefined {
    if (isTorn(this.#output)) return undefined;
    const summary = recall(this.#store, "builds", this.#key) as Summary | undefined;
    this.#store.hashes.save();
    return summary;
  }

  /** Records what was just written; `since` (epoch milliseconds) is when rendering began. */
  note({ summary, files, inputs }: Written, since: number): void {
    // As they were written, whatever the folder holds by now.
    const written = files.map(
      (file) => ["file", path.join(this.#output, file.path), sha256(file.content)] as const,
    );
    keep(this.#store, "builds", this.#key, { value: summary, reads: { files: inputs }, since }, written);
  }
}

/** In a preview, a notebook that did not change is the same object in the next build. */
const hashes = new WeakMap<Notebook, string>();

function hashOf(notebook: Notebook): string {
  const hash = hashes.get(notebook) ?? sha256(JSON.stringify(notebook));
  hashes.set(notebook, hash);
  return hash;
}

/** A build that was killed while writing left its own files behind; the next one repairs the folder. */
function isTorn(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.startsWith(".briefing-"));
  } catch {
    return true;
  }
}

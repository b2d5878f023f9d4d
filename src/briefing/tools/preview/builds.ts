/** The builds of a preview: type checkers, kernels and inputs are reused between them. */
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { build } from "../../engine/build.js";
import type { BuildOptions, Built } from "../../engine/build/contract.js";
import { describeContent, describeFalseSentences } from "../../engine/build/describe.js";
import { openDrawer, type Drawer } from "../../engine/build/drawer.js";
import { openToolchain, type Toolchain } from "../../engine/build/toolchain.js";
import type { Progress } from "../../engine/execute/contract.js";
import { describeFailure } from "../../engine/execute/failure.js";
import { withoutRepetitions } from "../../engine/execute/root-causes.js";
import { kernelName } from "../../engine/compile/kernel-metadata.js";
import { answersOf } from "../../engine/notebook/answers.js";
import { assumptionsIn } from "../../engine/notebook/assumptions.js";
import { findProject } from "../../engine/project/find-project.js";
import { cacheFolder } from "../../engine/store/location.js";
import { Store } from "../../engine/store/store.js";
import { shownPath } from "../../lib/shown-path.js";
import type { Outcome } from "./contract.js";

export interface PreviewBuildSettings {
  readonly root: string;
  readonly options: BuildOptions & { readonly output: string };
  readonly signal: AbortSignal;
  /** The error message for the page and the terminal. */
  readonly describeError: (error: unknown) => string;
  readonly showProgress?: () => Promise<ProgressView>;
}

interface ProgressView {
  readonly show: (progress: Progress) => void;
  readonly close: () => void;
}

export class PreviewBuilds {
  readonly #settings: PreviewBuildSettings;
  readonly #store: Store;
  readonly #drawer: Drawer;
  #toolchain: Toolchain;
  #afterwards: (() => Promise<void>) | undefined;
  /** Whether the last build shows assumptions whose other settings were not executed. */
  #lacksAnswers = false;
  /** Of the last build: those that stay are not repeated at every save. */
  #warnings: readonly string[] = [];

  constructor(settings: PreviewBuildSettings) {
    this.#settings = settings;
    this.#drawer = openDrawer(settings.options.figureLimits);
    this.#store = new Store(cacheFolder(settings.root));
    this.#toolchain = openToolchain(this.#store.folder);
  }

  /**
   * Updates the output. Every error is returned as an outcome, because the next change may fix it. Other settings of
   * assumptions are not executed: they would delay the page (`answer`).
   */
  async build(changed: ReadonlySet<string>): Promise<Outcome> {
    if ([...changed].some(changesTypes)) await this.#renew();
    try {
      return await this.#build("cached", this.#settings.signal);
    } catch (error) {
      if (this.#settings.signal.aborted) throw error;
      return failed(this.#settings.describeError(error));
    }
  }

  /** Adds the answers that the last build lacks; undefined if it has them all, or if something changed in between. */
  async answer(unless: AbortSignal): Promise<Outcome | undefined> {
    if (!this.#lacksAnswers) return undefined;
    const { signal, describeError } = this.#settings;
    try {
      return await this.#build("execute", AbortSignal.any([signal, unless]));
    } catch (error) {
      if (signal.aborted) throw error;
      return unless.aborted ? undefined : failed(describeError(error));
    }
  }

  /** Prepares the next build once the outcome of the last one has been shown. */
  async settle(): Promise<void> {
    const afterwards = this.#afterwards;
    this.#afterwards = undefined;
    await afterwards?.();
  }

  async close(): Promise<void> {
    this.#drawer.close();
    await this.#toolchain.close();
  }

  async #build(answers: "cached" | "execute", signal: AbortSignal): Promise<Outcome> {
    const { root, options, showProgress } = this.#settings;
    const started = performance.now();
    const project = await findProject(root);
    const view = await showProgress?.();
    try {
      const built = await build(
        project,
        { ...options, falseSentences: "strike", answers: options.answers === "omit" ? "omit" : answers },
        {
          signal,
          store: this.#store,
          drawer: this.#drawer,
          toolchain: this.#toolchain,
          ...(view && { onProgress: view.show }),
          afterwards: (work) => {
            this.#afterwards = work;
          },
        },
      );
      this.#lacksAnswers = options.answers !== "omit" && lackAnswers(built);
      const store = this.#afterwards;
      if (built.status === "built")
        this.#afterwards = async () => {
          await store?.();
          await this.#warm(path.dirname(project.notebooks[0] ?? root));
        };
      const outcome = outcomeOf(built, performance.now() - started);
      return outcome.status === "built" ? { ...outcome, ...this.#newWarnings(built) } : outcome;
    } finally {
      view?.close();
    }
  }

  #newWarnings(built: Built): { readonly warnings?: readonly string[] } {
    if (built.status !== "built") return {};
    const before = this.#warnings;
    this.#warnings = built.content.warnings;
    const warnings = this.#warnings.filter((each) => !before.includes(each));
    return warnings.length > 0 ? { warnings } : {};
  }

  async #warm(folder: string): Promise<void> {
    const { options, signal } = this.#settings;
    const { spec } = await this.#toolchain.resolveKernel(kernelName, { memoryMb: options.kernelMemoryMb });
    if (!signal.aborted) this.#toolchain.prepareKernel(spec, { cwd: folder });
  }

  async #renew(): Promise<void> {
    await this.#toolchain.close();
    this.#toolchain = openToolchain(this.#store.folder);
  }
}

/** Types may have changed since they were read, and so may the program of a running kernel. */
function changesTypes(file: string): boolean {
  const name = path.basename(file);
  return name === "datapackage.json" || name === ".compiled" || /\.[cm]?tsx?$/.test(name);
}

function lackAnswers({ status, notebooks }: Built): boolean {
  if (status !== "built") return false;
  return notebooks.some(
    ({ notebook }) => assumptionsIn(notebook).declared.length > 0 && answersOf(notebook) === undefined,
  );
}

function outcomeOf(built: Built, ms: number): Outcome {
  const { notebooks, falseSentences } = built;
  const struck = falseSentences.length > 0 ? describeFalseSentences(falseSentences) : undefined;
  if (built.status !== "built") {
    const failures = withoutRepetitions(notebooks.flatMap((each) => each.failures));
    const described = failures.map((each) =>
      describeFailure({ ...each, notebook: shownPath(each.notebook) }),
    );
    return failed([...described, ...(struck === undefined ? [] : [struck])].join("\n\n"));
  }
  return {
    status: "built",
    line: `${describeContent(built.content)}, ${(ms / 1000).toFixed(1)} s`,
    ...(struck !== undefined && { struck }),
  };
}

export function failed(text: string): Extract<Outcome, { status: "failed" }> {
  return { status: "failed", text: stripVTControlCharacters(text) };
}

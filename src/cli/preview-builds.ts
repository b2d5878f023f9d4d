/** The builds of a preview: compilers, kernels and what was read before stay between them. */
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { describeFailure } from "../engine/execute/describe-failure.js";
import { BriefingError } from "../model/errors.js";
import type { Outcome } from "../tools/preview/contract.js";
import { WarmKernels } from "../tools/preview/warm-kernels.js";
import { kernelName } from "../engine/kernel/spec.js";
import { findProject } from "../engine/project/find-project.js";
import type { Overwrite } from "../engine/render/write.js";
import { struckSentences } from "../engine/report/struck-sentences.js";
import { omit } from "../lib/omit.js";
import { executeProject, openCache, writeOrKeep } from "./build-steps.js";
import { describeBriefing } from "./describe-briefing.js";
import { earlierEdition } from "./earlier-edition.js";
import { createEngine, type Engine } from "./engine.js";
import type { ExecutionOptions } from "./options.js";
import { progressView } from "./progress.js";
import { cacheFolder } from "../engine/store/location.js";
import { Store } from "../engine/store/store.js";
import { describeStruck } from "./tell-struck.js";
import { Unchanged } from "./unchanged.js";

export interface PreviewBuildOptions {
  readonly root: string;
  readonly output: string;
  readonly overwrite?: Overwrite | undefined;
  readonly options: ExecutionOptions;
  readonly signal: AbortSignal;
}

export class PreviewBuilds {
  readonly #at: PreviewBuildOptions;
  readonly #kernels: WarmKernels;
  readonly #store: Store;
  readonly #unchanged = new Unchanged();
  #engine: Engine;
  #startPlain: Engine["startKernel"];
  #afterwards: (() => Promise<void>) | undefined;

  constructor(at: PreviewBuildOptions) {
    this.#at = at;
    this.#store = new Store(cacheFolder(at.root));
    this.#engine = createEngine(this.#store.folder);
    this.#startPlain = this.#engine.startKernel;
    this.#kernels = new WarmKernels((spec, options) => this.#startPlain(spec, options), at.signal);
  }

  /** Brings the output up to date; what was changed by a person's mistake is an outcome, not a rejection. */
  async build(changed: ReadonlySet<string>): Promise<Outcome> {
    if ([...changed].some((file) => this.#changesTypes(file))) await this.#renew();
    try {
      return await this.#build();
    } catch (error) {
      if (error instanceof BriefingError) return failed(spoken(error), "wait");
      throw error;
    }
  }

  /** What the next build will be glad of, once the outcome of the last one was told. */
  async settle(): Promise<void> {
    const afterwards = this.#afterwards;
    this.#afterwards = undefined;
    await afterwards?.();
  }

  async close(): Promise<void> {
    await this.#kernels.drop();
    await this.#engine.close();
  }

  async #build(): Promise<Outcome> {
    const { root, output, overwrite, options, signal } = this.#at;
    const started = performance.now();
    const project = await findProject(root);
    const cache = openCache(root, this.#store);
    const engine: Engine = { ...this.#engine, startKernel: this.#kernels.start };
    const progress = await progressView(options.quiet === true ? "quiet" : "normal");
    try {
      const executed = await executeProject(project, { options, engine, progress, cache, signal });
      const executions = this.#unchanged.recognise(executed);
      const failures = executions.flatMap((each) => each.failures);
      const struck = struckSentences(executions);
      if (failures.length > 0) {
        const told = failures.map((each) => describeFailure({ ...each, notebook: shown(each.notebook) }));
        if (struck.length > 0) told.push(describeStruck(struck));
        return failed(told.join("\n\n"), failures.every(({ kind }) => kind === "format") ? "wait" : "show");
      }
      const parameters = { ...project.parameters, ...options.parameter };
      const { previous } = await earlierEdition(project.previous, output);
      const facts = { ...omit(project, "previous"), parameters, ...(previous && { previous }) };
      const page = { executions, project: facts, output, overwrite, signal };
      const { content, settle } = await writeOrKeep(page, cache);
      this.#afterwards = async () => {
        await settle();
        await this.#warm(path.dirname(project.notebooks[0] ?? root));
      };
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      return {
        status: "built",
        line: `${describeBriefing(content)}, ${seconds} s`,
        ...(struck.length > 0 && { struck: describeStruck(struck) }),
      };
    } finally {
      progress.close();
    }
  }

  async #warm(folder: string): Promise<void> {
    const { spec } = await this.#engine.resolveKernel(kernelName, {
      memoryMb: this.#at.options.kernelMemory,
    });
    this.#kernels.prepare(spec, { cwd: folder });
  }

  /** Types that the compiler has seen may be others now, and so may be the program of a kernel that is up. */
  #changesTypes(file: string): boolean {
    const name = path.basename(file);
    return name === "datapackage.json" || name === ".compiled" || /\.[cm]?tsx?$/.test(name);
  }

  async #renew(): Promise<void> {
    await this.close();
    // The last files of a compilation may still be on their way.
    await delay(50);
    this.#engine = createEngine(this.#store.folder);
    this.#startPlain = this.#engine.startKernel;
  }
}

function failed(text: string, hold: "show" | "wait"): Outcome {
  return { status: "failed", text: stripVTControlCharacters(text), hold };
}

const spoken = ({ message, hint }: BriefingError): string =>
  hint === undefined ? message : `${message}\n${hint}`;
const shown = (file: string): string => path.relative(process.cwd(), file) || file;

/**
 * `briefing check --guards --perturb`: which sentences become false if one column of the data moves. The notebooks that
 * read the table are executed in a copy, once for each change; results are kept in the cache.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { readPackage, tableFile } from "../../authoring/load/data-folder.js";
import type { Field, Resource, TableFile } from "../../authoring/load/schema.js";
import { listed, plural } from "../../lib/plural.js";
import { nameHint } from "../../lib/nearest.js";
import { omit } from "../../lib/omit.js";
import { workThrough } from "../../lib/work-through.js";
import { BriefingError, UsageError } from "../../model/errors.js";
import { executeJobs, executeSettings } from "../build/execute-jobs.js";
import { openToolchain, type Toolchain } from "../build/toolchain.js";
import type { Execution } from "../execute/contract.js";
import { executeAll } from "../execute/execute-all.js";
import { describeFailure } from "../execute/failure.js";
import { loadJobs } from "../execute/load-jobs.js";
import type { Project } from "../project/contract.js";
import { recordedFacts } from "../report/bundles.js";
import { cacheFolder } from "../store/location.js";
import { Store } from "../store/store.js";
import { effectOf, falseIn, identityOf, joined, type Effect } from "./effects.js";
import { movableColumns, movedTable, replaceTable, yearColumn, type Move } from "./move-column.js";
import { KnownEffects } from "./known-effects.js";
import { pastRevisions, type PastRevisions } from "./past-revision.js";
import { projectPath } from "../report/published.js";
import { openScratch, type Scratch } from "./scratch.js";

export interface PerturbRequest {
  readonly project: Project;
  /** Absolute paths. */
  readonly notebooks: readonly string[];
  /** Names; empty: every table that the notebooks read. */
  readonly tables: readonly string[];
  /**
   * Percentages by which each column moves, in both directions. Without them, the largest past revision of its table, or
   * `usualSteps`.
   */
  readonly steps?: readonly number[];
  readonly rows: Move["rows"];
  /** The largest number of runs. */
  readonly limit: number;
  readonly jobs: number;
  /** Receives the number of runs before the first. */
  readonly onPlan: (sentence: string) => void;
  readonly onProgress: (sentence: string) => void;
  readonly signal: AbortSignal;
}

/** In per cent, where no earlier edition is known. */
const usualSteps: readonly number[] = [1, 5];

/** One column, moved by one share. */
export interface Change extends Effect {
  readonly table: string;
  readonly column: string;
  /** −5: 5 % less. */
  readonly percent: number;
}

export interface Perturbed {
  /** Those that make a sentence false or stop a notebook; by size, then by column. */
  readonly changes: readonly Change[];
  readonly columns: readonly { readonly table: string; readonly column: string }[];
  readonly runs: number;
  /** Of these from the cache. */
  readonly cached: number;
  readonly notes: readonly string[];
  /** The largest step of any column. */
  readonly largestStep: number;
}

interface Plan {
  readonly table: TableFile;
  readonly resource: Resource;
  readonly column: Field;
  readonly percent: number;
  /** Absolute paths of the notebooks that read the table. */
  readonly readers: readonly string[];
}

export async function perturb(request: PerturbRequest): Promise<Perturbed> {
  const store = new Store(cacheFolder(request.project.root));
  const toolchain = openToolchain(store.folder);
  try {
    return await new Perturbation(request, store, toolchain).run();
  } finally {
    await toolchain.close();
  }
}

class Perturbation {
  readonly #request: PerturbRequest;
  readonly #store: Store;
  readonly #toolchain: Toolchain;

  constructor(request: PerturbRequest, store: Store, toolchain: Toolchain) {
    this.#request = request;
    this.#store = store;
    this.#toolchain = toolchain;
  }

  async run(): Promise<Perturbed> {
    const { project, jobs, limit, onPlan, onProgress, signal, rows } = this.#request;
    const before = await this.#executeUnchanged();
    const revisions = await this.#revisions();
    const { plans, notes } = this.#plan(before, revisions);
    const known = new KnownEffects(this.#store, before, project);
    const keyOf = ({ resource, column, percent }: Plan) => [resource.name, column.name, percent, rows];
    const found = new Map<Plan, Effect>();
    for (const plan of plans) {
      const effects = plan.readers.map((reader) => known.get(reader, keyOf(plan)));
      if (effects.every((effect) => effect !== undefined)) found.set(plan, joined(effects));
    }
    const left = plans.filter((plan) => !found.has(plan));
    const cached = plans.length - left.length;
    const columns = [
      ...new Map(plans.map((plan) => [`${plan.resource.name}\n${plan.column.name}`, plan])).values(),
    ];
    onPlan(
      `${plural(columns.length, "column")}, ${plural(plans.length, "change")}: ${plural(left.length, "run")} of up to ${plural(before.length, "notebook")}${cached > 0 ? `, ${cached} more from the cache` : ""}`,
    );
    if (left.length > limit)
      throw new UsageError(`That takes ${left.length} runs, more than --limit ${limit}.`, {
        hint: `Name tables or notebooks, such as --table ${left[0]?.resource.name ?? "NAME"}, or raise the limit: --limit ${left.length}`,
      });
    const falseBefore = new Set(falseIn(before, project.root).map(identityOf));
    const scratches: Scratch[] = [];
    try {
      const workers = Math.max(1, Math.min(jobs, left.length));
      for (let worker = 0; worker < workers && left.length > 0; worker += 1)
        scratches.push(await openScratch(project.root));
      await workThrough(left, workers, async (plan, index, worker) => {
        signal.throwIfAborted();
        const scratch = scratches[worker];
        if (scratch === undefined) return;
        onProgress(
          `run ${index + 1} of ${left.length}: ${plan.resource.name}.${plan.column.name} ${plan.percent > 0 ? "+" : "−"}${Math.abs(plan.percent)} %`,
        );
        const executed = await this.#executeMoved(plan, scratch);
        const effects = plan.readers.map((reader, at): Effect => {
          const effect = effectOf(executed?.[at], scratch.root, falseBefore);
          known.put(reader, keyOf(plan), effect);
          return effect;
        });
        found.set(plan, joined(effects));
      });
    } finally {
      await Promise.all(scratches.map((scratch) => scratch.close()));
    }
    const changes = plans.flatMap((plan): readonly Change[] => {
      const effect = found.get(plan) ?? { sentences: [] };
      if (effect.sentences.length === 0 && effect.failure === undefined) return [];
      return [{ table: plan.resource.name, column: plan.column.name, percent: plan.percent, ...effect }];
    });
    return {
      changes: changes.toSorted((a, b) => Math.abs(a.percent) - Math.abs(b.percent)),
      columns: columns.map(({ resource, column }) => ({ table: resource.name, column: column.name })),
      runs: plans.length,
      cached,
      notes,
      largestStep: Math.max(0, ...plans.map(({ percent }) => Math.abs(percent))),
    };
  }

  #settings(jobs: number) {
    const { project, signal } = this.#request;
    const { parameters, cellTimeoutMs } = project;
    return executeSettings({ parameters, cellTimeoutMs, jobs }, { signal });
  }

  /** With the data as they are; usually all from the cache. */
  async #executeUnchanged(): Promise<readonly Execution[]> {
    const { notebooks, jobs } = this.#request;
    const executing = { settings: this.#settings(jobs), store: this.#store, cache: "use" } as const;
    const executed = await executeJobs(await loadJobs(notebooks), executing, { toolchain: this.#toolchain });
    const [failure] = executed.flatMap(({ failures }) => failures);
    if (failure === undefined) return executed;
    throw new BriefingError(`The notebooks fail with the data as they are: ${describeFailure(failure)}`, {
      hint: "Make briefing build succeed first.",
    });
  }

  /** Nothing where the command line says by how much to move. */
  async #revisions(): Promise<PastRevisions> {
    const { project, steps } = this.#request;
    return steps === undefined ? await pastRevisions(project) : { byNotebook: new Map(), notes: [] };
  }

  #plan(
    before: readonly Execution[],
    revisions: PastRevisions,
  ): {
    readonly plans: readonly Plan[];
    readonly notes: readonly string[];
  } {
    const { project, tables } = this.#request;
    const located = readPackage(project.root);
    const { resources } = located.descriptor;
    const unknown = tables.find((table) => !resources.some(({ name }) => name === table));
    if (unknown !== undefined)
      throw new UsageError(`data/datapackage.json describes no table ${JSON.stringify(unknown)}.`, {
        hint: nameHint(
          unknown,
          resources.map(({ name }) => name),
          "Tables:",
        ),
      });
    const reads = before.map(({ path: file, notebook }) => ({
      file,
      read: new Set(notebook.cells.flatMap((cell) => recordedFacts(cell)?.trace?.files ?? [])),
    }));
    const notes = [...revisions.notes];
    const unmoved: string[] = [];
    const plans: Plan[] = [];
    for (const resource of resources) {
      if (tables.length > 0 && !tables.includes(resource.name)) continue;
      const table = tableFile(located, resource);
      const readers = reads.flatMap(({ file, read }) => (read.has(table.file) ? [file] : []));
      const columns = movableColumns(resource, located.descriptor);
      const hasRows = this.#request.rows === "all" || yearColumn(resource) !== undefined;
      if (readers.length === 0 || columns.length === 0 || table.format === "parquet" || !hasRows) {
        if (tables.includes(resource.name) || (table.format === "parquet" && readers.length > 0))
          notes.push(`${resource.name} (${resource.path}) is not moved: ${whyNot(readers, columns, table)}`);
        else if (readers.length > 0) unmoved.push(resource.name);
        continue;
      }
      const revised = readers.map((file) => revisions.byNotebook.get(projectPath(file, project.root)) ?? 0);
      const revision = Math.max(...revised);
      const steps = this.#request.steps ?? (revision > 0 ? [revision] : usualSteps);
      if (this.#request.steps === undefined && revision > 0)
        notes.push(
          `${resource.name} moves by ${revision} %, the largest revision so far of a count in the notebooks that read it.`,
        );
      for (const column of columns)
        for (const percent of [...steps].sort((a, b) => a - b).flatMap((step) => [-step, step]))
          plans.push({ table, resource, column, percent, readers });
    }
    if (unmoved.length > 0) notes.push(`Without a column to move: ${listed(unmoved, 5)}.`);
    return { plans, notes };
  }

  /** Undefined if the change leaves every number as it is. */
  async #executeMoved(plan: Plan, scratch: Scratch): Promise<readonly Execution[] | undefined> {
    const { project, rows } = this.#request;
    const { table, resource, column, percent, readers } = plan;
    const moved = await movedTable(table, resource, { column, share: percent / 100, rows });
    if (moved.status === "nothing to move") return undefined;
    const inCopy = (file: string): string => path.join(scratch.root, path.relative(project.root, file));
    try {
      await replaceTable(inCopy(table.file), moved.content);
      // Types do not depend on the numbers.
      const dependencies = { ...omit(this.#toolchain, "types"), now: () => performance.now() };
      return await executeAll(await loadJobs(readers.map(inCopy)), this.#settings(1), dependencies);
    } finally {
      await replaceTable(inCopy(table.file), await readFile(table.file));
    }
  }
}

function whyNot(readers: readonly string[], columns: readonly Field[], { format }: TableFile): string {
  if (readers.length === 0) return "no notebook reads it.";
  if (format === "parquet") return "it is a Parquet file, and only CSV can be changed.";
  return columns.length === 0
    ? "no column has numbers that measure something; keys, years and orders are not moved."
    : "it has no column of years.";
}

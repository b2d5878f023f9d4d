/** Executions used again: an entry holds as long as its notebook asks the same and its fingerprint is that of now. */
import path from "node:path";
import jsTokens from "js-tokens";
import type { Json } from "../../client/contract.js";
import { sha256 } from "../../../lib/hash.js";
import { listed } from "../../../lib/plural.js";
import { expressionsOf } from "../../notebook/inline.js";
import { hasTag, allowsCache } from "../../notebook/metadata.js";
import {
  changedAfter,
  changesSince,
  takeFingerprint,
  timeZoneFile,
  type Fingerprint,
  type Present,
  type Reads,
} from "../../store/fingerprint.js";
import type { Runtime } from "../../store/own-code.js";
import type { Store } from "../../store/store.js";
import type { CellRecord, NotebookRun } from "../run.js";
import { executedStep, stepChanges, stepsOf, type ExecutedStep, type PlacedStep } from "./steps.js";
import { own } from "../../../lib/own.js";
import type { Contact } from "../../../model/trace.js";

export interface CacheOptions {
  readonly store: Store;
  readonly runtime: Runtime;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export type Found =
  | { readonly status: "hit" }
  /** `why` is in words for the notebook's line: "data/pairs.csv changed, cell peaks changed". */
  | { readonly status: "miss"; readonly why: string };

interface Entry {
  readonly parameters: Readonly<Record<string, string>>;
  readonly languageInfo: Json | null;
  readonly steps: readonly ExecutedStep[];
  readonly runtime: Runtime;
  readonly fingerprint: Fingerprint;
}

/** Counts up when entries change their form. */
const format = 4;
/** Several of each notebook, so that going back to an earlier state (another branch, other parameters) finds it again. */
const entriesOfNotebook = 4;
/** So many reasons are named; the others are counted. */
const namedReasons = 2;
/** Node reads these itself, unseen. */
const readByNode = ["TZ", "LANG", "LC_ALL", "LC_MESSAGES", "NODE_OPTIONS", "NODE_PATH", "NODE_ICU_DATA"];

/** One for a build: what executes the notebooks must not change in its life. Nothing on disk makes it throw. */
export class ExecutionCache {
  readonly #options: CacheOptions;
  /** Notebooks depend on many of the same files; all are looked for before one is executed. */
  readonly #present: Present;

  constructor(options: CacheOptions) {
    this.#options = options;
    this.#present = { files: options.store.hashes.now(), environment: options.environment };
  }

  /** On a hit, the run has its outputs and facts, and its executed copy needs no kernel. */
  find(run: NotebookRun): Found {
    const { store, runtime } = this.#options;
    const notebook = path.resolve(run.path);
    const steps = stepsOf(run);
    const keys = this.#keysOf(notebook);
    let nearest: readonly string[] | undefined;
    for (const key of keys) {
      const entry = store.get("executions", key) as Entry | undefined;
      if (entry === undefined) continue;
      const changes = stepChanges(
        steps.map(({ step }) => step),
        entry.steps,
      );
      const reasons = [
        ...parameterReasons(entry.parameters, run.settings.parameters),
        ...(changes ?? []),
        ...changesSince(entry.fingerprint, this.#present, nameFrom(notebook)),
        ...runtimeReasons(entry.runtime, runtime),
      ];
      if (reasons.length === 0 && changes === undefined) {
        this.#putFirst(notebook, key);
        restore(run, steps, entry);
        store.hashes.save();
        return { status: "hit" };
      }
      if (nearest === undefined || reasons.length < nearest.length) nearest = reasons;
    }
    store.hashes.save();
    const none = keys.length === 0 ? "not in the cache yet" : "its cache entry was damaged or removed";
    return {
      status: "miss",
      why: nearest === undefined ? none : listed([...new Set(nearest)], namedReasons),
    };
  }

  /**
   * Keeps what was executed without a failure by a kernel started at `startedAt` (epoch milliseconds). Says why it cannot
   * be cached; undefined when it is.
   */
  put(run: NotebookRun, startedAt: number): string | undefined {
    const { store, runtime, environment } = this.#options;
    const placed = stepsOf(run);
    const refused = whyNotCacheable(run, placed);
    if (refused !== undefined) return refused;
    const steps = placed.map(executedStep).filter((step) => step !== undefined);
    if (steps.length < placed.length) return "the kernel did not report what a cell read";
    const notebook = path.resolve(run.path);
    const nameOf = nameFrom(notebook);
    const reads = readsOf(run, placed);
    const changed = changedAfter(reads.files, startedAt);
    if (changed !== undefined) return `${nameOf(changed)} changed while it was executed`;
    const files = store.hashes.now();
    const gone = reads.files.find((file) => files.hashOf(file) === undefined && file !== timeZoneFile);
    if (gone !== undefined) return `${nameOf(gone)} is gone`;
    const fingerprint = takeFingerprint(reads, { files, environment });
    const { parameters } = run.settings;
    const entry: Entry = { parameters, languageInfo: run.languageInfo ?? null, steps, runtime, fingerprint };
    const asked = placed.map(({ step }) => step);
    const key = sha256(JSON.stringify([notebook, parameters, asked, runtime, fingerprint]));
    store.put("executions", key, entry);
    this.#putFirst(notebook, key);
    store.hashes.save();
    return undefined;
  }

  #keysOf(notebook: string): readonly string[] {
    const keys = this.#options.store.get("executions", `${format} ${notebook}`);
    return (keys as readonly string[] | undefined) ?? [];
  }

  #putFirst(notebook: string, key: string): void {
    const { store } = this.#options;
    const before = this.#keysOf(notebook);
    if (before[0] === key) return;
    const keys = [key, ...before.filter((each) => each !== key)];
    store.put("executions", `${format} ${notebook}`, keys.slice(0, entriesOfNotebook));
    for (const old of keys.slice(entriesOfNotebook)) store.delete("executions", old);
  }
}

function readsOf(run: NotebookRun, placed: readonly PlacedStep[]): Required<Reads> {
  const traces = placed.flatMap(({ record }) => record.facts.trace ?? []);
  const around = [...run.surroundings.values()];
  const files = traces.flatMap((trace) => [...trace.files, ...trace.modules]);
  const read = new Set([timeZoneFile, ...files.filter((file) => path.isAbsolute(file))]);
  return {
    files: [...read],
    places: around.flatMap(({ asked }) => asked).filter((place) => !read.has(place)),
    folders: around.flatMap(({ listed }) => listed),
    environment: [...traces.flatMap((trace) => trace.environment), ...readByNode],
  };
}

function parameterReasons(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return names
    .filter((name) => own(before, name) !== own(now, name))
    .map((name) => `parameter ${name} changed`);
}

function runtimeReasons(before: Runtime, now: Runtime): readonly string[] {
  const version = (node: string): string => node.replace(/^v/, "");
  const reasons: string[] = [];
  if (before.node !== now.node) reasons.push(`Node ${version(now.node)} instead of ${version(before.node)}`);
  if (before.platform !== now.platform) reasons.push(`${now.platform} instead of ${before.platform}`);
  if (before.program.version !== now.program.version) {
    reasons.push(`kernel ${now.program.version} instead of ${before.program.version}`);
  } else if (before.program.code !== now.program.code) reasons.push("the kernel's own code changed");
  return reasons;
}

/** Names files from the folder above the notebook's, which is the project's as a rule. */
function nameFrom(notebook: string): (file: string) => string {
  const base = path.dirname(path.dirname(notebook));
  return (file) => {
    const relative = path.relative(base, file);
    return relative.startsWith("..") ? file : relative.split(path.sep).join("/");
  };
}

function restore(run: NotebookRun, placed: readonly PlacedStep[], { languageInfo, steps }: Entry): void {
  run.languageInfo = languageInfo ?? undefined;
  for (const [index, { record }] of placed.entries()) {
    const answer = steps[index];
    if (answer !== undefined) restoreStep(run, record, answer);
  }
  for (const record of run.records) {
    if (record.facts.status !== "not-executed") continue;
    const isSkipped = record.cell.cell_type === "code" && hasTag(record.cell, "skip-execution");
    record.facts = { status: isSkipped ? "skipped" : "executed" };
  }
}

function restoreStep(
  run: NotebookRun,
  record: CellRecord,
  { facts, outputs, executionCount }: ExecutedStep,
): void {
  // Values stay with their expressions, which may stand elsewhere in the cell and bear other ids by now.
  const inline = facts.inline && {
    inline: expressionsOf(run.notebook, record.cell).flatMap(({ id, expression, line, column }, index) => {
      const result = facts.inline?.[index];
      return result === undefined ? [] : [{ ...result, id, expression, line, column }];
    }),
  };
  record.restore({ facts: { ...facts, ...inline }, outputs, executionCount });
}

const contactWords: Readonly<Record<Contact, string>> = {
  network: "opened a network connection",
  process: "started another process",
  thread: "started a thread, which is not watched",
  writing: "wrote to the disk",
};

/** Undefined where it can be cached. */
function whyNotCacheable(run: NotebookRun, steps: readonly PlacedStep[]): string | undefined {
  if (run.kernel.origin !== "builtin") return `kernel ${run.kernel.spec.name} does not report what it reads`;
  if (!allowsCache(run.notebook)) return "the notebook says cache: false";
  for (const { step, record } of steps) {
    const name = `cell ${step.id}`;
    if (!allowsCache(record.cell)) return `${name} says cache: false`;
    const surroundings = run.surroundings.get(record);
    if (surroundings === undefined) return `the kernel did not report what ${name} did`;
    const [contact] = surroundings.contacts;
    if (contact !== undefined) return `${name} ${contactWords[contact]}`;
    const addOn = record.facts.trace?.modules.find((module) => module.endsWith(".node"));
    if (addOn !== undefined) return `${name} loaded native code, whose reads are not seen`;
    const chance = step.texts.map(chanceIn).find((words) => words !== undefined);
    if (chance !== undefined) return `${name} ${chance}`;
  }
  return run.hasLeftovers ? "work was still running when the last cell had ended" : undefined;
}

/** The clock and chance, where a cell asks for them itself; what a module does with them is not seen. */
function chanceIn(source: string): string | undefined {
  const tokens = [...jsTokens(source)]
    .filter(({ type }) => !/Comment|WhiteSpace|LineTerminator/.test(type))
    .map(({ value }) => value);
  const code = ` ${tokens.join(" ")} `;
  if (/ (?:Date \. now|new Date(?: \( \)| ;| $)|performance \. now) /.test(code)) return "asks for the time";
  return / (?:Math \. random|randomUUID|randomBytes|getRandomValues) /.test(code)
    ? "asks for random numbers"
    : undefined;
}

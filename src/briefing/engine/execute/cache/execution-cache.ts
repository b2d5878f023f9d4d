/** Caches executions: an entry is valid while its notebook makes the same requests and its fingerprint matches. */
import path from "node:path";
import { sha256 } from "../../../lib/hash.js";
import { listed } from "../../../lib/plural.js";
import { assumptionsIn } from "../../notebook/assumptions.js";
import { allowsCache } from "../../notebook/metadata.js";
import {
  changedAfter,
  changesSince,
  readByNode,
  takeFingerprint,
  timeZoneFile,
  type Fingerprint,
  type Present,
  type Reads,
} from "../../store/fingerprint.js";
import type { Runtime } from "../../store/own-code.js";
import { settingOf } from "../../store/project-settings.js";
import type { Store } from "../../store/store.js";
import type { NotebookRun } from "../run.js";
import { contactWords } from "../contact-words.js";
import { codeChanges, usedCode, type UsedCode } from "./used-code.js";
import { restore, restoreAsItWas, type Outcome } from "./restore.js";
import { executedStep, stepChanges, stepsOf, type PlacedStep } from "./steps.js";
import { once } from "../../../lib/once.js";
import type { RanCode } from "../../../model/trace.js";
import { own } from "../../../lib/own.js";

export interface CacheOptions {
  readonly store: Store;
  readonly runtime: Runtime;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface Entry extends Outcome {
  /** Hash of everything that the notebook's requests depend on: an equal one makes the same. */
  readonly text: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly runtime: Runtime;
  /** Of everything that it read, apart from code of the project. */
  readonly fingerprint: Fingerprint;
  readonly code: readonly UsedCode[];
}

/** Increment when the format of entries changes. */
const format = 7;
/** Entries kept per notebook, so that returning to an earlier state (another branch, other parameters) is a hit. */
const entriesOfNotebook = 4;
/** Reasons listed by name; the others are only counted. */
const namedReasons = 2;

/** Create one per build, during which the program must not change. Never throws because of files on disk. */
export class ExecutionCache {
  readonly #options: CacheOptions;
  /** A snapshot shared by all notebooks, which often depend on the same files. */
  readonly #present: Present;

  constructor(options: CacheOptions) {
    this.#options = options;
    this.#present = { files: options.store.hashes.now(), environment: options.environment };
  }

  /**
   * Undefined on a hit: the run then has its outputs and facts, so its executed copy needs no kernel. Otherwise the
   * reason, as a phrase for the notebook's progress line: "data/pairs.csv changed, cell peaks changed".
   */
  find(run: NotebookRun): string | undefined {
    const { store, runtime } = this.#options;
    const notebook = path.resolve(run.path);
    const text = textHash(run);
    const steps = once(() => stepsOf(run));
    const keys = this.#keysOf(notebook);
    let nearest: readonly string[] | undefined;
    for (const key of keys) {
      const entry = store.get("executions", key) as Entry | undefined;
      if (entry === undefined) continue;
      const isAsItWas = entry.text === text;
      const changes = isAsItWas
        ? undefined
        : stepChanges(
            steps().map(({ step }) => step),
            entry.steps,
          );
      const reasons = [
        ...parameterReasons(entry.parameters, run.settings.parameters),
        ...(changes ?? []),
        ...changesSince(entry.fingerprint, this.#present, nameFrom(notebook)),
        ...codeChanges(entry.code, this.#present.files, nameFrom(notebook)),
        ...runtimeReasons(entry.runtime, runtime),
        ...answerReasons(entry, run),
      ];
      if (reasons.length === 0 && changes === undefined) {
        this.#putFirst(notebook, key);
        if (isAsItWas) restoreAsItWas(run, entry);
        else restore(run, steps(), entry);
        store.hashes.save();
        return undefined;
      }
      if (nearest === undefined || reasons.length < nearest.length) nearest = reasons;
    }
    store.hashes.save();
    if (nearest !== undefined) return listed([...new Set(nearest)], namedReasons);
    return keys.length === 0 ? "not in the cache yet" : "its cache entry was damaged or removed";
  }

  /**
   * Caches a successful execution by a kernel started at `startedAt` (epoch milliseconds). Returns the reason if it
   * cannot be cached, otherwise undefined.
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
    const settings = reads.settings.map((name) => settingOf(name).file);
    const changed = changedAfter([...reads.files, ...settings], startedAt);
    if (changed !== undefined) return `${nameOf(changed)} changed during execution`;
    const files = store.hashes.now();
    const gone = reads.files.find((file) => files.hashOf(file) === undefined && file !== timeZoneFile);
    if (gone !== undefined) return `${nameOf(gone)} was removed`;
    const code = usedCode(reads.ran, files);
    const counted = new Set(code.map(({ file }) => file));
    const whole = reads.files.filter((file) => !counted.has(file));
    const fingerprint = takeFingerprint({ ...reads, files: whole }, { files, environment });
    const { parameters } = run.settings;
    const answers = run.answers ?? null;
    const languageInfo = run.languageInfo ?? null;
    const text = textHash(run);
    const places = placed.map(({ record }) => record.index);
    const entry: Entry = {
      text,
      parameters,
      languageInfo,
      steps,
      places,
      answers,
      runtime,
      fingerprint,
      code,
    };
    const asked = placed.map(({ step }) => step);
    const hasAnswers = answers !== null;
    const key = sha256(JSON.stringify([notebook, parameters, asked, runtime, fingerprint, code, hasAnswers]));
    store.put("executions", key, entry);
    this.#putFirst(notebook, key);
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

interface AllReads extends Required<Reads> {
  readonly ran: readonly RanCode[];
}

function readsOf(run: NotebookRun, placed: readonly PlacedStep[]): AllReads {
  const published = placed.flatMap(({ record }) => record.facts.trace ?? []);
  const traces = [...published, ...run.settingReplies.map(({ trace }) => trace)];
  const around = [...run.surroundings.values(), ...run.settingReplies.map((each) => each.surroundings)];
  const files = traces.flatMap((trace) => [...trace.files, ...trace.modules]);
  // All of a module counts that was also read as a text.
  const texts = new Set(around.flatMap(({ texts = [] }) => texts));
  const read = new Set([timeZoneFile, ...files.filter((file) => path.isAbsolute(file))]);
  return {
    files: [...read],
    places: around.flatMap(({ asked }) => asked).filter((place) => !read.has(place)),
    folders: around.flatMap(({ listed }) => listed),
    environment: [...traces.flatMap((trace) => trace.environment), ...readByNode],
    settings: around.flatMap(({ settings = [] }) => settings),
    ran: around.flatMap(({ ran }) => ran).filter(({ file }) => !texts.has(file)),
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

/** Formats paths relative to the parent of the notebook's folder, usually the project's folder. */
function nameFrom(notebook: string): (file: string) => string {
  const base = path.dirname(path.dirname(notebook));
  return (file) => {
    const relative = path.relative(base, file);
    return relative.startsWith("..") ? file : relative.split(path.sep).join("/");
  };
}

/** A notebook without assumptions has no answers. */
function answerReasons({ answers }: Entry, { notebook, settings }: NotebookRun): readonly string[] {
  if (settings.answers !== "execute" || answers !== null) return [];
  return assumptionsIn(notebook).declared.length === 0 ? [] : ["its other settings were not executed yet"];
}

const textHash = ({ notebook }: NotebookRun): string =>
  sha256(
    JSON.stringify([
      notebook.metadata,
      notebook.cells.map(({ cell_type, id, source, metadata, line }) => [
        cell_type,
        id,
        source,
        metadata,
        line,
      ]),
    ]),
  );

/** Why an execution cannot be cached; undefined if it can. */
function whyNotCacheable(run: NotebookRun, steps: readonly PlacedStep[]): string | undefined {
  if (run.kernel.origin !== "builtin") return `kernel ${run.kernel.spec.name} does not report what it reads`;
  if (!allowsCache(run.notebook)) return "the notebook sets cache: false";
  for (const { step, record } of steps) {
    const name = `cell ${step.id}`;
    if (!allowsCache(record.cell)) return `${name} sets cache: false`;
    const surroundings = run.surroundings.get(record);
    if (surroundings === undefined) return `the kernel did not report what ${name} did`;
    const [contact] = surroundings.contacts;
    if (contact !== undefined) return `${name} ${contactWords[contact]}`;
    const addOn = record.facts.trace?.modules.find((module) => module.endsWith(".node"));
    if (addOn !== undefined) return `${name} loaded native code, whose reads are not observed`;
  }
  const [contact] = run.settingReplies.flatMap(({ surroundings }) => surroundings.contacts);
  if (contact !== undefined) return `under another setting, a cell ${contactWords[contact]}`;
  return run.hasPendingWork ? "work was still pending after the last cell" : undefined;
}

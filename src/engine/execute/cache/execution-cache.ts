import path from "node:path";
import type { Pass } from "../../compile/file-hashes.js";
import { expressionsOf } from "../../notebook/inline.js";
import { hasTag } from "../../notebook/metadata.js";
import { planUnits } from "../ahead.js";
import type { NotebookRun } from "../run.js";
import { changedSince, differences, survey, type Touched } from "./conditions.js";
import type { CacheOptions, ExecutionCache, Found } from "./contract.js";
import { matchScripts, type Answered } from "./match.js";
import { keptStep, scriptOf, type KeptStep, type PlacedStep } from "./script.js";
import { Shelf, type KeptExecution } from "./shelf.js";
import { whyNotKept } from "./unkept.js";

/** So many reasons are told; the others are counted. */
const toldReasons = 2;

/** One for a build: what executes the notebooks must not change in its life. */
export function createExecutionCache(options: CacheOptions): ExecutionCache {
  const shelf = new Shelf(options.folder, options.read);
  // Notebooks rest on many of the same files; all are looked for before one is executed.
  const pass: Pass = new Map();
  return {
    find: (run) => find(run, options, shelf, pass),
    keep: (run, startedAt) => keep(run, startedAt, options, shelf),
  };
}

function find(run: NotebookRun, options: CacheOptions, shelf: Shelf, pass: Pass): Found {
  const notebook = path.resolve(run.path);
  const script = scriptOf(run);
  let nearest: readonly string[] | undefined;
  let lost: string | undefined;
  for (const shelved of shelf.of(notebook)) {
    if (shelved.status !== "whole") {
      shelf.remove(shelved.file);
      lost = shelved.status === "damaged" ? "what was kept is damaged" : "another version kept it";
      continue;
    }
    const { execution, file } = shelved;
    const match = matchScripts(script, execution.steps);
    const reasons = [
      ...parameterReasons(execution.parameters, run.settings.parameters),
      ...(match.status === "different" ? match.reasons : []),
      ...differences(execution.conditions, options, pass, shownFrom(notebook)),
    ];
    if (reasons.length === 0 && match.status === "same") {
      options.hashes.save();
      shelf.touch(file);
      restore(run, execution, match.answers);
      return { status: "hit" };
    }
    if (nearest === undefined || reasons.length < nearest.length) nearest = reasons;
  }
  options.hashes.save();
  return {
    status: "miss",
    why: nearest === undefined ? (lost ?? "nothing is kept of it") : inWords(nearest),
  };
}

function parameterReasons(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return names.filter((name) => before[name] !== now[name]).map((name) => `parameter ${name} changed`);
}

function inWords(reasons: readonly string[]): string {
  const told = [...new Set(reasons)];
  const more = told.length - toldReasons;
  return told.slice(0, toldReasons).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Files by their way from the folder that holds the notebook's, which is the project's as a rule. */
function shownFrom(notebook: string): (file: string) => string {
  const base = path.dirname(path.dirname(notebook));
  return (file) => {
    const relative = path.relative(base, file);
    return relative.startsWith("..") ? file : relative.split(path.sep).join("/");
  };
}

function restore(run: NotebookRun, { languageInfo }: KeptExecution, answers: readonly Answered[]): void {
  run.languageInfo = languageInfo ?? undefined;
  for (const { placed, kept } of answers) restoreStep(run, placed, kept);
  for (const record of run.records) {
    if (record.facts.status !== "not-executed") continue;
    const isSkipped = record.cell.cell_type === "code" && hasTag(record.cell, "skip-execution");
    record.facts = { status: isSkipped ? "skipped" : "executed" };
  }
}

function restoreStep(run: NotebookRun, { record }: PlacedStep, kept: KeptStep): void {
  if (kept.kind === "code") {
    record.restore(kept);
    return;
  }
  // Values stay with their expressions, which may stand elsewhere in the cell and bear other ids by now.
  const inline = expressionsOf(run.notebook, record.cell).flatMap(
    ({ id, expression, line, column }, index) => {
      const result = kept.results[index];
      return result === undefined ? [] : [{ ...result, id, expression, line, column }];
    },
  );
  record.restore({ facts: { ...kept.facts, inline }, outputs: [], executionCount: null });
}

function keep(run: NotebookRun, startedAt: number, options: CacheOptions, shelf: Shelf): string | undefined {
  const script = scriptOf(run);
  const refused = whyNotKept(run, script);
  if (refused !== undefined) return refused;
  const steps = script.map(keptStep).filter((step) => step !== undefined);
  if (steps.length < script.length) return "the kernel did not tell what a cell read";
  const notebook = path.resolve(run.path);
  const shown = shownFrom(notebook);
  const touched = touchedBy(run, script, options);
  if (touched === undefined) return "what its types rest on is not known";
  const changed = changedSince(touched.files, startedAt);
  if (changed !== undefined) return `${shown(changed)} changed while it was executed`;
  const surveyed = survey(touched, options);
  if ("missing" in surveyed) return `${shown(surveyed.missing)} is gone`;
  shelf.put({
    notebook,
    parameters: run.settings.parameters,
    languageInfo: run.languageInfo ?? null,
    steps,
    conditions: surveyed.conditions,
  });
  return undefined;
}

function touchedBy(
  run: NotebookRun,
  script: readonly PlacedStep[],
  { seenByCompiler }: CacheOptions,
): Touched | undefined {
  const units = planUnits(run.notebook).map(({ unit }) => unit);
  const seen = seenByCompiler(path.dirname(path.resolve(run.path)), units);
  if (seen === undefined) return undefined;
  const traces = script.flatMap(({ record }) => record.facts.trace ?? []);
  const around = [...run.surroundings.values()];
  return {
    files: [...traces.flatMap(({ files, modules }) => [...files, ...modules]), ...seen.files].filter((file) =>
      path.isAbsolute(file),
    ),
    asked: [...around.flatMap(({ asked }) => asked), ...seen.absent],
    listed: around.flatMap(({ listed }) => listed),
    environment: traces.flatMap(({ environment }) => environment),
  };
}

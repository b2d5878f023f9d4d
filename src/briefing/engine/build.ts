/**
 * The build: notebooks in, briefing out.
 *
 *   project ─► load ─► execute ─► report ─► render ─► write ─► output/
 *
 *   load      the notebooks, including those that cannot be read
 *   execute   each on a kernel, or from the store if none of its inputs changed; a failure does not stop the others;
 *             figures of finished notebooks are drawn meanwhile, in a separate process
 *   report    the executed notebooks as one value: chapters, figures, tables, values and their provenance
 *   render    pages, figures, notebooks and report.json, in memory
 *   write     into the folder, all or nothing
 *
 * Problems that would surface at the end (an unwritable folder, a missing browser) are reported before anything is
 * executed. Nothing is rendered if a notebook failed, unless for a draft, or if the folder already holds what would be
 * written.
 */
import path from "node:path";
import { withTempFolder } from "../lib/temp-folder.js";
import { shownPath } from "../lib/shown-path.js";
import { BriefingError } from "../model/errors.js";
import { olderCopies, prepareBesidePage, type BesidePageFiles } from "./build/beside-page.js";
import type { BuildEffects, BuildOptions, Built, Executed } from "./build/contract.js";
import type { BriefingContent } from "./build/describe.js";
import { executeJobs, executeSettings } from "./build/execute-jobs.js";
import { refuseDraft, refuseOutput, refuseSources } from "./build/path-checks.js";
import type { Execution, Progress } from "./execute/contract.js";
import { loadJobs } from "./execute/load-jobs.js";
import type { Project } from "./project/contract.js";
import { omit } from "../lib/omit.js";
import type { Draw } from "./render/figure/draw.js";
import type { ProjectFacts } from "./report/facts.js";
import { earlierEditions } from "./build/earlier-editions.js";
import { struckSentences } from "./report/struck-sentences.js";
import { textHashes } from "./report/texts.js";
import { refuseUnfinished } from "./report/unfinished.js";
import { drawAhead, drawOnce, openDrawer } from "./build/drawer.js";
import { LastBuild } from "./build/last-build.js";
import { refuseConflicts } from "./build/merge-conflicts.js";
import { cacheFolder } from "./store/location.js";
import { cacheLimit, keepToLimit } from "./store/size.js";
import { Store } from "./store/store.js";

export type { BuildEffects, BuildOptions, Built } from "./build/contract.js";
export { describeFailure } from "./execute/failure.js";
export type { Project } from "./project/contract.js";
export { findProject } from "./project/find-project.js";

/**
 * Builds the briefing of a project. A notebook that fails or a sentence that is no longer true is part of the result;
 * the promise rejects for what must be fixed first (a BriefingError) and for an aborted signal.
 */
export async function build(
  project: Project,
  options: BuildOptions = {},
  effects: BuildEffects = {},
): Promise<Built> {
  const { signal } = effects;
  const drawer = effects.drawer ?? openDrawer(options.figureLimits);
  // An aborted build does not wait for a drawing.
  signal?.addEventListener("abort", drawer.close, { once: true });
  drawer.begin();
  try {
    return await buildWith(project, options, { ...effects, drawer });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", drawer.close);
    if (effects.drawer === undefined) drawer.close();
  }
}

type Effects = BuildEffects & Required<Pick<BuildEffects, "drawer">>;

async function buildWith(project: Project, options: BuildOptions, effects: Effects): Promise<Built> {
  const { signal, afterwards = (work: () => Promise<void>) => work() } = effects;
  refuseConflicts(project);
  const plan = await planBuild(project, options, effects);
  const { mode, output, store } = plan;

  const jobs = await loadJobs(project.notebooks);
  const loaded = jobs.filter((job) => "notebook" in job);
  const facts = { ...plan.facts, texts: await textHashes(project, loaded) };

  const notebooks = await executeJobs(jobs, plan, effects);
  // Only a folder on disk can match the last build.
  const isComplete = notebooks.every(({ failures }) => failures.length === 0);
  const isReusable = isComplete && plan.cache === "use" && effects.write === undefined;
  const rendered = { ...facts, output };
  const last = isReusable ? new LastBuild(store, { executions: notebooks, rendered }) : undefined;
  // Files beside the page are made from the rendered briefing.
  const same = mode === "write" && plan.besidePage.length === 0 ? last?.find() : undefined;
  const executed: Executed = {
    notebooks,
    falseSentences: same?.falseSentences ?? struckSentences(notebooks),
  };
  if (isStopped(executed, plan)) {
    await keepToLimit(store.folder, plan.limit);
    return { status: "failed", ...executed };
  }

  if (plan.falseSentences === "refuse") refuseUnfinished(notebooks);

  if (same !== undefined) {
    const mayExceedLimit =
      notebooks.some(({ origin }) => origin?.from !== "cache") || plan.limit < cacheLimit({});
    if (mayExceedLimit) await afterwards(() => keepToLimit(store.folder, plan.limit));
    return { ...executed, ...(await finish(same.content, plan, effects)) };
  }

  // Loading the modules below takes longer than a build that has nothing to do.
  const since = Date.now();
  const { reportOn, contentOf, settingWarnings } = await import("./build/report-on.js");
  const { report, answers, stored, inputs } = await reportOn(notebooks, facts, {
    purpose: plan.falseSentences === "draft" ? "draft" : "publication",
    draw: plan.draw,
  });

  const { renderBriefing } = await import("./render/render-briefing.js");
  const warnings: string[] = [];
  const files = await renderBriefing(report, stored, {
    draw: plan.draw,
    site: facts.site,
    answers,
    onWarning: (warning) => warnings.push(warning),
  });
  signal?.throwIfAborted();
  if (mode === "compare") {
    const { findStaleness } = await import("./diff/staleness.js");
    const { writeOutput } = await import("./render/write.js");
    const staleness = await withTempFolder(async (fresh) => {
      await writeOutput(fresh, files);
      return findStaleness({ output, fresh, root: project.root, name: shownPath(output) });
    });
    return { status: "compared", ...executed, output, staleness };
  }

  const write = effects.write ?? (await import("./render/write.js")).writeOutput;
  const drawn = contentOf(report, await write(output, files, { overwrite: plan.overwrite }));
  const content = {
    ...drawn,
    warnings: [...drawn.warnings, ...settingWarnings(notebooks), ...warnings.sort()],
  };
  await afterwards(async () => {
    const unchanged = { ...content, files: { written: 0, removed: 0, unchanged: files.length } };
    const summary = { content: unchanged, falseSentences: executed.falseSentences };
    // A build that is no draft rejects the same page.
    if (content.faults.length === 0) last?.note({ summary, files, inputs }, since);
    await keepToLimit(store.folder, plan.limit);
  });
  const { signal: unless = new AbortController().signal } = effects;
  const late: string[] = [];
  const onWarning = (warning: string) => late.push(warning);
  for (const { make } of plan.besidePage)
    await make({ report, files, draw: plan.draw, signal: unless, onWarning });
  const all = { ...content, warnings: [...content.warnings, ...late] };
  return { ...executed, ...(await finish(all, plan, effects)) };
}

type Plan = Awaited<ReturnType<typeof planBuild>>;

/** Fills in options from the project and rejects what could not be written or printed. */
async function planBuild(project: Project, options: BuildOptions, effects: Effects) {
  const { mode = "write", overwrite = "own", falseSentences = "refuse" } = options;
  const output = path.resolve(options.output ?? project.output);
  if (project.notebooks.length === 0)
    throw new BriefingError(`${shownPath(path.join(project.root, "notebooks"))} has no notebooks.`, {
      hint: "Add one: briefing new 01-first",
    });
  if (falseSentences === "draft") refuseDraft(options.output, project.output);
  if (mode === "write") refuseSources(output, project.root);
  if (mode === "write" && effects.write === undefined)
    await refuseOutput(output, project.notebooks, overwrite);
  const besidePage = await prepareBesidePage(options, { output, overwrite });
  const earlier = options.previous === undefined ? (project.earlier ?? []) : [];
  const previous = await earlierEditions(
    [options.previous ?? project.previous ?? [], earlier].flat(),
    output,
    effects.onWarning,
  );
  const parameters = { ...project.parameters, ...options.parameters };
  const site = options.site ?? project.site;
  const facts = { ...omit(project, "previous", "earlier"), parameters, site, previous };
  const store = effects.store ?? new Store(cacheFolder(project.root));
  const cache = options.cache ?? "use";
  const { draw } = effects.drawer;
  const page = { facts, draw: drawOnce(draw, cache === "use" ? store : undefined) };
  const settings = executeSettings(
    {
      ...options,
      parameters,
      cellTimeoutMs: options.cellTimeoutMs ?? project.cellTimeoutMs,
      answers: options.answers ?? "execute",
    },
    {
      signal: effects.signal,
      onProgress: renderingAhead(page, effects.onProgress),
      ofRejected: falseSentences === "draft" ? "cells-before" : "nothing",
    },
  );
  return {
    mode,
    output,
    overwrite,
    falseSentences,
    besidePage,
    settings,
    store,
    limit: cacheLimit(),
    cache,
    ...page,
  };
}

/**
 * Loads the renderer while kernels are busy, and reads files and draws figures of each finished notebook. If loading or
 * drawing fails, the error surfaces where the result is needed.
 */
function renderingAhead(
  { facts, draw }: { readonly facts: ProjectFacts; readonly draw: Draw },
  show: BuildEffects["onProgress"],
): (progress: Progress) => void {
  const ahead = async ({ notebook }: Execution): Promise<void> => {
    drawAhead(notebook, draw);
    const { readReportFacts } = await import("./build/report-on.js");
    await readReportFacts(facts, [notebook]);
  };
  return (progress) => {
    if (progress.kind === "cell") import("./render/render-briefing.js").catch(() => undefined);
    // Results of an earlier build are already cached for such a notebook, and may not be needed.
    if (progress.kind === "finished" && progress.execution.origin?.from !== "cache")
      ahead(progress.execution).catch(() => undefined);
    show?.(progress);
  };
}

function isStopped({ notebooks, falseSentences }: Executed, plan: Plan): boolean {
  return (
    (plan.falseSentences !== "draft" && notebooks.some(({ failures }) => failures.length > 0)) ||
    (plan.falseSentences === "refuse" && falseSentences.length > 0)
  );
}

/** Reports what was built, and warns of what needs attention. */
async function finish(
  content: BriefingContent,
  { output, besidePage }: Plan,
  { onWarning, write }: BuildEffects,
) {
  const made: BesidePageFiles = Object.fromEntries(besidePage.map(({ name, file }) => [name, file]));
  const older = write === undefined ? await olderCopies(output, Object.values(made)) : [];
  for (const warning of [...content.warnings, ...older]) onWarning?.(warning);
  return { status: "built", output, content, ...made } as const;
}

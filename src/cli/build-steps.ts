/** What a build and a preview both do: execute what changed, and render what differs. */
import type { Execution } from "../engine/execute/contract.js";
import { executeAll } from "../engine/execute/execute-all.js";
import { loadJobs } from "../engine/execute/load-jobs.js";
import type { Project } from "../engine/project/contract.js";
import { cachedDraw } from "../engine/store/drawings.js";
import { LastBuild } from "../engine/store/last-build.js";
import { cacheFolder } from "../engine/store/location.js";
import { cacheLimit, keepToLimit } from "../engine/store/size.js";
import { Store } from "../engine/store/store.js";
import type { BriefingContent } from "./describe-briefing.js";
import type { Engine } from "./engine.js";
import { settingsOf } from "./execution-settings.js";
import type { ExecutionOptions } from "./options.js";
import type { ProgressView } from "./progress.js";
import { type Assignment, writeBriefing } from "./write-briefing.js";

export interface Cache {
  readonly store: Store;
  readonly keepToLimit: () => Promise<void>;
}

export function openCache(root: string, store = new Store(cacheFolder(root))): Cache {
  const limit = cacheLimit();
  return { store, keepToLimit: () => keepToLimit(store.folder, limit) };
}

interface Work {
  readonly options: ExecutionOptions;
  readonly engine: Engine;
  readonly progress: ProgressView;
  readonly cache: Cache | undefined;
  readonly signal: AbortSignal;
}

export async function executeProject(
  project: Project,
  { options, engine, progress, cache, signal }: Work,
): Promise<readonly Execution[]> {
  const jobs = await loadJobs(project.notebooks);
  const settings = settingsOf(options, {
    signal,
    progress: withRenderer(progress),
    parameters: project.parameters,
    ...(project.cellTimeoutMs !== undefined && { cellTimeoutMs: project.cellTimeoutMs }),
  });
  return await executeAll(jobs, settings, {
    ...engine,
    ...(cache && { cache: engine.cacheIn(cache.store) }),
  });
}

/** Drawing needs vega, and loading it takes as long as a small notebook: it is loaded while a kernel works. */
function withRenderer(view: ProgressView): ProgressView {
  return {
    show(progress) {
      if (progress.kind === "cell") void import("../engine/render/render-briefing.js");
      view.show(progress);
    },
    close() {
      view.close();
    },
  };
}

export interface Standing {
  readonly content: BriefingContent;
  /** Keeps what the next build can use: after the page was told, for nobody waits for it. */
  readonly settle: () => Promise<void>;
}

/** Nothing is rendered where the folder holds it already. */
export async function writeOrKeep(assignment: Assignment, cache: Cache | undefined): Promise<Standing> {
  const last = cache && new LastBuild<BriefingContent>(cache.store, assignment);
  const known = last?.find();
  if (known !== undefined) return { content: known, settle: () => Promise.resolve() };
  const since = Date.now();
  const { content, files, inputs } = await writeBriefing(assignment, cache && cachedDraw(cache.store));
  return {
    content,
    settle: async () => {
      const summary = { ...content, files: { written: 0, removed: 0, unchanged: files.length } };
      last?.note({ summary, files, inputs }, since);
      await cache?.keepToLimit();
    },
  };
}

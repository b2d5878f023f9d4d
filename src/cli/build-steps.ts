/** What a build and a preview both do: execute what changed, and render what differs. */
import { readChecked } from "../engine/compile/checked-file.js";
import type { FileHashes } from "../engine/compile/file-hashes.js";
import type { Read } from "../engine/compile/remember.js";
import { wholeFileHashes } from "../engine/execute/cache/conditions.js";
import type { Execution } from "../engine/execute/contract.js";
import { executeAll } from "../engine/execute/execute-all.js";
import { loadJobs } from "../engine/execute/load-jobs.js";
import type { Project } from "../engine/project/contract.js";
import type { Draw } from "../engine/render/figure/draw.js";
import { cacheLimit, keepToLimit } from "./cache-size.js";
import type { BriefingContent } from "./describe-briefing.js";
import type { Engine } from "./engine.js";
import { settingsOf } from "./execution-settings.js";
import { keptDrawings } from "./kept-drawings.js";
import { KeptPages } from "./kept-page.js";
import type { ExecutionOptions } from "./options.js";
import type { ProgressView } from "./progress.js";
import { drawingStore, executionStore, pageStore } from "./stores.js";
import { type Assignment, writeBriefing } from "./write-briefing.js";

export interface Caches {
  readonly keepToLimit: () => Promise<void>;
  readonly hashes: FileHashes;
  readonly read: Read;
  /** Where executions are kept. */
  readonly executions: string;
  readonly pages: KeptPages;
  readonly draw: Draw;
}

/** `read`: how what is kept is read. */
export function openCaches(root: string, read: Read = readChecked): Caches {
  const executions = executionStore(root);
  const hashes = wholeFileHashes(executions);
  const limit = cacheLimit();
  return {
    executions,
    hashes,
    read,
    pages: new KeptPages(pageStore(root), hashes),
    draw: keptDrawings(drawingStore(root), { read }),
    keepToLimit: () => keepToLimit(root, limit),
  };
}

interface Work {
  readonly options: ExecutionOptions;
  readonly engine: Engine;
  readonly progress: ProgressView;
  readonly caches: Caches | undefined;
  readonly signal: AbortSignal;
}

export async function executeProject(
  project: Project,
  { options, engine, progress, caches, signal }: Work,
): Promise<readonly Execution[]> {
  const jobs = await loadJobs(project.notebooks);
  const settings = settingsOf(options, {
    signal,
    progress: withRenderer(progress),
    parameters: project.parameters,
    ...(project.cellTimeoutMs !== undefined && { cellTimeoutMs: project.cellTimeoutMs }),
  });
  const cache = caches && { cache: engine.cacheIn(caches.executions, caches) };
  return await executeAll(jobs, settings, { ...engine, ...cache });
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
export async function writeOrKeep(assignment: Assignment, caches: Caches | undefined): Promise<Standing> {
  const page = caches?.pages.at(assignment);
  const kept = page?.find();
  if (kept !== undefined) return { content: kept, settle: () => Promise.resolve() };
  const since = Date.now();
  const written = await writeBriefing(assignment, caches?.draw);
  return {
    content: written.content,
    settle: async () => {
      page?.note(written, since);
      await caches?.keepToLimit();
    },
  };
}

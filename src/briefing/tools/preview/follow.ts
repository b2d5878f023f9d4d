/** A preview: serves the output, builds after each save, and updates open pages. */
import { cp, rm } from "node:fs/promises";
import { withTempFolder } from "../../lib/temp-folder.js";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { refuseOutput, refuseSources } from "../../engine/build/path-checks.js";
import { diffBriefings } from "../../engine/diff/diff-briefings.js";
import type { Project } from "../../engine/project/contract.js";
import { Debounced } from "../../lib/debounced.js";
import { whenAborted } from "../../lib/when-aborted.js";
import { isCheckout, keepCompiled } from "../lab/keep-compiled.js";
import { PACKAGE_FOLDER } from "../../engine/store/installation.js";
import { failed, PreviewBuilds, type PreviewBuildSettings } from "./builds.js";
import type { Outcome, PreviewEvent, Mark } from "./contract.js";
import { servePreview } from "./server.js";
import { watchPlaces } from "./watch.js";
import type { Change, Comparison } from "../../engine/diff/comparison.js";
import { safeName } from "../../engine/render/names.js";

export interface PreviewSettings extends Omit<PreviewBuildSettings, "root"> {
  /** On this computer; the first free port from the default if undefined. */
  readonly port: number | undefined;
  readonly report: (line: string) => void;
  readonly onOutcome: (outcome: Outcome) => void;
  readonly onReady: (url: string) => Promise<void>;
}

/** Chokidar drops further changes of a file within 50 ms of reporting one, so builds read files after that. */
const restMs = 50;
/** Time for open pages to fetch the build, before the comparison keeps the process busy. */
const fetchMs = 300;

/** Resolves when the signal is aborted and everything has ended; rejects if it cannot start. */
export async function preview({ root, notebooks }: Project, settings: PreviewSettings): Promise<void> {
  const { output, overwrite = "own" } = settings.options;
  refuseSources(output, root);
  await refuseOutput(output, notebooks, overwrite);
  await withTempFolder((aside) => follow(root, path.join(aside, "before"), settings));
}

async function follow(root: string, before: string, settings: PreviewSettings): Promise<void> {
  const { options, report, signal } = settings;
  const { output } = options;
  const server = await servePreview(output, settings.port);
  const builds = new PreviewBuilds({ ...settings, root });
  const showOutcome = (outcome: Outcome): void => {
    if (signal.aborted) return;
    settings.onOutcome(outcome);
    if (outcome.status === "failed") server.send({ kind: "error", text: outcome.text });
    else server.send({ kind: "page", line: outcome.line });
  };
  const showError = (error: unknown): void => {
    showOutcome(failed(settings.describeError(error)));
  };
  // Only a checkout of the package itself is compiled, because the notebooks import its modules.
  const isOurs = isCheckout() && path.resolve(PACKAGE_FOLDER, "../..") === path.resolve(root);
  const marks = marksSince(before, { root, output });
  let changed = new Set<string>();
  let whenChanged = new AbortController();
  /** The page is shown already; a change is built first. */
  const answer = async (event: PreviewEvent | undefined): Promise<void> => {
    whenChanged = new AbortController();
    if (changed.size > 0) return;
    const outcome = await builds.answer(whenChanged.signal);
    if (outcome === undefined) return;
    showOutcome(outcome);
    if (outcome.status === "failed") return;
    await delay(fetchMs);
    await marks();
    if (event !== undefined) server.send(event);
    await builds.settle();
  };
  const build = async (): Promise<void> => {
    server.send({ kind: "building" });
    const files = changed;
    changed = new Set();
    const outcome = await builds.build(files);
    showOutcome(outcome);
    if (outcome.status === "failed") return;
    await delay(fetchMs);
    const event = await marks();
    if (event !== undefined) server.send(event);
    await builds.settle();
    await answer(event);
  };
  // An uncaught error of a package does not end the preview.
  process.on("uncaughtException", showError);
  const compiling = isOurs ? keepCompiled(report) : undefined;
  const rebuilds = new Debounced({ run: () => build().catch(showError), restMs });
  const onChange = (file: string): void => {
    changed.add(file);
    whenChanged.abort();
    rebuilds.want();
  };
  const places = [
    "notebooks",
    "data",
    isOurs ? path.join(path.relative(root, PACKAGE_FOLDER), "dist/.compiled") : "src",
  ];
  const watching = await watchPlaces({
    root,
    watched: places.map((name) => path.join(root, name)),
    ignored: [output],
    onChange,
    onError: showError,
  });
  try {
    await settings.onReady(server.url);
    rebuilds.want();
    await whenAborted(signal);
  } finally {
    process.off("uncaughtException", showError);
    await Promise.all([watching.close(), server.close(), rebuilds.close()]);
    await Promise.all([builds.close(), compiling?.stop()]);
  }
}

/** Differences from the previous page; undefined for the first page. */
function marksSince(
  before: string,
  { root, output }: { readonly root: string; readonly output: string },
): () => Promise<PreviewEvent | undefined> {
  let isFirst = true;
  return async () => {
    const comparison = isFirst
      ? undefined
      : (await diffBriefings({ names: [before, output], cwd: root, root, output })).comparison;
    await rm(before, { recursive: true, force: true });
    await cp(output, before, { recursive: true });
    isFirst = false;
    return comparison && { kind: "marks", line: comparison.summary.line, marks: marksOf(comparison) };
  };
}

/** Places to mark on the page, by effect; removed content has no place. */
function marksOf({ changes }: Comparison): readonly Mark[] {
  return changes.flatMap((change): readonly Mark[] => {
    const place = markedPlace(change);
    if (place === undefined || change.status === "removed") return [];
    return [{ kind: change.kind, title: change.title, ...place }];
  });
}

function markedPlace(change: Change): Omit<Mark, "kind" | "title"> | undefined {
  if (change.kind === "value") return { value: `value-${safeName(change.id)}` };
  const prefix = prefixes[change.kind];
  if (prefix !== undefined) return { anchor: prefix + safeName(change.id) };
  const chapter = change.kind === "prose" ? change.after?.section : undefined;
  if (change.kind !== "prose" || chapter === undefined) return undefined;
  const words = change.runs.flatMap((run) => (run.kind === "added" ? [run.text.trim()] : []));
  return { anchor: safeName(chapter), words: words.filter((word) => word.length > 1) };
}

/** Of anchors on the page. */
const prefixes: Partial<Readonly<Record<Change["kind"], string>>> = {
  figure: "fig-",
  table: "tbl-",
  claim: "claim-",
  section: "",
};

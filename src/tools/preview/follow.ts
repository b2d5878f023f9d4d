/** A preview: the output is served, what is saved is built, and open pages follow. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { refuseOutput, refuseSources } from "../../engine/build/places.js";
import { diffBriefings } from "../../engine/diff/diff-briefings.js";
import type { Project } from "../../engine/project/contract.js";
import { engineHash } from "../../engine/store/own-code.js";
import { isCheckout, keepCompiled } from "../lab/keep-compiled.js";
import { packageFolder } from "../lab/places.js";
import { failed, PreviewBuilds, type PreviewBuildSettings } from "./builds.js";
import type { Outcome, PreviewEvent } from "./contract.js";
import { lookAt } from "./disk.js";
import { marksOf } from "./marks.js";
import { Rebuilds } from "./rebuilds.js";
import { servePreview } from "./server.js";
import { watchPlaces } from "./watch.js";

export interface PreviewSettings extends Omit<PreviewBuildSettings, "root"> {
  /** On this machine; the next free one after the usual if not said. */
  readonly port: number | undefined;
  readonly tell: (line: string) => void;
  readonly onOutcome: (outcome: Outcome) => void;
  readonly onReady: (url: string) => Promise<void>;
}

const firstPort = 4321;
/** So long open pages have to fetch what was built, before what can wait keeps the process busy. */
const patienceMs = 500;

/** Resolves when the signal is aborted and all has ended; rejects where it cannot begin. */
export async function preview({ root, notebooks }: Project, settings: PreviewSettings): Promise<void> {
  const { output, overwrite = "own" } = settings.options;
  refuseSources(output, root);
  await refuseOutput(output, notebooks, overwrite);
  const aside = await mkdtemp(path.join(os.tmpdir(), "briefing-preview-"));
  try {
    await follow(root, path.join(aside, "before"), settings);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function follow(root: string, before: string, settings: PreviewSettings): Promise<void> {
  const { options, port, tell, signal } = settings;
  const { output } = options;
  const server = await servePreview(output, {
    number: port ?? firstPort,
    ifTaken: port === undefined ? "next" : "fail",
  });
  const builds = new PreviewBuilds({ ...settings, root });
  let shown = "";
  /** Shown once for as long as it stays the same. */
  const showError = (error: unknown): void => {
    if (signal.aborted) return;
    const outcome = failed(settings.describeError(error), "show");
    if (outcome.text === shown) return;
    shown = outcome.text;
    settings.onOutcome(outcome);
    server.send({ kind: "error", text: outcome.text });
  };
  // Only a checkout of the package itself is compiled: its modules are what the notebooks import.
  const isOurs = isCheckout() && path.resolve(packageFolder) === path.resolve(root);
  const compiled = path.join(root, "dist/.compiled");
  const hasNewCode = isOurs ? changes(engineHash) : () => false;
  const places = {
    roots: [
      ...["notebooks", "data"].map((name) => path.join(root, name)),
      isOurs ? compiled : path.join(root, "src"),
    ],
    ignored: [output, path.join(root, "node_modules")],
  };
  const marks = marksSince(before, { root, output });
  const rebuilds = new Rebuilds({
    look: (state) => lookAt(places, state),
    build: (changed) => {
      if (changed.has(compiled) && hasNewCode()) tell(newCode);
      return builds.build(changed);
    },
    onBuilding: () => {
      server.send({ kind: "building" });
    },
    onOutcome: async (outcome) => {
      shown = "";
      settings.onOutcome(outcome);
      if (outcome.status === "failed") {
        server.send({ kind: "error", text: outcome.text });
        return;
      }
      server.send({ kind: "page", line: outcome.line });
      await server.served(patienceMs);
      const event = await marks();
      if (event !== undefined) server.send(event);
      await builds.settle();
    },
    onError: showError,
  });
  const compiling = isOurs ? keepCompiled(tell) : undefined;
  const watching = await watchPlaces(places, {
    onHint: () => {
      rebuilds.hint(performance.now());
    },
    onError: (error) => {
      tell(`What is saved is seen later from now on, within two seconds: ${String(error)}`);
    },
  });
  // What a package of a package leaves to nobody is no reason to end, either.
  process.on("uncaughtException", showError);
  try {
    await settings.onReady(server.url);
    rebuilds.hint(performance.now());
    await aborted(signal);
  } finally {
    process.off("uncaughtException", showError);
    await Promise.all([watching.close(), server.close(), rebuilds.close()]);
    await Promise.all([builds.close(), compiling?.stop()]);
  }
}

/** A preview goes on with the code that it has loaded, whatever of it is compiled again meanwhile. */
const newCode =
  "The program itself has been compiled again, but this preview still runs the old code. Restart it to use the new code.";

/** Whether a text has changed since the last call. */
export function changes(read: () => string): () => boolean {
  let last = read();
  return () => {
    const before = last;
    last = read();
    return last !== before;
  };
}

/** What differs from the first page of this preview; undefined for that page itself, which later ones are compared with. */
function marksSince(
  before: string,
  { root, output }: { readonly root: string; readonly output: string },
): () => Promise<PreviewEvent | undefined> {
  let isKept = false;
  return async () => {
    if (!isKept) {
      await cp(output, before, { recursive: true });
      isKept = true;
      return undefined;
    }
    const { comparison } = await diffBriefings({ names: [before, output], cwd: root, root, output });
    return { kind: "marks", line: comparison.summary.line, marks: marksOf(comparison) };
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        "abort",
        () => {
          resolve();
        },
        { once: true },
      );
  });

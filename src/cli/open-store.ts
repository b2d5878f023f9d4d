import { readChecked } from "../engine/compile/checked-file.js";
import { rememberingReader } from "../engine/compile/remember.js";
import type { BuildStore } from "../engine/build/contract.js";
import { wholeFileHashes } from "../engine/execute/cache/conditions.js";
import { createExecutionCache } from "../engine/execute/cache/execution-cache.js";
import { cacheLimit, keepToLimit } from "./cache-size.js";
import { keptDrawings } from "./kept-drawings.js";
import { KeptPages } from "./kept-page.js";
import { currentRuntime } from "./runtime.js";
import { compileStore, drawingStore, executionStore, failedFolder, pageStore } from "./stores.js";
import { Unchanged } from "./unchanged.js";

/** What earlier builds of the project in this folder left. */
export const openStore = (root: string): BuildStore => open(root, readChecked);

/** The same for a program that builds again and again: each call is for one build, and what was read stays. */
export function openStores(root: string): () => BuildStore {
  const read = rememberingReader();
  const unchanged = new Unchanged();
  return () => ({
    ...open(root, read),
    recognise: (executions) => unchanged.recognise(executions),
  });
}

function open(root: string, read: (file: string) => unknown): BuildStore {
  const folder = executionStore(root);
  const hashes = wholeFileHashes(folder);
  const pages = new KeptPages(pageStore(root), hashes);
  const limit = cacheLimit();
  return {
    compiled: compileStore(root),
    partials: failedFolder(root),
    executions: (seenByCompiler) =>
      createExecutionCache({
        folder,
        hashes,
        read,
        runtime: currentRuntime(),
        environment: process.env,
        seenByCompiler,
      }),
    draw: keptDrawings(drawingStore(root), { read }),
    lastBuild: (page) => pages.at(page),
    keepToLimit: () => keepToLimit(root, limit),
  };
}

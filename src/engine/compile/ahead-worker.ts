/** The thread behind ahead.ts: one compiler, fed with the rest of one notebook after another. */
import { parentPort, workerData } from "node:worker_threads";
import type { AheadOptions, WorkerReply, WorkerRequest } from "./ahead.js";
import { chain } from "./chain.js";
import { createCellCompiler } from "./compiler.js";
import { loadTypeScript } from "./typescript.js";

// While the command is still reading notebooks.
loadTypeScript();
const compiler = createCellCompiler(workerData as AheadOptions);

function answer({ id, declarations, units }: WorkerRequest): WorkerReply {
  try {
    const { results } = chain(declarations, units, {
      cell: (earlier, source) => compiler.compile(earlier, source),
      expressions: (earlier, expressions) => compiler.compileExpressions(earlier, expressions),
    });
    return { id, results };
  } catch (error) {
    return { id, crash: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on("message", (request: WorkerRequest) => {
  parentPort?.postMessage(answer(request));
});

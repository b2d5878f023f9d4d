/** The process behind build/drawer.ts: receives figures and returns drawings, one by one. */
import { Worker } from "node:worker_threads";
import { BriefingError } from "../../../model/errors.js";
import { setV8Flags } from "../../../lib/v8-flags.js";
import { drawFigure, type Drawing } from "./draw.js";
import { outOfTime, type DrawRequest } from "./requests.js";
import { vega } from "./vega.js";

export interface DrawOrder {
  readonly request: DrawRequest;
  /**
   * Milliseconds of processor time: on a busy machine a figure takes longer by the clock, and is not to fail for that.
   */
  readonly limitMs: number;
  /** Size limit of the drawing. */
  readonly sizeMb: number;
}

export type DrawReply =
  /** Vega is loaded: the first figure can be sent. */
  | { readonly kind: "ready" }
  | { readonly kind: "drawn"; readonly drawing: Drawing; readonly spentMs: number }
  | { readonly kind: "fault"; readonly message: string; readonly hint?: string };

// The parent process handles interrupts.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.kill(process.pid));
/**
 * Milliseconds of processor time: once this process has used as many, it gives up the current drawing. Infinity while
 * nothing is drawn.
 */
const deadline = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)).fill(Infinity);

// During an endless drawing no event gets through, neither the parent's death nor a timer: a separate thread watches.
const watching = `
  const { writeSync } = require("node:fs");
  const { workerData: deadline } = require("node:worker_threads");
  const { ppid } = process;
  setInterval(() => {
    if (process.ppid !== ppid) process.kill(process.pid, "SIGKILL");
    const { user, system } = process.cpuUsage();
    if ((user + system) / 1000 < deadline[0]) return;
    writeSync(2, ${JSON.stringify(outOfTime)});
    process.kill(process.pid, "SIGKILL");
  }, 100);`;
new Worker(watching, { eval: true, workerData: deadline }).unref();

/** Milliseconds of processor time that this process has used. */
function usedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const reply = (answer: DrawReply) => process.send?.(answer, undefined, undefined, () => undefined);

// Errors that Vega does not catch end this process, so that they are reported for the current figure.
process.on("message", ({ request, limitMs, sizeMb }: DrawOrder) => {
  const begun = usedMs();
  deadline[0] = begun + limitMs;
  const drawn = drawFigure(request).finally(() => {
    deadline[0] = Infinity;
  });
  drawn.then(
    (drawing) => {
      const megabytes = drawing.svg.length / 1e6;
      if (megabytes <= sizeMb) reply({ kind: "drawn", drawing, spentMs: usedMs() - begun });
      else
        reply({
          kind: "fault",
          message: `Figure "${request.id}" would be a drawing of ${megabytes.toFixed(1)} MB; the limit is ${sizeMb} MB.`,
          hint: `Draw fewer rows or marks, or raise the limit: --figure-size ${Math.ceil(megabytes)}`,
        });
    },
    (error: unknown) => {
      if (!(error instanceof BriefingError)) throw error;
      const { message, hint } = error;
      reply({ kind: "fault", message, ...(hint !== undefined && { hint }) });
    },
  );
});

await vega();
setV8Flags();
reply({ kind: "ready" });

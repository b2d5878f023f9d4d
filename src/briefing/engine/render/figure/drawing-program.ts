/** The process behind build/drawer.ts: receives figures and returns drawings, one by one. */
import { Worker } from "node:worker_threads";
import { BriefingError } from "../../../model/errors.js";
import { setV8Flags } from "../../../lib/v8-flags.js";
import { drawFigure, type Drawing } from "./draw.js";
import type { DrawRequest } from "./requests.js";
import { vega } from "./vega.js";

export interface DrawOrder {
  readonly request: DrawRequest;
  /** Size limit of the drawing. */
  readonly sizeMb: number;
}

export type DrawReply =
  /** Vega is loaded: the first figure can be sent. */
  | { readonly kind: "ready" }
  | { readonly kind: "drawn"; readonly drawing: Drawing }
  | { readonly kind: "fault"; readonly message: string; readonly hint?: string };

// The parent process handles interrupts.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.kill(process.pid));
// If the parent dies during an endless drawing, no event gets through: a separate thread watches for that.
new Worker(
  `const { ppid } = process;
  setInterval(() => { if (process.ppid !== ppid) process.kill(process.pid, "SIGKILL"); }, 1000);`,
  { eval: true },
).unref();

const reply = (answer: DrawReply) => process.send?.(answer, undefined, undefined, () => undefined);

// Errors that Vega does not catch end this process, so that they are reported for the current figure.
process.on("message", ({ request, sizeMb }: DrawOrder) => {
  drawFigure(request).then(
    (drawing) => {
      const megabytes = drawing.svg.length / 1e6;
      if (megabytes <= sizeMb) reply({ kind: "drawn", drawing });
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

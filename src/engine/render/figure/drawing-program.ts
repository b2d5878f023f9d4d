/** The process behind build/drawer.ts: a figure in, its drawing out, then the next. */
import { Worker } from "node:worker_threads";
import { BriefingError } from "../../../model/errors.js";
import { drawFigure, type Drawing, type DrawRequest } from "./draw.js";
import { vega } from "./vega.js";

export interface DrawOrder {
  readonly request: DrawRequest;
  /** What the drawing may hold. */
  readonly sizeMb: number;
}

export type DrawReply =
  /** Vega is loaded: the first figure can come. */
  | { readonly kind: "ready" }
  | { readonly kind: "drawn"; readonly drawing: Drawing }
  | { readonly kind: "fault"; readonly message: string; readonly hint?: string };

// Whoever started it decides what an interrupt means.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.kill(process.pid));
// If that program dies during a drawing without end, nothing above is heard: a thread of its own looks.
new Worker(
  `const { ppid } = process;
  setInterval(() => { if (process.ppid !== ppid) process.kill(process.pid, "SIGKILL"); }, 1000);`,
  { eval: true },
).unref();

let drawing: string | undefined;

/** The first answer counts: an error may come after the drawing, and after another error. */
function reply(answer: DrawReply): void {
  if (answer.kind !== "ready") {
    if (drawing === undefined) return;
    drawing = undefined;
  }
  process.send?.(answer, undefined, undefined, () => undefined);
}

// What Vega leaves to nobody belongs to the figure at which it came.
process.on("uncaughtException", (error) => {
  if (drawing === undefined) throw error;
  reply({ kind: "fault", message: `Figure "${drawing}" cannot be drawn: ${error.message}` });
});

process.on("message", ({ request, sizeMb }: DrawOrder) => {
  drawing = request.id;
  drawFigure(request).then(
    (drawn) => {
      const megabytes = drawn.svg.length / 1e6;
      if (megabytes <= sizeMb) reply({ kind: "drawn", drawing: drawn });
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
reply({ kind: "ready" });

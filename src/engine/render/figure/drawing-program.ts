/** The process behind build/drawer.ts: figures in, drawings out, in their order. */
import { BriefingError } from "../../../model/errors.js";
import { drawFigure, type Drawing, type DrawRequest } from "./draw.js";

export interface DrawOrder {
  readonly number: number;
  readonly request: DrawRequest;
}

export type DrawReply =
  | { readonly number: number; readonly drawing: Drawing }
  | { readonly number: number; readonly fault: { readonly message: string; readonly hint?: string } };

// Whoever started it decides what an interrupt means; if that program dies, nobody wants the rest.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.kill(process.pid));

const reply = (answer: DrawReply) => process.send?.(answer, undefined, undefined, () => undefined);

process.on("message", ({ number, request }: DrawOrder) => {
  drawFigure(request).then(
    (drawing) => reply({ number, drawing }),
    (error: unknown) => {
      if (!(error instanceof BriefingError)) throw error;
      const { message, hint } = error;
      reply({ number, fault: { message, ...(hint !== undefined && { hint }) } });
    },
  );
});

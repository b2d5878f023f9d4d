/** The process behind build/drawer.ts: figures in, drawings out, in their order. It ends when nobody listens any more. */
import { BriefingError } from "../../../model/errors.js";
import { drawFigure, type Drawing, type DrawRequest } from "./draw.js";

export interface DrawOrder {
  readonly number: number;
  readonly request: DrawRequest;
}

export type DrawReply =
  | { readonly number: number; readonly drawing: Drawing }
  | { readonly number: number; readonly fault: { readonly message: string; readonly hint?: string } };

// Whoever started it decides what an interrupt means.
process.on("SIGINT", () => undefined);
process.on("message", ({ number, request }: DrawOrder) => {
  drawFigure(request).then(
    (drawing) => process.send?.({ number, drawing } satisfies DrawReply),
    (error: unknown) => {
      if (!(error instanceof BriefingError)) throw error;
      const { message, hint } = error;
      process.send?.({ number, fault: { message, ...(hint !== undefined && { hint }) } } satisfies DrawReply);
    },
  );
});

import type { CarriedFigure } from "../figure/carried-figure.js";
import { unpacked } from "./unpack.js";

/** The data that the page carries for the figure around an element; undefined for a table. */
export function carriedOf(part: Element): Promise<CarriedFigure> | undefined {
  const script = part.closest("figure.shown")?.querySelector(":scope > script.carried");
  return script ? (unpacked(script) as Promise<CarriedFigure>) : undefined;
}

/** An event on the element that asks the figures' program for something. */
export interface Request {
  readonly carried: CarriedFigure;
  /** Position of the pointer that triggered it. */
  readonly at?: { readonly x: number; readonly y: number };
}

export const requests = { alive: "briefing:alive", explorer: "briefing:explorer" } as const;

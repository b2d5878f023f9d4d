import type { CarriedFigure } from "../figure/carried-figure.js";
import { unpacked } from "./unpack.js";

/** What the page carries of a figure; undefined for a table. */
export function carriedOf(shown: Element): Promise<CarriedFigure> | undefined {
  const script = shown.querySelector(":scope > script.carried");
  return script === null ? undefined : (unpacked(script) as Promise<CarriedFigure>);
}

/** What a program of figures is asked for, by an event at the element which it concerns. */
export interface Request {
  readonly carried: CarriedFigure;
  /** Where the pointer is that asked for it. */
  readonly at?: { readonly x: number; readonly y: number };
}

export const requests = { alive: "briefing:alive", explorer: "briefing:explorer" } as const;

import type { CarriedFigure } from "../figure/carried-figure.js";
import { unpacked } from "./unpack.js";

/** The figure's data carried by the page; undefined for a table. */
export function carriedOf(shown: Element): Promise<CarriedFigure> | undefined {
  const script = shown.querySelector(":scope > script.carried");
  return script === null ? undefined : (unpacked(script) as Promise<CarriedFigure>);
}

/** An event on the element that asks the figures' program for something. */
export interface Request {
  readonly carried: CarriedFigure;
  /** Position of the pointer that triggered it. */
  readonly at?: { readonly x: number; readonly y: number };
}

export const requests = { alive: "briefing:alive", explorer: "briefing:explorer" } as const;

import type { CarriedFigure } from "../figure/carried-figure.js";
import { unpacked } from "./unpack.js";

/** The data that the page carries for the figure around an element; undefined for a table. */
export function carriedOf(part: Element): Promise<CarriedFigure> | undefined {
  const figure = part.closest("figure.shown");
  const override = figure && overrides.get(figure);
  if (override) return Promise.resolve(override);
  const script = part.closest("figure.shown")?.querySelector(":scope > script.carried");
  return script ? (unpacked(script) as Promise<CarriedFigure>) : undefined;
}

/** Of figures under a reader's settings. */
const overrides = new WeakMap<Element, CarriedFigure>();

export function overrideCarried(figure: Element, carried: CarriedFigure | undefined): void {
  if (carried === undefined) overrides.delete(figure);
  else overrides.set(figure, carried);
}

/** An event on the element that asks the figures' program for something. */
export interface Request {
  readonly carried: CarriedFigure;
  /** Position of the pointer that triggered it. */
  readonly at?: { readonly x: number; readonly y: number };
  /** The accessible name of a drawing that is drawn again. */
  readonly name?: string;
  /** Called if it cannot be drawn again. */
  readonly onFail?: () => void;
}

export const requests = {
  alive: "briefing:alive",
  redraw: "briefing:redraw",
} as const;

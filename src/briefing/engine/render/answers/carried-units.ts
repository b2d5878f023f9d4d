/** What a page carries of its assumptions, as its scripts read it. */
import type { JsonPatch } from "../../../lib/json-patch.js";
import type { Assumption } from "../../../model/assumption.js";

/** A control of the page, in the order of the chapters. */
export type CarriedAssumption = Omit<Assumption, "version">;

/** A figure under a setting. */
export interface CarriedVariantFigure {
  /** The accessible name of the drawing. */
  readonly name: string;
  /** The difference to the published drawing and table; missing if they are the same. */
  readonly patch?: JsonPatch;
  readonly failed?: string;
}

export interface CarriedVariant {
  readonly html?: string;
  /** By the id of the element. */
  readonly figures?: Readonly<Record<string, CarriedVariantFigure>>;
  /** Why there is nothing under the setting. */
  readonly failed?: string;
}

/** A part of the page. */
export interface CarriedUnit {
  /** Value of `data-live`. */
  readonly id: number;
  /** Ids of the assumptions on which it depends. */
  readonly on: readonly string[];
  /** For every combination of their values, the last varying fastest: the place of the variant. */
  readonly at: readonly number[];
  /** The first is the published one. */
  readonly variants: readonly CarriedVariant[];
}

export interface CarriedAnswers {
  readonly units: readonly CarriedUnit[];
}

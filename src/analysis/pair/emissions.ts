/** Carbon dioxide by economy. */
import type { BoundedMeasure } from "../../model/measure.js";
import { share } from "../indicators/counting.js";
import { MissingDataError } from "../indicators/errors.js";
import type { Co2Row, EconomiesRow } from "../rows.js";
import { requireOneEdition } from "./editions.js";

/** An economy's carbon dioxide in one year. */
export interface Emitter {
  readonly economy: string;
  /** 1 for the largest; equal emissions share the better rank. */
  readonly place: number;
  readonly tonnes: number;
  readonly ofWorld: BoundedMeasure;
}

/**
 * Economies by their emissions in a year, largest first, without aggregates. Units: tonnes of carbon dioxide. Throws if
 * the table lacks the world in that year.
 */
export function emitters(
  rows: readonly Co2Row[],
  economies: readonly EconomiesRow[],
  year: number,
): readonly Emitter[] {
  requireOneEdition(rows, "emitters");
  const held = rows.filter((row) => row.year === year);
  const world = held.find(({ economy }) => economy === "WORLD");
  if (world === undefined)
    throw new MissingDataError(`data/co2.csv has no emissions of the world in ${year}`);
  const single = new Set(economies.filter(({ kind }) => kind === "economy").map(({ code }) => code));
  const own = held.filter(({ economy }) => single.has(economy));
  return own
    .map(({ economy, tonnes }) => ({
      economy,
      place: own.filter((other) => other.tonnes > tonnes).length + 1,
      tonnes,
      ofWorld: share(tonnes, world.tonnes),
    }))
    .sort((a, b) => b.tonnes - a.tonnes || (a.economy < b.economy ? -1 : 1));
}

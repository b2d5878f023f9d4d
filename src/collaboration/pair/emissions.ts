/** Carbon dioxide by economy. */
import { share } from "../indicators/counting.js";
import { MissingDataError } from "../indicators/errors.js";
import type { Co2Row, EconomiesRow } from "../rows.js";
import { requireOneEdition } from "./editions.js";

/**
 * Economies by their emissions in a year, largest first, without aggregates. Units: tonnes of carbon dioxide. Throws if
 * the table lacks the world in that year.
 */
export function emitters(rows: readonly Co2Row[], economies: readonly EconomiesRow[], year: number) {
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
      tonnes,
      /** 1 for the largest; equal emissions share the better rank. */
      place: own.filter((other) => other.tonnes > tonnes).length + 1,
      ofWorld: share(tonnes, world.tonnes),
    }))
    .sort((a, b) => b.tonnes - a.tonnes || (a.economy < b.economy ? -1 : 1));
}

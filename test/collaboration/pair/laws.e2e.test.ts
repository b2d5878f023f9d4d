/** The verdict rule's evidence must not depend on how the tables are written. */
import fc from "fast-check";
// First: it replaces how tables are loaded, before anything loads them.
import { verdictEvidence } from "./altered.js";
import { expect, test } from "vitest";
import type { pair } from "../../../src/collaboration/index.js";
import { verdict } from "../../../src/collaboration/index.js";
import { shuffled } from "../indicators/arbitraries.js";
import { panel, panelTables, shipped } from "./rows.js";

const economies = ["A", "B", "C", "D", "E"];
/** Links of five economies in two years. */
const links = fc.array(fc.integer({ min: 50, max: 900 }), { minLength: 20, maxLength: 20 }).map((works) => {
  let next = 0;
  return panel(economies, [2020, 2021], () => works[next++] ?? 1);
});

/** Propensity of a pair by series and year. */
function propensity(x: string, y: string, tables: pair.PairTables) {
  return verdictEvidence(x, y, tables).series.map(({ choice, years }) => [
    choice.id,
    years.map((year) => [year.year, Number(verdict.propensityIn(year)?.toPrecision(9))]),
  ]);
}

test("the two economies may be swapped", () => {
  expect(propensity("US", "CN", shipped)).toEqual(propensity("CN", "US", shipped));
});

test("the order of rows does not matter", () => {
  const reversed = {
    editions: [...shipped.editions].reverse(),
    international: [...shipped.international].reverse(),
    copublications: [...shipped.copublications].reverse(),
    "nsf-pairs": [...shipped["nsf-pairs"]].reverse(),
    pairs: [...shipped.pairs].reverse(),
  };
  expect(propensity("US", "CN", reversed)).toEqual(propensity("US", "CN", shipped));
  fc.assert(
    fc.property(
      links.chain((rows) => fc.tuple(fc.constant(rows), shuffled(rows))),
      ([rows, other]) => {
        expect(propensity("B", "D", panelTables(other))).toEqual(propensity("B", "D", panelTables(rows)));
      },
    ),
    { numRuns: 30 },
  );
});

test("renamed economies have the same propensity", () => {
  fc.assert(
    fc.property(links, shuffled(economies), (rows, names) => {
      const renamed = (code: string) => names[economies.indexOf(code)] ?? "";
      const others = rows.map((row) => {
        const [a = "", b = ""] = [renamed(row.a), renamed(row.b)].sort();
        return { ...row, a, b };
      });
      expect(propensity(renamed("A"), renamed("C"), panelTables(others))).toEqual(
        propensity("A", "C", panelTables(rows)),
      );
    }),
    { numRuns: 50 },
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { pair } from "../../../src/index.js";
import { shuffled } from "../indicators/arbitraries.js";
import { paperTables, panel, panelTables, pointOf, seriesOf, shipped } from "./rows.js";

const economies = ["A", "B", "C", "D", "E"];
/** Links of five economies in two years. */
const links = fc.array(fc.integer({ min: 50, max: 900 }), { minLength: 20, maxLength: 20 }).map((works) => {
  let next = 0;
  return panel(economies, [2020, 2021], () => works[next++] ?? 1);
});
const values = (series: readonly pair.PropensitySeries[]) =>
  series.map(({ measure, direction, points }) => [
    measure,
    direction?.of,
    points.map(({ year, value }) => [year, value === null ? null : Number(value.toPrecision(9))]),
  ]);

test("the two economies change places: the same, and the directions of RIC change with them", () => {
  const [there, back] = [pair.propensity("US", "CN", shipped), pair.propensity("CN", "US", shipped)];
  const sorted = (series: readonly pair.PropensitySeries[]) => values(series).map(String).sort();
  expect(sorted(there)).toEqual(sorted(back));
});

test("the order of rows does not count", () => {
  const wanted = pair.propensity("US", "CN", shipped);
  const reversed = pair.propensity("US", "CN", {
    editions: [...shipped.editions].reverse(),
    international: [...shipped.international].reverse(),
    copublications: [...shipped.copublications].reverse(),
    "nsf-pairs": [...shipped["nsf-pairs"]].reverse(),
    pairs: [...shipped.pairs].reverse(),
  });
  expect(reversed).toEqual(wanted);
  fc.assert(
    fc.property(
      links.chain((rows) => fc.tuple(fc.constant(rows), shuffled(rows))),
      ([rows, other]) => {
        expect(pair.propensity("B", "D", panelTables(other))).toEqual(
          pair.propensity("B", "D", panelTables(rows)),
        );
      },
    ),
    { numRuns: 30 },
  );
});

test("economies under other names have the same affinity", () => {
  fc.assert(
    fc.property(links, shuffled(economies), (rows, names) => {
      const renamed = (code: string) => names[economies.indexOf(code)] ?? "";
      const others = rows.map((row) => {
        const [a = "", b = ""] = [renamed(row.a), renamed(row.b)].sort();
        return { ...row, a, b };
      });
      const wanted = values(pair.propensity("A", "C", panelTables(rows)));
      const got = values(pair.propensity(renamed("A"), renamed("C"), panelTables(others)));
      expect(got.map(([measure, , points]) => [measure, points])).toEqual(
        wanted.map(([measure, , points]) => [measure, points]),
      );
    }),
    { numRuns: 50 },
  );
});

test("twice as many links of all pairs leave every affinity as it is; more of the pair alone raise RIC", () => {
  fc.assert(
    fc.property(links, (rows) => {
      const wanted = pair.propensity("A", "B", panelTables(rows));
      const doubled = rows.map((row) => ({ ...row, works: 2 * row.works }));
      expect(values(pair.propensity("A", "B", panelTables(doubled)))).toEqual(values(wanted));
      const more = rows.map((row) =>
        row.a === "A" && row.b === "B" ? { ...row, works: row.works + 40 } : row,
      );
      pair.propensity("A", "B", panelTables(more)).forEach((series, index) => {
        // Observed over expected need not rise: what is expected contains the pair.
        if (series.measure !== "I14") return;
        series.points.forEach(({ value }, at) => {
          const before = wanted[index]?.points[at]?.value;
          if (value !== null && typeof before === "number") expect(value).toBeGreaterThan(before);
        });
      });
    }),
    { numRuns: 50 },
  );
});

test("two answers of the source for a pair: bounds that hold the value of either, of this pair and of others", () => {
  fc.assert(
    fc.property(links, fc.integer({ min: 0, max: 9 }), (rows, index) => {
      const reverse = (rows[index]?.works ?? 0) + 1;
      const given = rows.map((row, at) =>
        at === index ? { ...row, reverse, precision: "bounds" as const } : row,
      );
      const either = [rows, rows.map((row, at) => (at === index ? { ...row, works: reverse } : row))];
      for (const series of pair.propensity("A", "B", panelTables(given))) {
        const { lower, upper } = pointOf(series, 2020);
        for (const one of either) {
          const { value } = pointOf(
            seriesOf(pair.propensity("A", "B", panelTables(one)), series.measure, "p", series.direction?.of),
            2020,
          );
          if (value === null || lower === null || upper === null) continue;
          expect(value).toBeGreaterThanOrEqual(lower - 1e-9);
          expect(value).toBeLessThanOrEqual(upper + 1e-9);
        }
        const exact = pointOf(series, 2021);
        expect(exact.lower).toBe(exact.upper);
      }
    }),
    { numRuns: 50 },
  );
});

test("observed over expected changes as the product of its factors says", () => {
  const years = fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000), fc.nat(1000));
  fc.assert(
    fc.property(years, ([joint, onlyX, onlyY, rest]) => {
      const [x, y] = [joint + onlyX + 1, joint + onlyY + 1];
      const world = joint + onlyX + onlyY + 2 + rest;
      const { value } = pointOf(
        seriesOf(pair.propensity("X", "Y", paperTables([[2020, joint, x, y, world]])), "I12"),
        2020,
      );
      expect(value).toBeCloseTo((joint * world) / (x * y), 9);
    }),
  );
});

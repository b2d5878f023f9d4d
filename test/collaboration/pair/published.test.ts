/** Results from the tables compared with published values and with independent implementations. */
import { describe, expect, test } from "vitest";
import { affinity, pair } from "../../../src/collaboration/index.js";
import { vector } from "../indicators/vector.js";
import { shipped } from "./rows.js";

interface SeriesVector {
  readonly us_international: Readonly<Record<string, number>>;
  readonly cn_international: Readonly<Record<string, number>>;
  readonly world_international: Readonly<Record<string, number>>;
}
interface YearVector {
  readonly us_cn_mid: number;
  readonly ic_mid: number;
  readonly share_us: number;
  readonly share_cn: number;
}

describe("NSF 2024, the United States and China (vector 64)", () => {
  const { expected } = vector<SeriesVector, Readonly<Record<string, YearVector>>>(
    "64_nsf_us_cn_series_2003_2022",
  );
  const years = Object.entries(expected).map(([year, row]) => ({ year: Number(year), ...row }));
  const rows = pair.counts("US", "CN", shipped).filter(({ edition }) => edition === "nsf-2024");
  const inputs = ({ joint, x, y, world }: pair.PairYearCounts) => ({
    universe: "papers" as const,
    joint,
    x: x ?? NaN,
    y: y ?? NaN,
    total: world ?? NaN,
  });

  test("the bounds of observed over expected cover the reference value", () => {
    expect(rows.map(({ year }) => year)).toEqual(years.map(({ year }) => year));
    for (const row of rows) {
      const reference = expected[row.year]?.ic_mid ?? NaN;
      const { lower, upper } = affinity.observedToExpected(inputs(row));
      expect(lower).toBeLessThanOrEqual(reference * (1 + 1e-12));
      expect(upper).toBeGreaterThanOrEqual(reference * (1 - 1e-12));
      expect((upper ?? NaN) - (lower ?? NaN)).toBeLessThan(0.0004);
    }
  });

  test("joint papers as shares, within the bounds of the counts", () => {
    for (const row of rows) {
      const wanted = expected[row.year];
      const { ofX, ofY } = pair.jointShares(row);
      for (const [share, value] of [
        [ofX, wanted?.share_us],
        [ofY, wanted?.share_cn],
      ] as const) {
        expect(share.lower).toBeLessThanOrEqual((value ?? NaN) + 1e-12);
        expect(share.upper).toBeGreaterThanOrEqual((value ?? NaN) - 1e-12);
      }
      if (row.year === 2019) expect(row.joint.lower).toBeLessThan(row.joint.upper);
    }
  });
});

/** Indicators of the shipped tables compared with the published values. */
import { describe, expect, test } from "vitest";
import * as affinity from "../../../src/collaboration/indicators/affinity.js";
import * as citation from "../../../src/collaboration/indicators/citation.js";
import { only, table } from "../../briefing/authoring/load/tables.js";

describe("NSF's index of collaboration", () => {
  const pairs = table("nsf-pairs");
  const international = table("international");
  const papers = (edition: string, economy: string, year: number) =>
    only(
      international.filter((row) => row.edition === edition && row.economy === economy && row.year === year),
    ).works;
  const index = (row: (typeof pairs)[number]) =>
    affinity.observedToExpected({
      universe: "papers",
      joint: row.works,
      x: papers(row.edition, row.a, row.year),
      y: papers(row.edition, row.b, row.year),
      total: papers(row.edition, "WORLD", row.year),
    }).value;

  test.each([
    [2003, "0.84"],
    [2022, "1.00"],
  ])("of the United States and China in %d: %s", (year, printed) => {
    const row = only(
      pairs.filter(
        (each) => each.edition === "nsf-2024" && each.year === year && each.a === "CN" && each.b === "US",
      ),
    );
    expect(index(row)?.toFixed(2)).toBe(printed);
  });

  test("has a value for all 1,035 pairs of 2022, including the two", () => {
    const all = pairs.filter(({ edition, year }) => edition === "nsf-2024" && year === 2022);
    const values = all.map(index);
    expect(values).toHaveLength(1035);
    for (const value of values) expect(value).toBeGreaterThan(0);
  });
});

describe("odds of own-group citation from NSF's relative citation indices", () => {
  const rows = table("citation-index");
  const odds = (field: string, year: number) => {
    const index = (citing: string, cited: string) => {
      const { index: printed } = only(
        rows.filter(
          (row) => row.field === field && row.year === year && row.citing === citing && row.cited === cited,
        ),
      );
      // Published with two decimals.
      return { lower: printed - 0.005, upper: printed + 0.005 };
    };
    return citation.segregationOfIndices({
      xToX: index("US", "US"),
      xToY: index("US", "CN"),
      yToX: index("CN", "US"),
      yToY: index("CN", "CN"),
    });
  };

  test("all fields in 2020: 22.2, within the rounding of the indices", () => {
    const { value, lower, upper } = odds("all", 2020);
    expect(value?.toFixed(1)).toBe("22.2");
    expect(lower).toBeGreaterThan(21.6);
    expect(upper).toBeLessThan(22.7);
  });

  test.each([
    ["mathematics", 38],
    ["geosciences", 37],
    ["agriculture", 32],
    ["physics", 32],
    ["computing", 14],
    ["health", 13],
    ["biology", 11],
  ])("%s in 2020: %d", (field, printed) => {
    expect(Math.round(odds(field, 2020).value ?? NaN)).toBe(printed);
  });

  test("from 2018 to 2020 it fell in all fields, in health and in biology, and rose in computing", () => {
    const change = (field: string) => (odds(field, 2020).value ?? NaN) - (odds(field, 2018).value ?? NaN);
    for (const field of ["all", "health", "biology"]) expect(change(field), field).toBeLessThan(0);
    expect(change("computing")).toBeGreaterThan(0);
  });
});

/** Independently computed numbers from the same table, and laws of the measure. */
import { describe, expect, it } from "vitest";
import { pair } from "../../../src/collaboration/index.js";
import { table } from "../../briefing/authoring/load/tables.js";

const rows = table("eto-pairs");
const ai = "Artificial intelligence";
const course = (field = ai, two: readonly [string, string] = ["US", "CN"], given = rows) =>
  pair.technologyCourse(given, field, two);
const inYear = (found: ReturnType<typeof course>, year: number) => found.find((one) => one.year === year);

describe("joint papers in fields of technology", () => {
  it("match an independent computation", () => {
    const read = (field: string, year: number) => {
      const { joint, affinity } = inYear(course(field), year) ?? { joint: 0, affinity: 0 };
      return [joint, affinity.toFixed(2)];
    };
    expect([2019, 2021, 2023].map((year) => read(ai, year))).toEqual([
      [5217, "2.04"],
      [6435, "1.95"],
      [6183, "1.83"],
    ]);
    const chips = "Chip design and fabrication";
    expect([2019, 2023].map((year) => read(chips, year))).toEqual([
      [1076, "1.65"],
      [721, "1.33"],
    ]);
    const [before, after] = [2019, 2023].map((year) => inYear(course(chips), year)?.links ?? NaN);
    expect(((after ?? NaN) / (before ?? NaN) - 1).toFixed(3)).toBe("-0.009");
    const change = (...two: [string, string]) => {
      const [from, to] = [2019, 2023].map((year) => inYear(course(ai, two), year)?.joint ?? NaN);
      return ((to ?? NaN) / (from ?? NaN) - 1).toFixed(3);
    };
    expect([change("US", "CN"), change("US", "GB"), change("GB", "CN")]).toEqual(["0.185", "0.533", "0.918"]);
  });

  it("fitted to all pairs, match an independent computation from 2019 to 2023", () => {
    const change = (field: string, since = 2019) => {
      const found = course(field);
      const ratio = (inYear(found, 2023)?.fitted ?? NaN) / (inYear(found, since)?.fitted ?? NaN);
      return Math.round(100 * (ratio - 1));
    };
    expect({
      ai: change(ai),
      vision: change("Computer vision"),
      security: change("Cybersecurity"),
      language: change("Natural language processing"),
      robotics: change("Robotics"),
      chips: change("Chip design and fabrication"),
    }).toEqual({ ai: -4, vision: 8, security: 14, language: -14, robotics: -19, chips: -16 });
    expect(pair.technologyPeak(course())?.fittedOfPeak.toFixed(3)).toBe("0.965");
  });

  it("change for all pairs of a field as an independent computation has it", () => {
    const span = { from: 2019, to: 2023, least: 100 };
    const place = (field: string) => {
      const { pairs, missing } = pair.technologyChanges(rows, field, span);
      const two = pairs.find(({ a, b }) => [a, b].sort().join() === "CN,US");
      const further = (key: "papers" | "affinity" | "fitted") =>
        pairs.filter((each) => each[key] < (two?.[key] ?? NaN)).length;
      return [pairs.length, missing, further("papers"), further("affinity"), further("fitted")];
    };
    expect(place(ai)).toEqual([105, 0, 6, 30, 40]);
    expect(place("Chip design and fabrication")).toEqual([26, 0, 0, 0, 2]);
    const onSamePairs = (field: string, from: number) => {
      const { listedInBoth, links } = pair.technologyChanges(rows, field, { ...span, from });
      return [listedInBoth, Math.round(100 * (links - 1))];
    };
    expect(onSamePairs(ai, 2021)).toEqual([562, 22]);
    expect(onSamePairs(ai, 2019)).toEqual([386, 81]);
    expect(onSamePairs("Chip design and fabrication", 2019)[1]).toBe(-2);
  });

  it("count a large pair that is no longer listed as missing, not as level", () => {
    const gone = rows.filter((row) => !(row.a === "GB" && row.b === "US" && row.year === 2023));
    const { pairs, missing } = pair.technologyChanges(gone, ai, { from: 2019, to: 2023, least: 100 });
    expect([pairs.length, missing]).toEqual([104, 1]);
  });

  it("peak among the complete years", () => {
    const found = pair.technologyPeak(course());
    expect([found?.peak.year, found?.now.year]).toEqual([2021, 2023]);
    expect(found?.ofPeak.toFixed(3)).toBe("0.961");
    expect(found?.affinityOfPeak).toBeLessThan(0.95);
    expect(pair.technologyPeak(course().filter(({ status }) => status === "incomplete"))).toBeNull();
    expect(pair.technologyPeak([])).toBeNull();
  });

  it("do not depend on the size of the corpus or the order of the two", () => {
    const twice = rows.map((row) => ({ ...row, works: 2 * row.works }));
    course(ai, ["CN", "US"], twice).forEach((one, index) => {
      expect(one.affinity).toBeCloseTo(course()[index]?.affinity ?? NaN, 12);
    });
  });

  it("omit years without the pair", () => {
    const without = rows.filter(({ year, a, b }) => !(year === 2019 && a === "CN" && b === "US"));
    expect(course(ai, ["US", "CN"], without).map(({ year }) => year)).not.toContain(2019);
    expect(course("Alchemy")).toEqual([]);
  });
});

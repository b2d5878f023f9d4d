import { describe, expect, it } from "vitest";
import { pair } from "../../../src/index.js";
import { table } from "../../authoring/load/tables.js";

const tables = {
  "ai-output": table("ai-output"),
  "ai-pairs": table("ai-pairs"),
  editions: table("editions"),
};

describe("papers on artificial intelligence of an economy", () => {
  it("change between the first complete year asked for and the last", () => {
    const course = pair.aiCourse("CN", tables, { since: 2018 });
    expect(course.before).toMatchObject({ year: 2018, papers: 18_690, international: 3901 });
    expect(course.after).toMatchObject({ year: 2021, papers: 40_167, international: 6084 });
    expect(course.last).toMatchObject({ year: 2022, status: "incomplete" });
    expect(course.shareChange).toBeCloseTo(course.after.share - course.before.share);
  });

  it("start at the next year where one is missing", () => {
    const without = tables["ai-output"].filter(({ year }) => year !== 2018);
    const course = pair.aiCourse("CN", { ...tables, "ai-output": without }, { since: 2018 });
    expect(course.before.year).toBe(2019);
  });

  it("cannot be compared with one complete year, or none", () => {
    expect(() => pair.aiCourse("CN", tables, { since: 2021 })).toThrow("no two complete years of CN");
    expect(() => pair.aiCourse("CN", { ...tables, "ai-output": [] }, { since: 2018 })).toThrow("any edition");
  });
});

describe("a pair among all pairs", () => {
  it("has its place and the pair after it, in either order", () => {
    const found = pair.aiPair("US", "CN", tables);
    expect(found).toMatchObject({ joint: 13_631, place: 1, next: { a: "CN", b: "GB", works: 6485 } });
    const { propensity, ...turned } = pair.aiPair("CN", "US", tables);
    expect(found).toMatchObject(turned);
    expect(propensity.value).toBeCloseTo(found.propensity.value ?? NaN);
  });

  it("loses places when others have more", () => {
    const fewer = tables["ai-pairs"].map((row) =>
      row.a === "CN" && row.b === "US" ? { ...row, works: 5000 } : row,
    );
    expect(pair.aiPair("US", "CN", { ...tables, "ai-pairs": fewer }).place).toBe(3);
  });

  it("has no propensity where a year of one of the two is missing", () => {
    const without = tables["ai-output"].filter((row) => !(row.economy === "US" && row.year === 2010));
    const found = pair.aiPair("US", "CN", { ...tables, "ai-output": without });
    expect(found.propensity.value).toBeNull();
  });

  it("must be in the table", () => {
    expect(() => pair.aiPair("US", "XX", tables)).toThrow("no pair of US and XX");
  });
});

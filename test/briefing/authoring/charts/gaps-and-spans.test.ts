/** Stacks without one of their values, and shaded periods. */
import { describe, expect, test } from "vitest";
import { area, line } from "../../../../src/briefing/index.js";
import { draw } from "./draw.js";
import { datumOf, itemsOf } from "./published.js";
import { measured, people } from "./user-rows.js";

const byState = { x: "year", y: "people", by: "state" } as const;

describe("a stack without one of its values", () => {
  const rows = people.map((row) =>
    row.state === "Bayern" && row.year === 2020 ? { ...row, people: null } : row,
  );
  const gapped = [...people.map((row) => ({ ...row, year: row.year + 3 })), ...rows];

  test.each([680, 340])("has a gap and a note at %i pixels", async (width) => {
    const { svg, marks } = await draw(area(gapped, byState), width);
    expect(svg).toContain("Gap: no value for Bayern, 2020.");
    const tops = itemsOf(marks, "area").filter((item) => datumOf(item)["series"] === "Berlin");
    expect(tops.length).toBeGreaterThan(0);
    const highest = Math.max(...tops.map((item) => Number(datumOf(item)["high"])));
    const lowest = Math.min(...tops.map((item) => Number(datumOf(item)["high"])));
    // Without Bayern, it would be 16 million lower.
    expect(highest - lowest).toBeLessThan(1e6);
    expect(tops.map((item) => datumOf(item)["x"])).not.toContain(2020);
  });

  test("has the gap as well if the row is missing", () => {
    const without = gapped.filter(({ people: value }) => value !== null);
    expect(JSON.stringify(area(without, byState))).toContain("Gap: no value for Bayern, 2020.");
  });

  test("names a few of many gaps, and is an error if nothing remains", () => {
    const many = gapped.map((row) =>
      row.state === "Bayern" && row.year > 2019 ? { ...row, people: null } : row,
    );
    expect(JSON.stringify(area(many, byState)).replaceAll('","', " ")).toContain("2 more.");
    const none = people.map((row) => (row.state === "Bayern" ? { ...row, people: null } : row));
    expect(() => area(none, byState)).toThrow("nothing can be stacked");
  });
});

describe("spans", () => {
  const spanOf = (from: number | string, to: number | string, x: "month" | "year" = "month") => {
    const rows = x === "month" ? measured.slice(0, 6) : people.filter(({ state }) => state === "Hessen");
    const y = x === "month" ? "level" : "people";
    const text = JSON.stringify(line(rows as object[], { x, y, spans: [{ from, to, label: "s" }] } as never));
    const [, start, end] = /"start":("?[^,"]+"?),"end":("?[^,"]+"?),"span"/.exec(text) ?? [];
    return [start, end].map((edge) => (edge === undefined ? undefined : (JSON.parse(edge) as unknown)));
  };
  test("of months, days and years reach to their ends, and no further than the axis", () => {
    expect(spanOf("2022-02", "2022-04")).toEqual(["2022-02-01", "2022-05-01"]);
    expect(spanOf("2022-02-10", "2022-02-10")).toEqual(["2022-02-10", "2022-02-11"]);
    expect(spanOf("2022-02", 2022)[0]).toBe("2022-02-01");
    expect(spanOf(2019, 2019, "year")).toEqual([2018.5, 2019.5]);
    expect(spanOf("2020-01", "2020-06", "year")).toEqual([2019.5, 2019.998]);
    expect(spanOf(2010, 2030, "year")).toEqual([2018.5, 2021.5]);
    expect(spanOf(2010, 2012, "year")).toEqual([undefined, undefined]);
  });

  test("that are no dates, or end before they begin, are errors", () => {
    expect(() => spanOf("June 2022", 2023)).toThrow('has from: "June 2022", which is no date');
    expect(() => spanOf("2022-13", 2023)).toThrow("which is no date");
    expect(() => spanOf("2022-04", "2022-02")).toThrow("goes from 2022-04 to 2022-02");
  });
});

import { describe, expect, it } from "vitest";
import { pair } from "../../../src/index.js";
import { table } from "../../authoring/load/tables.js";

const rows = table("palaeontology");

describe("palaeontology in some years together", () => {
  it("adds up the references of the years, and names the early ones", () => {
    expect(pair.palaeontologyPeriod(rows, { from: 2011, to: 2015 })).toMatchObject({
      ...{ references: 5071, us: 1481, cn: 724, both: 164, gbCn: 71, earlyYears: [] },
    });
    expect(pair.palaeontologyPeriod(rows, { from: 2016, to: 2020 })).toMatchObject({
      ...{ references: 4493, us: 1269, cn: 912, both: 250, gbCn: 188, earlyYears: [2020] },
    });
  });

  it("is null where a year is missing, and throws for one that stands twice", () => {
    const without = rows.filter(({ year }) => year !== 2013);
    expect(pair.palaeontologyPeriod(without, { from: 2011, to: 2015 })).toBeNull();
    expect(() => pair.palaeontologyPeriod([...rows, ...rows], { from: 2011, to: 2015 })).toThrow("twice");
    expect(() => pair.palaeontologyPeriod(rows, { from: 2015, to: 2011 })).toThrow("no years in order");
  });

  it("has no share of nothing", () => {
    const none = rows.map((row) => ({ ...row, cn: 0, both: 0, bothExactlyTwo: 0, gbCn: 0 }));
    const period = pair.palaeontologyPeriod(none, { from: 2011, to: 2015 });
    expect(period?.ofChinese.value).toBeNull();
    expect(period?.ofAmerican.value).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import { pair } from "../../../src/collaboration/index.js";
import { table } from "../../briefing/authoring/load/tables.js";

const rows = table("palaeontology");

describe("palaeontology over several years together", () => {
  it("adds up the references of the years", () => {
    expect(pair.palaeontologyPeriod(rows, { from: 2011, to: 2015 })).toMatchObject({
      both: 164,
      gbCn: 71,
    });
    expect(pair.palaeontologyPeriod(rows, { from: 2016, to: 2020 })).toMatchObject({
      both: 250,
      gbCn: 188,
    });
  });

  it("is null if a year is missing, and throws for rows of two editions", () => {
    const without = rows.filter(({ year }) => year !== 2013);
    expect(pair.palaeontologyPeriod(without, { from: 2011, to: 2015 })).toBeNull();
    const other = rows.map((row) => ({ ...row, edition: "other" }));
    expect(() => pair.palaeontologyPeriod([...rows, ...other], { from: 2011, to: 2015 })).toThrow(
      "several editions",
    );
  });
});

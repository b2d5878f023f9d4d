import { describe, expect, it } from "vitest";
import { pair } from "../../../src/collaboration/index.js";
import { table } from "../../briefing/authoring/load/tables.js";

describe("emitters", () => {
  const rows = table("co2");
  const economies = table("economies");

  it("are ranked by their emissions, without aggregates", () => {
    const found = pair.emitters(rows, economies, 2023);
    expect(found.slice(0, 3).map(({ economy, place }) => [economy, place])).toEqual([
      ["CN", 1],
      ["US", 2],
      ["IN", 3],
    ]);
    expect(found.map(({ economy }) => economy)).not.toContain("EU27");
  });

  it("share a rank if their emissions are equal", () => {
    const level = rows.map((row) => (row.economy === "US" ? { ...row, tonnes: 11_902_503_000 } : row));
    const [first, second] = pair.emitters(level, economies, 2023);
    expect([first?.place, second?.place]).toEqual([1, 1]);
  });

  it("require the world in that year", () => {
    expect(() => pair.emitters(rows, economies, 1900)).toThrow("in 1900");
  });
});

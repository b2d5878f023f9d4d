import { describe, expect, test } from "vitest";
import { sidesOf } from "../../../../src/briefing/authoring/charts/label-sides.js";

describe("sides of labels", () => {
  test("labels stand at the left where nothing is in their way", () => {
    const points = [
      { label: "Germany–UK", part: 0.7, y: 40 },
      { label: "US–China", part: 0.99, y: 200 },
    ];
    expect(sidesOf(points)).toEqual(["left", "left"]);
  });

  test("of two labels at the same height the one with room at its right changes its side", () => {
    const points = [
      { label: "Taiwan–US", part: 0.4, y: 200 },
      { label: "China–Hong Kong", part: 0.55, y: 203 },
    ];
    expect(sidesOf(points)).toEqual(["left", "right"]);
  });

  test("a label does not leave the plot", () => {
    expect(sidesOf([{ label: "South Korea–US", part: 0.02, y: 50 }])).toEqual(["right"]);
    expect(sidesOf([{ label: "South Korea–US", part: 0.98, y: 50 }])).toEqual(["left"]);
  });

  test("a label does not cover another point that has a label", () => {
    const points = [
      { label: "A", part: 0.4, y: 100 },
      { label: "Long name", part: 0.48, y: 100 },
    ];
    expect(sidesOf(points)[1]).toBe("right");
  });

  test("where neither side is free, a label stands above or below its point", () => {
    const points = [
      { label: "Germany–Russia", part: 0.36, y: 200 },
      { label: "South Korea–US", part: 0.61, y: 198 },
      { label: "US–China", part: 0.99, y: 199 },
    ];
    const sides = sidesOf(points);
    expect(sides.some((side) => side === "above" || side === "below")).toBe(true);
    expect(sides[2]).toBe("left");
  });
});

import { describe, expect, it } from "vitest";
import { sidesOf } from "../../../src/briefing/cli/diff-sides.js";

describe("sides of a comparison", () => {
  it.each([
    ["v1..v2", ["v1", "v2"]],
    ["HEAD~2..HEAD", ["HEAD~2", "HEAD"]],
    ["origin/main..feature/x", ["origin/main", "feature/x"]],
    ["a..b", ["a", "b"]],
    ["v1..", ["v1", "HEAD"]],
    ["..v2", ["HEAD", "v2"]],
    ["../v2", ["../v2"]],
    ["../../v2", ["../../v2"]],
    ["gone/..", ["gone/.."]],
    ["gone/../v2", ["gone/../v2"]],
    ["..", [".."]],
    ["v1", ["v1"]],
  ])("%s", async (typed, sides) => {
    expect(await sidesOf(typed, undefined)).toEqual(sides);
  });

  it("three dots are rejected with what to type", async () => {
    await expect(sidesOf("v1...v2", undefined)).rejects.toMatchObject({
      hint: "Name its two ends: briefing diff $(git merge-base v1 v2) v2",
    });
  });
});

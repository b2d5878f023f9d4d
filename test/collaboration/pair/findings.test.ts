import { describe, expect, it } from "vitest";
import { pair } from "../../../src/collaboration/index.js";

describe("a finding of others", () => {
  const about = pair.context("US", "CN");

  it("is found by its id", () => {
    expect(pair.findingOf(about, "nistep-2025").authors).toBe("NISTEP");
  });

  it("that is missing is named, with its table", () => {
    expect(() => pair.findingOf(about, "nobody-1999")).toThrow('data/findings.csv has no row "nobody-1999"');
  });
});

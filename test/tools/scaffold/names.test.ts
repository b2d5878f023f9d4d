import { describe, expect, test } from "vitest";
import { chapterId, packageName, titleOf } from "../../../src/tools/scaffold/names.js";

describe("names", () => {
  test("a chapter's id is its notebook's name", () => {
    expect(chapterId("04-fields")).toBe("04-fields");
    expect(chapterId("04-fields.ipynb")).toBe("04-fields");
  });

  test.each(["", "a/b", "../x", "-x", "a b", ".hidden", "x".repeat(65)])("%j is rejected", (given) => {
    expect(() => chapterId(given)).toThrow(/cannot be the name of a chapter/);
  });

  test("titles are derived from ids", () => {
    expect(titleOf("04-open-questions")).toBe("Open questions");
    expect(titleOf("2024")).toBe("2024");
    expect(titleOf("Öffentliche_Mittel")).toBe("Öffentliche Mittel");
  });

  test("npm accepts the package name whatever the folder is called", () => {
    expect(packageName("Library Loans (März)")).toBe("library-loans-ma-rz");
    expect(packageName("研究")).toBe("briefing");
  });
});

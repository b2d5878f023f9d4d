import { describe, expect, test } from "vitest";
import { withChapter } from "../../../../src/briefing/tools/scaffold/add-chapter.js";
import { chapterId, packageName, titleOf } from "../../../../src/briefing/tools/scaffold/names.js";

const text = `title: T # kept
order:
  # the first one
  - 01-a.ipynb
  - 03-c
  - 10-z.ipynb # last
parameters: {}
`;

describe("the order of briefing.yml", () => {
  test("inserts a chapter where its name belongs, and keeps everything else", () => {
    expect(withChapter(text, "04-d.ipynb", "briefing.yml")).toBe(
      text.replace("  - 10-z", "  - 04-d.ipynb\n  - 10-z"),
    );
    expect(withChapter(text, "11-end.ipynb", "briefing.yml")).toBe(
      text.replace("# last\n", "# last\n  - 11-end.ipynb\n"),
    );
  });

  test.each([
    ["order: [a, c] # all", "order: [ a, b.ipynb, c ] # all\n"],
    ["order: []\n", "order: [ b.ipynb ]\n"],
    [
      "order:\n  - notebook: a\n    needs: x\n\n  - c\n",
      "order:\n  - notebook: a\n    needs: x\n  - b.ipynb\n\n  - c\n",
    ],
  ])("keeps the form of the list: %j", (before, after) => {
    expect(withChapter(before, "b.ipynb", "briefing.yml")).toBe(after);
  });

  test("is unchanged if it names the chapter, or if there is no order", () => {
    expect(withChapter(text, "03-c.ipynb", "briefing.yml")).toBeUndefined();
    expect(withChapter("title: T\n", "04-d.ipynb", "briefing.yml")).toBeUndefined();
  });

  test("is rejected by name if it is not a list", () => {
    expect(() => withChapter("order: first\n", "a.ipynb", "x/briefing.yml")).toThrow(
      "x/briefing.yml: order is not a list",
    );
  });
});

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

import { describe, expect, test } from "vitest";
import { withChapter } from "../../../src/tools/scaffold/order.js";

const text = `title: T # kept
order:
  # the first one
  - 01-a.ipynb
  - 03-c
  - 10-z.ipynb # last
parameters: {}
`;

describe("the order of briefing.yml", () => {
  test("gets a chapter where its name belongs, and keeps everything else", () => {
    expect(withChapter(text, "04-d.ipynb", "briefing.yml")).toBe(
      text.replace("  - 10-z", "  - 04-d.ipynb\n  - 10-z"),
    );
    expect(withChapter(text, "11-end.ipynb", "briefing.yml")).toBe(
      text.replace("# last\n", "# last\n  - 11-end.ipynb\n"),
    );
  });

  test.each([
    // What a comment after the last chapter says, and the indentation of what follows, stay where they are.
    [
      "order:\n- a.ipynb # one\n# About the rest.\nfirstPage:\n    lead: x",
      "order:\n- a.ipynb # one\n- b.ipynb\n# About the rest.\nfirstPage:\n    lead: x",
    ],
    ["order:\n    - c\n", "order:\n    - b.ipynb\n    - c\n"],
    ["order:\r\n  - a\r\n", "order:\r\n  - a\r\n  - b.ipynb\r\n"],
    ["order: [a, c] # all", "order: [a, b.ipynb, c] # all"],
    ["order: [c]\n", "order: [b.ipynb, c]\n"],
    ["order: []\n", "order: [b.ipynb]\n"],
    ["order:\n  - a", "order:\n  - a\n  - b.ipynb\n"],
    [
      "order:\n  - notebook: a\n    needs: x\n\n  - c\n",
      "order:\n  - notebook: a\n    needs: x\n  - b.ipynb\n\n  - c\n",
    ],
    // Laid out in a way of its own: it is written in the usual one.
    ["order:\n  -\n    a\n  - c\n", "order:\n  - a\n  - b.ipynb\n  - c\n"],
  ])("changes nothing else: %j", (before, after) => {
    expect(withChapter(before, "b.ipynb", "briefing.yml")).toBe(after);
  });

  test("stays as it is where it names the chapter, or where no order is given", () => {
    expect(withChapter(text, "03-c.ipynb", "briefing.yml")).toBeUndefined();
    expect(withChapter("title: T\n", "04-d.ipynb", "briefing.yml")).toBeUndefined();
  });

  test("that is no list is refused by name", () => {
    expect(() => withChapter("order: first\n", "a.ipynb", "x/briefing.yml")).toThrow(
      "x/briefing.yml: order is not a list",
    );
  });
});

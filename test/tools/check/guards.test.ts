import { expect, test } from "vitest";
import { check } from "./project.js";

const found = async (kind: "markdown" | "raw", source: string) =>
  (await check("guards", { notebooks: [[[kind, source]]] })).map(
    ({ line, column, hint }) => `${line}:${column} ${hint ?? ""}`,
  );

test.each([
  [
    "It is. `{ts} holds(text`Up by ${fmt.percent(x)}.`, x > 0)`",
    '[Up by `{ts} fmt.percent(x)`.]{holds="x > 0"}',
  ],
  ['`{ts} holds("China led.", isFirst)`', "[China led.]{holds=isFirst}"],
  ['`{ts #lead} holds("China led.", isFirst)`', "[China led.]{#lead holds=isFirst}"],
  ['`{ts} holds("It was.", kind === "a")`', "[It was.]{holds='kind === \"a\"'}"],
])(
  "a sentence in the form of earlier versions is an error, with what to write: %s",
  async (source, written) => {
    const hints = await found("markdown", source.replace(/`\{ts\} (holds\(text.*)`$/, "``{ts} $1``"));
    expect(hints.map((hint) => hint.replace(/^\d+:\d+ Write /, ""))).toEqual([written]);
  },
);

test("a headline or finding that states a change without a condition is noted", async () => {
  expect(await found("raw", "---\ntitle: T\nfinding: Joint papers fell by a tenth.\n---")).toHaveLength(1);
  expect(await found("raw", "---\ntitle: T\nfinding: >-\n  [Joint papers fell.]{holds=fell}\n---")).toEqual(
    [],
  );
});

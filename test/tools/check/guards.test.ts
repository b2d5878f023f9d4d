import { expect, test } from "vitest";
import { check } from "./project.js";

const found = async (kind: "markdown" | "raw", source: string) =>
  (await check("guards", { notebooks: [[[kind, source]]] })).map(
    ({ line, column, hint }) => `${line}:${column} ${hint ?? ""}`,
  );

test("a headline or finding that states a change without a condition is noted", async () => {
  expect(await found("raw", "---\ntitle: T\nfinding: Joint papers fell by a tenth.\n---")).toHaveLength(1);
  expect(await found("raw", "---\ntitle: T\nfinding: >-\n  [Joint papers fell.]{holds=fell}\n---")).toEqual(
    [],
  );
});

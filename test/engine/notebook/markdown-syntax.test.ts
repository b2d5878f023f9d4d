import { expect, test } from "vitest";
import { referencesIn } from "../../../src/engine/notebook/markdown/syntax.js";

const found = (text: string) => referencesIn(text).map(({ start, end }) => text.slice(start, end));

test("citations and cross-references with positions, including in code", () => {
  const text = "See [@smith2020; @lee, p. 3] and @fig-loans; `[@code]`.";
  expect(found(text)).toEqual(["[@smith2020; @lee, p. 3]", "@fig-loans", "[@code]"]);
  expect(referencesIn(text)[0]).toMatchObject({
    kind: "citation",
    works: [{ key: "smith2020" }, { key: "lee", locator: "p. 3" }],
  });
  expect(referencesIn(text)[1]).toMatchObject({ kind: "target", target: "fig-loans" });
});

test("addresses, links and escapes are not citations", () => {
  for (const text of ["a@fig-x.org", "[@key](address)", "\\[@key]", "![@key]", "nothing"])
    expect(found(text), text).toEqual([]);
});

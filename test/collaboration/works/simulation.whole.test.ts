import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type WorldName, worlds } from "../../papers/works/decoupled.js";
import { columns, judged, names, run } from "./judged.js";

/** Effects detectable with so few papers; in other columns, results only must not be wrong. */
const plain: Readonly<Partial<Record<WorldName, Partial<Record<(typeof columns)[number], string>>>>> = {
  nothing: { S4: "holds" },
  third: { S4: "holds", S5: "holds" },
  "one field": { S6: "does not hold" },
  rerouted: { rerouted: "yes" },
  "new sources": { S4: "does not hold" },
  "growing sources": { S4: "does not hold" },
  "hidden by sources": { S4: "does not hold" },
  "no countries": { S4: "does not hold" },
  hyper: { S5: "does not hold" },
  "hidden by hyper": { S5: "does not hold" },
  sources: { sources: "apart" },
  citations: { citations: "more to their own" },
};
/** A loss of countries in joint papers alone is not detected, as docs/explanation/single-papers.md explains. */
const unseen = ["joint without countries: S4"];

describe("findings of single papers in a world that is known", () => {
  test.each(names)("%s", (name) => {
    const found = run(name, 1, 6_000);
    const wrong = columns.filter((column) => judged(name, column, found) === "wrong");
    expect(wrong.map((column) => `${name}: ${column}`).filter((one) => !unseen.includes(one))).toEqual([]);
    expect(found).toMatchObject(plain[name] ?? {});
  });

  test("tested standings no longer cap the confidence", () => {
    expect(run("nothing", 2, 5_000).caps).not.toContain("an effect of coverage cannot be ruled out");
  });
});

test("the document has a row for each world", () => {
  const document = new URL("../../../docs/explanation/single-papers.md", import.meta.url);
  const text = readFileSync(document, "utf8");
  for (const { words } of Object.values(worlds)) expect(text).toContain(`| ${words}`);
});

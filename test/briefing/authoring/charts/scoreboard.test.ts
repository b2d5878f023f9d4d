import { describe, expect, test } from "vitest";
import { ChartError } from "../../../../src/briefing/authoring/errors.js";
import { scoreboard as draws } from "../../../../src/briefing/authoring/charts/scoreboard.js";
import type { ClaimPartStatus, Verdict } from "../../../../src/briefing/model/claim.js";
import { thrown } from "../../../support/thrown.js";
import { draw } from "./draw.js";
import { datumOf, expectPublishable, itemsOf } from "./published.js";
import { wordsOf } from "./words.js";

interface Score {
  readonly label: string;
  readonly verdict: Verdict;
  readonly parts: readonly ClaimPartStatus[];
  readonly named?: readonly string[];
}
const scoreboard = ({ rows }: { readonly rows: readonly Score[] }) =>
  draws(rows, { label: "label", verdict: "verdict", parts: "parts", named: "named" });
const options: { readonly rows: readonly Score[] } = {
  rows: [
    { label: "The river cannot be tested", verdict: "not-testable", parts: ["not-testable"], named: [""] },
    {
      label: "The river rose",
      verdict: "supported",
      parts: ["holds", "not-testable"],
      named: ["in spring", "in autumn"],
    },
    {
      label: "The bridge fell, and the long road beside the river was closed for days",
      verdict: "partly",
      parts: ["holds", "fails", "not-computed"],
      named: ["", "", ""],
    },
    { label: "The mill stood still", verdict: "contradicted", parts: ["fails"], named: [""] },
  ],
};
const partsOf = async (width: number) =>
  itemsOf((await draw(scoreboard(options), width)).marks, "symbol").filter(
    (item) => "claim" in datumOf(item),
  );

test.each([680, 340])("can be published at %i px, with every claim under its verdict", async (width) => {
  const words = wordsOf(await expectPublishable(scoreboard(options), width));
  for (const label of ["The river cannot be tested", "The river rose", "in spring", "in autumn"])
    expect(words).toContain(label);
  expect(words).toEqual(
    expect.arrayContaining(["Supported (1)", "± Partly (1)", "Contradicted (1)", "? Not testable (1)"]),
  );
  expect(words).toEqual(expect.arrayContaining(["holds", "does not hold", "not testable", "not computed"]));
});

test.each([680, 340])("one symbol per part, in the order of the statement, at %i px", async (width) => {
  const drawn = await partsOf(width);
  // With one part, or if nothing was tested, the verdict says everything.
  expect(drawn).toHaveLength(5);
  const bridge = drawn.filter((item) => datumOf(item)["claim"] === options.rows[2]?.label);
  const byPlace = bridge
    .toSorted((a, b) => Number(a["x"]) - Number(b["x"]))
    .map((item) => datumOf(item)["part"]);
  expect(byPlace).toEqual([1, 2, 3]);
});

describe("in the order of the rows", () => {
  const listed = draws(options.rows, {
    label: "label",
    verdict: "verdict",
    parts: "parts",
    named: "named",
    order: "of the rows",
  });

  test.each([680, 340])("can be published at %i px, each verdict below its claim", async (width) => {
    const words = wordsOf(await expectPublishable(listed, width)).filter((word) =>
      /cannot|rose|bridge|mill|Supported|Partly|Contradicted|Not testable/.test(word),
    );
    expect(
      words.filter((word) => /cannot|rose|bridge|mill/.test(word)).map((word) => word.slice(0, 9)),
    ).toEqual(["The river", "The river", "The bridg", "The mill "]);
    expect(words).toEqual(
      expect.arrayContaining(["Supported", "± Partly", "Contradicted", "? Not testable"]),
    );
  });

  test("tooltips have the names of parts as words", async () => {
    const tooltips = (await partsOf(600)).map(({ tooltip }) => JSON.stringify(tooltip));
    expect(tooltips.some((each) => each.includes("in spring"))).toBe(true);
    expect(tooltips.join()).not.toContain("NaN");
  });

  test("every part has a sign, also of a claim with one, and its tooltip names it", async () => {
    const drawn = itemsOf((await draw(listed, 680)).marks, "symbol").filter(
      (item) => "claim" in datumOf(item),
    );
    expect(drawn).toHaveLength(options.rows.flatMap(({ parts }) => parts).length);
    expect(drawn.map((item) => datumOf(item)["name"])).toContain("in spring");
  });
});

test("statuses differ in shape or fill, not in colour alone", async () => {
  const looks = new Map(
    (await partsOf(680)).map((item) => [
      datumOf(item)["status"],
      `${String(item["shape"])} ${String(item["fill"] === item["stroke"])}`,
    ]),
  );
  expect(looks.size).toBe(4);
  expect(new Set(looks.values()).size).toBe(4);
});

describe("refuses", () => {
  const [row] = options.rows;
  test.each([
    ["no rows", [], "there are no rows"],
    ["two with the same label", [row, row], "two rows are labelled"],
    ["a part without a name", [{ ...row, named: [] }], "1 parts and names 0"],
    [
      "more parts than fit on a line",
      [{ ...row, parts: Array.from<ClaimPartStatus>({ length: 13 }).fill("holds") }],
      "13 parts; at most 12",
    ],
    [
      "an unknown verdict",
      [{ ...row, verdict: "true" }],
      'column "verdict" (verdict) of "The river cannot be tested" holds "true"',
    ],
    [
      "an unknown result",
      [{ ...row, parts: ["hold"] }],
      'column "parts" (parts) of "The river cannot be tested" holds "hold"',
    ],
    ["no list", [{ ...row, parts: "holds" }], 'column "parts" of "The river cannot be tested" holds no list'],
  ])("%s", (_, rows, message) => {
    const error = thrown(ChartError, () => scoreboard({ rows: rows as readonly Score[] }));
    expect(error.message).toContain(message);
  });
});

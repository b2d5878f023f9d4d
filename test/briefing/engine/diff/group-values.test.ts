/** Values that moved by one factor and from the same causes form one entry, led by the most important one. */
import { expect, it, test } from "vitest";
import { compareBriefings } from "../../../../src/briefing/engine/diff/compare.js";
import { formatHtml } from "../../../../src/briefing/engine/diff/format/html.js";
import { formatMarkdown } from "../../../../src/briefing/engine/diff/format/markdown.js";
import { outlineOf } from "../../../../src/briefing/engine/diff/format/outline.js";
import { formatTerminal } from "../../../../src/briefing/engine/diff/format/terminal.js";
import { groupForEntries } from "../../../../src/briefing/engine/diff/format/together.js";
import { briefingOf, type Given } from "./value-report.js";

type Raw = Given["raw"];
type Pairs = Readonly<Record<string, readonly [before: Raw, after: Raw, format?: string]>>;

function compared(pairs: Pairs, more: { readonly headline?: readonly string[] } = {}) {
  const side = (at: 0 | 1) =>
    briefingOf({
      ...more,
      values: Object.fromEntries(
        Object.entries(pairs).map(([id, pair]) => [
          id,
          { raw: pair[at], ...(pair[2] && { format: pair[2] }) },
        ]),
      ),
      data: at === 0 ? "aa" : "bb",
    });
  const before = side(0);
  const after = side(1);
  return { before, after, comparison: compareBriefings(before, after) };
}

/** `follower < leader`, sorted. */
function followers(...given: Parameters<typeof compared>): readonly string[] {
  return groupForEntries(compared(...given).comparison.changes)
    .flatMap(({ same: [leader], inStep }) => inStep.map(({ id }) => `${id} < ${leader.id}`))
    .sort();
}

const factor = 79604 / 78604;
const count = [78604, 79604] as const;
const bounds: [lower: number, upper: number] = [1.3144, 1.3145];
const share = [0.357617641573, 0.357617641573 * factor] as const;

test.each<[string, Pairs, readonly string[]]>([
  ["a share and its count", { count, share }, ["share < count"]],
  ["an inverse", { count, inverse: [1e5 / 78604, 1e5 / 79604] }, ["inverse < count"]],
  ["bounds", { count, ratio: [bounds, [bounds[0] * factor, bounds[1] * factor]] }, ["ratio < count"]],
  [
    "bounds with one moved end",
    { count, range: [bounds, [bounds[0], bounds[1] * factor]] },
    ["range < count"],
  ],
  ["nearly the same factor", { a: [78604, 79604], b: [0.3576, 0.3622] }, []],
  ["a change too small to be sure of", { a: [78604, 78604.1], b: [0.78604, 0.786041] }, []],
  ["years", { a: [2017, 2021, "year"], b: [2017e3, 2021e3] }, []],
  ["another sign", { a: [-1000, 1000], b: [1000, -1000] }, []],
])("%s", (_, pairs, expected) => {
  expect(followers(pairs)).toEqual(expected);
});

test("values without a common cause are not grouped", () => {
  const values = (by: number) => ({ count: { raw: 78604 * by }, share: { raw: 0.3576 * by } });
  const { changes } = compareBriefings(
    briefingOf({ values: values(1) }),
    briefingOf({ values: values(factor) }),
  );
  expect(groupForEntries(changes).map(({ inStep }) => inStep)).toEqual([[], []]);
});

test("a number of the first page leads", () => {
  expect(followers({ count, share }, { headline: ["share"] })).toEqual(["count < share"]);
});

it("is named in its entry in every format, and remains in the JSON", () => {
  const { before, after, comparison } = compared({ count, share, other: [3, 5] });
  const [, entry] = outlineOf(comparison).entries;
  expect(entry?.changes.map(({ id }) => id)).toEqual(["count", "share"]);
  expect(comparison.changes.map(({ id }) => id).sort()).toEqual(["count", "other", "share"]);
  const command = "briefing diff";
  const all = [
    formatTerminal(comparison, { width: 200, colour: "off" }),
    formatTerminal(comparison, { width: 200, colour: "off", brief: { all: command } }),
    formatMarkdown(comparison, { command }),
    formatHtml({ comparison, before, after }, { command }),
  ];
  for (const text of all) {
    const plain = text.replaceAll(/<[^>]*>/g, "").replaceAll("\\", "");
    expect(plain).toContain("with it: share 0.357617641573 → 0.362167");
  }
});

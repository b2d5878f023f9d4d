/** Values that follow from another changed value are told with it, and only where it is true. */
import { describe, expect, it, test } from "vitest";
import { compareBriefings } from "../../../../src/engine/diff/compare.js";
import { formatHtml } from "../../../../src/engine/diff/format/html.js";
import { formatMarkdown } from "../../../../src/engine/diff/format/markdown.js";
import { outlineOf } from "../../../../src/engine/diff/format/outline.js";
import { formatTerminal } from "../../../../src/engine/diff/format/terminal.js";
import { briefingOf, type Given } from "./value-report.js";

type Pair = readonly [before: Given["raw"], after: Given["raw"], more?: Omit<Given, "raw">];

function compared(pairs: Readonly<Record<string, Pair>>, more: { code?: string; headline?: string[] } = {}) {
  const side = (at: 0 | 1) =>
    briefingOf({
      ...more,
      values: Object.fromEntries(
        Object.entries(pairs).map(([id, pair]) => [id, { raw: pair[at], ...pair[2] }]),
      ),
      data: at === 0 ? "aa" : "bb",
    });
  const [before, after] = [side(0), side(1)];
  return { before, after, comparison: compareBriefings(before, after) };
}

/** `follower < leader`, sorted. */
function told(...given: Parameters<typeof compared>): readonly string[] {
  const { changes } = compared(...given).comparison;
  return changes
    .flatMap((change) =>
      change.kind === "value" && change.toldWith !== undefined
        ? [`${change.id} < ${change.toldWith.replace("value:", "")}`]
        : [],
    )
    .sort();
}

describe("numbers that moved by one factor", () => {
  test("a share, a ratio, a change and the share of the others follow from their count", () => {
    expect(
      told({
        count: [78604, 79604],
        share: [0.357617641573, 0.357617641573 * (79604 / 78604)],
        ratio: [
          [1.3144, 1.3145],
          [(1.3144 * 79604) / 78604, (1.3145 * 79604) / 78604],
        ],
        change: [0.0696604749269, (1.0696604749269 * 79604) / 78604 - 1],
        others: [1 - 0.2 * 0.78604, 1 - 0.2 * 0.79604],
        inverse: [1e5 / 78604, 1e5 / 79604],
      }),
    ).toEqual(["change < count", "inverse < count", "others < count", "ratio < count", "share < count"]);
  });

  test("bounds of which one end moved", () => {
    expect(
      told({
        count: [78604, 79604],
        range: [
          [1, 3.82403982692],
          [1, (3.82403982692 * 79604) / 78604],
        ],
      }),
    ).toEqual(["range < count"]);
  });

  test.each<[string, Record<string, Pair>]>([
    ["a common fraction moves many things", { a: [2, 3], b: [200, 300] }],
    ["one more", { a: [13, 14], b: [0.13, 0.14] }],
    ["nearly the same", { a: [78604, 79604], b: [0.3576, 0.3622] }],
    ["a change too small to tell", { a: [78604, 78604.1], b: [0.78604, 0.786041] }],
    ["years", { a: [2017, 2021, { format: "year" }], b: [2017e3, 2021e3] }],
  ])("but not: %s", (_, pairs) => {
    expect(told(pairs)).toEqual([]);
  });

  test("but not without a cause of both", () => {
    const values = (factor: number) => ({ count: { raw: 78604 * factor }, share: { raw: 0.3576 * factor } });
    const { changes } = compareBriefings(
      briefingOf({ values: values(1) }),
      briefingOf({ values: values(79604 / 78604) }),
    );
    expect(changes.map((change) => "toldWith" in change)).toEqual([false, false]);
  });
});

describe("numbers whose expressions use a name", () => {
  let count = 0;
  /** No two in proportion. */
  const moved = (expression: string, more: Omit<Given, "raw"> = {}): Pair => {
    count += 1;
    return [1000, 1000 + Math.sqrt(count), { expression, ...more }];
  };
  const code = `
    const rows = load("papers");
    const { joint, total } = rows.last
    const share = joint / total;
    const rank = (x: number) => rows.filter((row) => row.share > x).length + 1;
    let later = joint;
    const place = rank(share);
    const [one, two] = [ratio(joint, 2), ratio(total, 2)];
    const twice = 1;
  `;
  test.each<[string, Record<string, Pair>, readonly string[]]>([
    [
      "themselves, by constants and by other names",
      {
        a: moved("fmt.count(joint)"),
        b: moved("fmt.percent(share, { digits: 1 })"),
        c: moved("fmt.ordinal(place)", { format: "ordinal" }),
        d: moved("fmt.count(rows.last.joint - 1)"),
      },
      ["b < a", "c < a", "d < a"],
    ],
    [
      "of one of two",
      { a: moved("fmt.count(joint)"), b: moved("fmt.ratio(one)"), c: moved("fmt.ratio(two)") },
      ["b < a"],
    ],
    [
      "that has the same one as its part",
      { a: moved("fmt.count(rows.last)"), b: moved("fmt.count(joint)") },
      [],
    ],
    ["whose neighbour it is", { a: moved("fmt.count(joint)"), b: moved("fmt.count(total)") }, []],
    ["as the name of something else", { a: moved("fmt.count(row)"), b: moved("fmt.ordinal(place)") }, []],
    ["as a key", { a: moved("fmt.count(joint)"), b: moved("f({ joint: 1 })") }, []],
    ["of a variable, which may be any", { a: moved("fmt.count(joint)"), b: moved("fmt.count(later)") }, []],
    ["of a year", { a: moved("fmt.year(joint)", { format: "year" }), b: moved("fmt.percent(share)") }, []],
  ])("%s", (_, pairs, expected) => {
    expect(told(pairs, { code })).toEqual(expected);
  });

  describe.each([
    "const stats = { joint, growth: g.of(other), of: { joint } } as const;",
    "const stats = { ...rows, joint, growth: g.of(other), of: { joint } };",
    "const { growth } = { joint, growth: g.of(other) }; const stats = { of: { joint } };",
  ])("that an object carries: %s", (declared) => {
    test.each([
      [declared.includes("{ growth }") ? "growth" : "stats.growth", []],
      ["stats.of.joint - 1", ["b < a"]],
      ["g(stats)", []],
    ])("%s", (expression, expected) => {
      const values = { a: moved("fmt.count(joint)"), b: moved(`fmt.count(${expression})`) };
      expect(told(values, { code: declared })).toEqual(expected);
    });
  });

  test("as one of several things of which it is not known which is which", () => {
    const code = `
      const [first, second] = await Promise.all([load(joint), load(other)]);
      const list = [joint, other];
      const stats = { growth: joint, ...more };
      const either = isLate ? { joint } : { joint: other };
      const { growth } = { joint, ...more };
    `;
    for (const expression of ["second", "list[1]", "stats.growth", "either.joint", "growth"])
      expect(
        told({ a: moved("fmt.count(joint)"), b: moved(`fmt.count(${expression})`) }, { code }),
        expression,
      ).toEqual([]);
  });

  test("one value of a text by what stands at its place", () => {
    const expression = "text`${fmt.count(joint)} of ${fmt.count(total)}, ${fmt.percent(joint / 100)}`";
    const values = {
      "s.1": moved(expression),
      "s.2": moved(expression),
      "s.3": moved(expression),
    };
    expect(told(values, { code })).toEqual(["s.3 < s.1"]);
  });

  test("but not a name that two cells declare", () => {
    const twice = `${code}\nconst share = 2;`;
    expect(told({ a: moved("fmt.count(joint)"), b: moved("fmt.percent(share)") }, { code: twice })).toEqual(
      [],
    );
  });
});

describe("what matters more is not told with what matters less", () => {
  const count: Pair = [78604, 79604];
  const share: Pair = [0.357617641573, 0.357617641573 * (79604 / 78604)];

  test("a number of the first page leads", () => {
    expect(told({ count, share }, { headline: ["share"] })).toEqual(["count < share"]);
  });

  test("another sign stands alone", () => {
    const code = "const gap = joint - 80000;";
    expect(
      told(
        {
          count: [79000, 81000.5, { expression: "fmt.count(joint)" }],
          gap: [-1000, 1000.5, { expression: "fmt.count(gap)" }],
        },
        { code },
      ),
    ).toEqual([]);
  });
});

describe("an entry", () => {
  const pairs: Record<string, Pair> = {
    count: [78604, 79604],
    share: [0.357617641573, 0.357617641573 * (79604 / 78604)],
    other: [3, 5],
  };
  const { before, after, comparison } = compared(pairs);
  const [, entry] = outlineOf(comparison).entries;

  it("tells all that follow from its change, which stay in the JSON", () => {
    expect(entry?.changes.map(({ id }) => id)).toEqual(["count", "share"]);
    expect(comparison.changes.map(({ id }) => id).sort()).toEqual(["count", "other", "share"]);
  });

  it("tells them in every format", () => {
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
});

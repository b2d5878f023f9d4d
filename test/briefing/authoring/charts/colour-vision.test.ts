/** Series for readers who see fewer colours. */
import { describe, expect, test } from "vitest";
import { area, bar, line, ranges, scatter, type Spec } from "../../../../src/briefing/index.js";
import type { PaletteName } from "../../../../src/briefing/model/palette.js";
import { distance, seen, vision } from "../../../support/colour-vision.js";

const schemes = ["light", "dark"] as const;
const series = ["blue", "vermilion", "green", "purple", "orange", "ink", "grey", "brown"] as const;

test("white and grey stay as they are, whatever a reader sees", () => {
  for (const rows of Object.values(vision))
    for (const row of rows) expect(row[0] + row[1] + row[2]).toBeCloseTo(1, 5);
});

const pairs = series.flatMap((one, index) => series.slice(index + 1).map((other) => [one, other] as const));

describe.each(schemes)("on a %s page", (scheme) => {
  describe.each(Object.entries(vision))("with %s", (_, rows) => {
    const between = (one: PaletteName, other: PaletteName) =>
      distance(seen(one, scheme, rows), seen(other, scheme, rows));
    test("the two hues of heat maps and maps, which have no other sign, are far apart", () => {
      expect(between("blue", "vermilion")).toBeGreaterThan(60);
    });
    test("the first two colours of series differ from each other and from grey by far", () => {
      expect(between("blue", "grey")).toBeGreaterThan(20);
      expect(between("vermilion", "grey")).toBeGreaterThan(20);
    });
    test("any two colours of series differ at least a little", () => {
      for (const [one, other] of pairs) expect(between(one, other), `${one} and ${other}`).toBeGreaterThan(7);
    });
  });
});

/** Some pairs differ too little for marks apart from each other, so that colour is never the only sign. */
test("some series need a second sign", () => {
  const close = pairs.filter(([one, other]) =>
    schemes.some((scheme) =>
      Object.values(vision).some((rows) => distance(seen(one, scheme, rows), seen(other, scheme, rows)) < 15),
    ),
  );
  expect(close).toContainEqual(["vermilion", "orange"]);
});

describe("eight series with a legend", () => {
  const names = series.map((_, index) => `series ${index}`);
  const rows = names.flatMap((name, at) =>
    ["one", "two"].flatMap((panel) =>
      [2020, 2021].map((year) => ({ year, name, panel, size: 1 + at, value: 10 + at + (year - 2020) })),
    ),
  );
  /** The signs of a channel, in the order of the series. */
  function signsOf(spec: Spec, channel: string): readonly unknown[] {
    const found: unknown[][] = [];
    const search = (part: unknown): void => {
      if (Array.isArray(part)) part.forEach(search);
      if (typeof part !== "object" || part === null) return;
      for (const [name, value] of Object.entries(part)) {
        const { domain, range } = (value as { scale?: Record<string, unknown> } | null)?.scale ?? {};
        if (name === channel && Array.isArray(range)) {
          expect(domain).toEqual(names);
          found.push(range);
        }
        search(value);
      }
    };
    search(spec);
    return found[0] ?? [];
  }
  test.each<readonly [string, string, Spec]>([
    [
      "lines have different dashes",
      "strokeDash",
      line(rows, { x: "year", y: "value", by: "name", facet: "panel" }),
    ],
    [
      "points have different shapes",
      "shape",
      scatter(rows, { x: "size", y: "value", by: "name", facet: "panel" }),
    ],
    [
      "points of ranges have different shapes",
      "shape",
      ranges(rows.slice(0, 32), { x: "value", y: "panel", by: "name" }),
    ],
  ])("%s", (_, channel, spec) => {
    const signs = signsOf(spec, channel).map((sign) => JSON.stringify(sign));
    expect(signs).toHaveLength(8);
    expect(new Set(signs).size).toBe(8);
  });

  test("bars and areas stand in the order of the legend", () => {
    const inPanel = rows.filter(({ panel }) => panel === "one");
    for (const spec of [
      bar(inPanel, { x: "year", y: "value", by: "name" }),
      bar(inPanel, { x: "year", y: "value", by: "name", bars: "stacked" }),
      area(inPanel, { x: "year", y: "value", by: "name" }),
    ]) {
      const { values } = spec["data"] as {
        readonly values: readonly { readonly series: string }[];
      };
      expect([...new Set(values.map((one) => one.series))]).toEqual(names);
      const domains = [...JSON.stringify(spec).matchAll(/"domain":(\["series[^\]]*\])/g)];
      expect(domains.length).toBeGreaterThan(0);
      for (const [, domain = "[]"] of domains) expect(JSON.parse(domain)).toEqual(names);
    }
  });
});

/**
 * Series for readers who see fewer colours. Simulated with the matrices for severity 1.0, in linear RGB, of G. M. Machado,
 * M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
 * IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009, pages 1291–1298.
 */
import { describe, expect, test } from "vitest";
import { area, bar, line, ranges, scatter, type Spec } from "../../../../src/briefing/index.js";
import { palette, type PaletteName } from "../../../../src/briefing/model/palette.js";

type Triple = readonly [number, number, number];

const vision: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
  "normal vision": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const schemes = ["light", "dark"] as const;
const series = ["blue", "vermilion", "green", "purple", "orange", "ink", "grey", "brown"] as const;

test("white and grey stay as they are, whatever a reader sees", () => {
  for (const rows of Object.values(vision))
    for (const row of rows) expect(row[0] + row[1] + row[2]).toBeCloseTo(1, 5);
});

const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const times = (rows: readonly Triple[], [x, y, z]: Triple): Triple =>
  rows.map(([a, b, c]) => a * x + b * y + c * z) as unknown as Triple;

/** CIELAB for D65, from linear sRGB. */
function labOf(rgb: Triple): Triple {
  const xyz = times(
    [
      [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339 / 1.08883, 0.119192 / 1.08883, 0.9503041 / 1.08883],
    ],
    rgb,
  );
  const [x, y, z] = xyz.map((t) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116)) as [
    number,
    number,
    number,
  ];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** As a reader sees it. */
function seen(name: PaletteName, scheme: "light" | "dark", rows: readonly Triple[]): Triple {
  const hex = palette[name][scheme];
  const rgb = [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16) / 255)) as unknown as Triple;
  const simulated = times(rows, rgb).map((part) => Math.min(1, Math.max(0, part)));
  return labOf(simulated as unknown as Triple);
}

/** Distance by CIE 1976: about 2.3 is just noticeable for colours side by side. */
const distance = (one: Triple, other: Triple): number =>
  Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);

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

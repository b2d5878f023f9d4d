import { describe, expect, it } from "vitest";
import { drawFigure } from "../../../../src/briefing/engine/render/figure/draw.js";
import { textWidth } from "../../../../src/briefing/engine/render/fonts/text-width.js";
import { finishSvg } from "../../../../src/briefing/engine/render/figure/finish.js";

const bars = (more: object = {}) => ({
  data: {
    values: [
      { kind: "green", tonnes: 5 },
      { kind: "black", tonnes: 7.25 },
    ],
  },
  mark: { type: "bar", clip: true },
  encoding: {
    x: { field: "tonnes", type: "quantitative" },
    y: { field: "kind", type: "nominal" },
  },
  ...more,
});
const dated = {
  data: {
    values: [
      { day: "2020-01-01", n: 1 },
      { day: "2021-01-01", n: 3 },
    ],
  },
  mark: { type: "point", tooltip: true },
  transform: [{ calculate: "datum.n + random() / 10", as: "jittered" }],
  encoding: {
    x: { field: "day", type: "temporal", axis: { format: "%Y-%m-%d" } },
    y: { field: "jittered", type: "quantitative" },
  },
};
const draw = (spec: object, width = 680) =>
  drawFigure({ id: "f", spec: { ...spec }, width, font: "Arial" }).then(({ svg }) => svg);
const finish = (svg: string, prefix = "f") =>
  finishSvg(svg, { id: "f", prefix, title: "T", description: "D", colours: "scheme" });

describe("facets in columns", () => {
  const values = ["a", "b", "c", "d", "e"].flatMap((kind) =>
    [1, 2].map((n) => ({ kind, n, large: n * 1e9 })),
  );
  const faceted = {
    data: { values },
    mark: "point",
    encoding: {
      x: { field: "n", type: "quantitative" },
      y: { field: "large", type: "quantitative" },
      column: { field: "kind", type: "nominal" },
    },
  };
  const widthsOf = (svg: string) =>
    [...svg.matchAll(/class="background" aria-hidden="true" d="M0(?:\.5)?,0(?:\.5)?h([\d.]+)v[1-9]/g)].map(
      ([, width]) => Number(width),
    );

  it("are wrapped, and a wide legend does not make them narrow", async () => {
    const { column, ...encoding } = faceted.encoding;
    const sized = { ...encoding, size: { field: "large", type: "quantitative" } };
    for (const spec of [
      faceted,
      { ...faceted, encoding: { ...sized, column } },
      { data: faceted.data, facet: { column }, spec: { mark: "point", encoding } },
    ])
      for (const width of [680, 340])
        expect(Math.max(...widthsOf(await draw(spec, width)))).toBeGreaterThan(120);
  });
});

describe("a drawing", () => {
  it("is reproducible in any order and alongside others", async () => {
    const [first, , again] = await Promise.all([draw(bars()), draw(dated), draw(bars())]);
    expect(again).toBe(first);
    expect(await draw(dated)).toBe(await draw(dated));
  });

  it("does not depend on the time zone of the process, and does not change it", async () => {
    const before = process.env["TZ"];
    try {
      process.env["TZ"] = "America/New_York";
      const west = await draw(dated);
      expect(process.env["TZ"]).toBe("America/New_York");
      process.env["TZ"] = "Asia/Shanghai";
      expect(await draw(dated)).toBe(west);
      expect(west).toContain("2020-01-01");
    } finally {
      process.env["TZ"] = before;
    }
  });

  it("contains no space that its font lacks, for which each machine would substitute another font", async () => {
    const named = { ...bars(), data: { values: [{ kind: "9.6\u202f%", tonnes: 5 }] } };
    const svg = finish(await draw(named));
    expect(svg).toContain("9.6\u2009%");
    expect(svg).not.toContain("\u202f");
  });

  it.each([680, 340])("is %d pixels wide", async (width) => {
    expect(await draw(bars(), width)).toContain(` width="${width}"`);
  });

  it.each([680, 340])("with several plots is about %d pixels wide too", async (width) => {
    const spec = { ...bars(), encoding: { ...bars().encoding, facet: { field: "kind", type: "nominal" } } };
    const drawn = Number(/ width="([\d.]+)"/.exec(await draw(spec, width))?.[1]);
    expect(Math.abs(drawn - width)).toBeLessThanOrEqual(2);
  });

  it("with categories on the vertical axis grows with their number", async () => {
    const height = async (rows: number) => {
      const values = Array.from({ length: rows }, (_, index) => ({ kind: `k${index}`, tonnes: index }));
      return Number(/ height="([\d.]+)"/.exec(await draw(bars({ data: { values } })))?.[1]);
    };
    expect(await height(20)).toBeGreaterThan((await height(5)) + 200);
  });

  it("truncates labels by the widths of the font, not by an estimate", async () => {
    const label = "A label that is too long for its place";
    const spec = {
      data: { values: [{ label }] },
      mark: { type: "text", limit: 120, fontSize: 12 },
      encoding: { text: { field: "label", type: "nominal" } },
    };
    const shown = />([^<>]*)…</.exec(await draw(spec))?.[1] ?? "";
    const width = (text: string) => textWidth(`${text}…`, "Arial", 12, "regular");
    expect(width(shown)).toBeLessThanOrEqual(120);
    expect(width(label.slice(0, shown.length + 1))).toBeGreaterThan(120);
  });
});

it.each([
  ["data", bars({ data: { url: "https://example.org/a.csv" } })],
  ["a file", bars({ data: { url: "/etc/passwd" } })],
  ["a picture", { data: { values: [{}] }, mark: { type: "image", url: "https://example.org/a.png" } }],
  ["a link", bars({ encoding: { ...bars().encoding, href: { value: "https://example.org" } } })],
  ["a paint", bars({ mark: { type: "bar", color: "url(https://example.org/a.svg#p)" } })],
])("a spec that would load something is rejected: %s", async (_, spec) => {
  await expect(draw(spec).then((svg) => finish(svg))).rejects.toThrow(/Figure "f" would/);
});

it("a spec cannot run code in an expression", async () => {
  const spec = {
    ...bars(),
    transform: [{ calculate: "constructor.constructor('globalThis.hacked = 1')()", as: "x" }],
  };
  await draw(spec).catch(() => undefined);
  expect("hacked" in globalThis).toBe(false);
});

describe("a finished drawing", () => {
  it("has unique ids, so that two can share a page", async () => {
    const svg = await draw(bars());
    const ids = (text: string) => [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    const a = finish(svg, "a-wide");
    const b = finish(svg, "b-wide");
    expect(ids(svg).length).toBeGreaterThan(0);
    expect(ids(a).every((id) => id?.startsWith("a-wide-"))).toBe(true);
    expect(ids(a).filter((id) => ids(b).includes(id))).toEqual([]);
    for (const [, id] of a.matchAll(/url\(#([^)]*)\)/g)) expect(ids(a)).toContain(id);
  });

  it("is an image with an escaped name and description", async () => {
    const svg = finishSvg(await draw(bars()), {
      id: "f",
      prefix: "f",
      title: "<b>",
      description: 'a "b" & c',
      colours: "fixed",
    });
    expect(svg).toMatch(/^<svg[^>]* role="img" aria-labelledby="f-title f-desc"/);
    expect(svg).toContain(
      '<title id="f-title">&lt;b&gt;</title><desc id="f-desc">a &quot;b&quot; &amp; c</desc>',
    );
  });

  it("takes its colours from the page, or keeps them if it is standalone", async () => {
    const svg = await draw(bars());
    expect(finish(svg)).toContain('fill="var(--ink)"');
    const fixed = finishSvg(svg, { id: "f", prefix: "f", title: "T", description: "D", colours: "fixed" });
    expect(fixed).not.toContain("var(");
  });

  it("rounds coordinates to a hundredth of a pixel and preserves texts", async () => {
    const spec = bars({ data: { values: [{ kind: "x 0.123456", tonnes: 1 / 3 }] } });
    const svg = finish(await draw(spec));
    expect(svg).toContain(">x 0.123456<");
    expect(svg.replace(/>[^<]*</g, "><")).not.toMatch(/\d\.\d{3,}/);
  });
});

import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { compareRasters, pngOf } from "../../../../src/briefing/engine/diff/screenshots/compare-rasters.js";
import { withPictures } from "../../../../src/briefing/engine/diff/screenshots/picture-words.js";
import { formatMarkdown } from "../../../../src/briefing/engine/diff/format/markdown.js";
import { formatTerminal } from "../../../../src/briefing/engine/diff/format/terminal.js";
import { formatHtml } from "../../../../src/briefing/engine/diff/format/html.js";
import { comparisonSchema, formatJson } from "../../../../src/briefing/engine/diff/comparison.js";
import { compareBriefings } from "../../../../src/briefing/engine/diff/compare.js";
import { briefingOf } from "./value-report.js";

const width = 40;

/** Rows of one grey each, on an opaque ground. */
function raster(greys: readonly number[], wide = width) {
  const data = Buffer.from(
    greys.flatMap((grey) => Array(wide).fill([grey, grey, grey, 255]).flat() as number[]),
  );
  return { width: wide, height: greys.length, data };
}

const white = (count: number): readonly number[] => Array<number>(count).fill(255);
/** Rows that occur once each, as those of text do. */
const text = Array.from({ length: 60 }, (_, row) => (row * 37) % 200);

test("the same picture, and one with a step that nobody sees, do not differ", () => {
  expect(compareRasters(raster(text), raster(text))).toBeUndefined();
  expect(compareRasters(raster(text), raster(text.map((grey) => grey + 2)))).toBeUndefined();
});

test("pixels that differ are counted and marked, with some rows around them", () => {
  const found = compareRasters(raster(white(200)), raster([...white(100), 0, ...white(99)]));
  expect(found?.share).toBeCloseTo(1 / 200);
  expect(found?.regions).toEqual([{ from: 76, to: 125 }]);
  const region = PNG.sync.read(Buffer.from(pngOf(found?.marked ?? raster([]), found?.regions[0]), "base64"));
  expect([region.width, region.height]).toEqual([width, 49]);
  expect([...region.data.subarray(4 * width * 24, 4 * width * 24 + 3)], "the row that differs").toEqual([
    213, 0, 50,
  ]);
  expect([...region.data.subarray(0, 3)], "the row above").toEqual([255, 255, 255]);
});

test("rows that were inserted do not make everything below them differ", () => {
  const before = [255, ...text];
  const after = [255, ...text.slice(0, 20), ...Array<number>(10).fill(210), ...text.slice(20)];
  const found = compareRasters(raster(before), raster(after));
  expect(found?.share).toBeCloseTo(10 / 71);
  expect(found?.before.height).toBe(71);
  const back = compareRasters(raster(after), raster(before));
  expect(back?.share).toBeCloseTo(10 / 71);
});

test("a rule at the top is not the colour of the rows that one side lacks", () => {
  const ruled = (rows: readonly number[]) => raster([0, ...rows.flatMap((grey) => [grey, 255, 255])]);
  const found = compareRasters(ruled(text.slice(0, 20)), ruled([...text.slice(0, 20), 255, 255]));
  expect(found).toBeUndefined();
});

test("a wider picture differs in its margin", () => {
  const found = compareRasters(raster(white(10)), raster([...Array<number>(10).fill(0)], 2 * width));
  expect([found?.before.width, found?.after.width]).toEqual([2 * width, 2 * width]);
  expect(found?.share).toBeCloseTo(1);
});

const pictures = {
  figures: 15,
  parts: 21,
  differing: [
    { what: "figure", id: "cups", title: "Cups", status: "changed", share: 0.024, drawnDifferently: true },
    { what: "figure", id: "pots", title: "Pots", status: "added" },
    { what: "part", id: "01-tea", title: "Tea rose", status: "changed", share: 0.31 },
  ],
} as const;

test("every format names what looks different, and the page shows it", () => {
  const before = briefingOf({ values: { count: { raw: 5 } } });
  const comparison = withPictures(compareBriefings(before, before), pictures, []);
  expect(comparison.summary.line).toBe(
    "No differences in content. As pictures, 1 of 15 figures and 1 of 21 parts of the page differ.",
  );
  const lines = [
    "Figure cups: 2.4\u202f% of its pixels differ; drawn differently from the same data and specification",
    "Figure pots: only after",
    "“Tea rose”: 31\u202f% of its pixels differ",
  ];
  const terminal = { width: 200, colour: "off" } as const;
  const written = formatMarkdown(comparison, { command: "" });
  for (const line of lines) {
    expect(formatTerminal(comparison, terminal)).toContain(`  ${line}\n`);
    expect(formatTerminal(comparison, { ...terminal, brief: { all: "" } })).toContain(`  ${line}\n`);
    expect(written).toContain(`- ${line}\n`);
  }
  const shots = [[{ before: "AAAA", after: "BBBB", marked: "CCCC" }], [{ after: "DDDD" }], []];
  const html = formatHtml({ comparison, before, after: before, shots }, { command: "" });
  for (const png of ["AAAA", "BBBB", "CCCC", "DDDD"])
    expect(html).toContain(`src="data:image/png;base64,${png}"`);
  const stored = JSON.parse(formatJson(comparison)) as unknown;
  expect(comparisonSchema.safeParse(stored).error).toBeUndefined();
});

test("without a difference, the summary says how many were compared", () => {
  const before = briefingOf({ values: { count: { raw: 5 } } });
  const comparison = withPictures(compareBriefings(before, before), { ...pictures, differing: [] }, []);
  expect(comparison.summary.line).toBe(
    "No differences. As pictures, 15 figures and 21 parts of the page look the same.",
  );
});

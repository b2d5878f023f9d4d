/** Charts in one call each. */
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { area, bar, heat, histogram, line, scatter } from "../../../../src/briefing/index.js";
import { drawFigure } from "../../../../src/briefing/engine/render/figure/draw.js";
import { svgToPng } from "../../../../src/briefing/engine/render/figure/png.js";
import { figureFonts } from "../../../../src/briefing/engine/render/figure/theme.js";
import fc from "fast-check";
import { compareData } from "../../../../src/briefing/engine/diff/kinds/figure-data.js";
import type { DrawnData } from "../../../../src/briefing/engine/diff/kinds/renamed-labels.js";
import { plainRows, publishedRows } from "../../../../src/briefing/authoring/rows-of.js";
import { expectPublishable } from "./published.js";
import { byCountry, charts, gapminder, in2005 } from "./samples.js";
import { wordsOf } from "./words.js";

const folder = process.env["LOOK"];

const publishedBy = (chart: object) => {
  const published = publishedRows(chart);
  return published === undefined ? [] : plainRows(published);
};

const pieces = fc.record({
  names: fc.uniqueArray(
    fc.string({ minLength: 1, maxLength: 8 }).filter((name) => name !== "__proto__"),
    { minLength: 5, maxLength: 5 },
  ),
  cells: fc.array(
    fc.tuple(
      fc.integer({ min: 1990, max: 2030 }),
      fc.oneof(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.constant(null)),
      fc.constantFrom("a", "b", "c.d"),
      fc.constantFrom("east", "west"),
      fc.string(),
    ),
    { minLength: 1, maxLength: 12 },
  ),
});

test("whatever the rows, a chart publishes only their columns, one row for each", () => {
  fc.assert(
    fc.property(pieces, ({ names, cells }) => {
      const [x = "", y = "", by = "", facet = ""] = names;
      const whole = cells.map(([year, value, ...words], index) => [year + 50 * index, value ?? 0, ...words]);
      const rows = whole.map((row) =>
        Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])),
      );
      for (const chart of [
        () => line(rows, { x, y, by, facet }),
        () => area(rows, { x, y }),
        () => bar(rows, { x, y, facet }),
        () => scatter(rows, { x, y, by }),
        () => histogram(rows, { x: y, facet }),
        () => heat(rows, { x: by, y: x, value: y }),
      ]) {
        const plain = publishedBy(chart());
        expect(plain).toHaveLength(rows.length);
        for (const field of Object.keys(plain[0] ?? {})) expect(names).toContain(field);
        expect(() => JSON.stringify(chart())).not.toThrow();
      }
    }),
    { numRuns: 60 },
  );
});

test("a second-hand number is drawn like an early count, and labelled as second-hand", () => {
  const drawn = (status: string) => {
    const rows = [2019, 2020, 2021].map((year) => ({
      year,
      visits: year - 2000,
      status: year === 2021 ? status : "complete",
    }));
    return JSON.stringify(line(rows, { x: "year", y: "visits", status: "status" }));
  };
  expect(drawn("second-hand")).toContain("second-hand");
  expect(drawn("second-hand").replaceAll("second-hand", "early count")).toBe(drawn("early count"));
  expect(() => drawn("guessed")).toThrow("guessed");
});

test("a comparison reports as many points as rows were changed", () => {
  const drawn = (rows: typeof gapminder): DrawnData => {
    const plain = publishedBy(line(rows, byCountry));
    return { columns: Object.keys(plain[0] ?? {}), rows: plain };
  };
  const settings = {
    tolerance: { absolute: 0, relative: 0, onWithin: () => undefined },
    series: ["country"],
    positions: ["year"],
  };
  fc.assert(
    fc.property(fc.subarray(gapminder.map((_, index) => index)), (changed) => {
      const later = gapminder.map((row, index) =>
        changed.includes(index) ? { ...row, life_expect: row.life_expect + 1 } : row,
      );
      const found = compareData(drawn(gapminder), drawn(later), settings);
      expect(found?.pointsMoved ?? []).toHaveLength(changed.length);
      expect([found?.pointsAdded ?? [], found?.pointsRemoved ?? []]).toEqual([[], []]);
    }),
    { numRuns: 30 },
  );
});

describe.each(Object.entries(charts))("%s", (name, chart) => {
  test.each([680, 340])("draws at %i pixels", async (width) => {
    const spec = chart();
    if (folder !== undefined) {
      mkdirSync(folder, { recursive: true });
      const { svg } = await drawFigure({ id: name, spec, width, font: figureFonts.page });
      writeFileSync(`${folder}/${name}-${width}.png`, svgToPng({ svg, width }));
    }
    await expectPublishable(spec, width);
  });
});

test("horizontal bars and rows of cells are as high as the lines of the longest name", () => {
  const heightsOf = (name: string) => {
    const rows = ["short", name].map((field, index) => ({ field, year: 2020, share: index }));
    return [
      bar(rows, { x: "share", y: "field" })["height"],
      heat(rows, { x: "year", y: "field", value: "share" })["height"],
    ];
  };
  expect(heightsOf("Engineering and physics")).toEqual([52, 52]);
  expect(heightsOf("Biochemistry, genetics and molecular biology")).toEqual([76, 76]);
});

test("each highlighted series has its name at its line, the others none; a gap has its label beside it", async () => {
  const wordsIn = async (name: "named" | "gaps") =>
    wordsOf(await expectPublishable(charts[name]?.() ?? {}, 680));
  const named = await wordsIn("named");
  expect(named).toContain("China");
  expect(named).not.toContain("Rwanda");
  expect(await wordsIn("gaps")).toContain("a gap");
});

test("an unknown series in named or a gap is an error that lists the known ones", () => {
  const draw = (options: object) => () => line(in2005, { x: "year", y: "pop", by: "country", ...options });
  expect(draw({ named: ["Chnia"] })).toThrow('named has "Chnia", which is no series');
  expect(draw({ gaps: [{ upper: "China", lower: "Chnia" }] })).toThrow(
    'between "China" and "Chnia" has no values',
  );
});

import { expect, test } from "vitest";
import { compareCsv } from "../../../../src/engine/diff/causes/data-files.js";

const years = Array.from({ length: 20 }, (_, index) => 2000 + index);
const csv = (flow: (year: number) => number | undefined) =>
  [
    "river,year,flow",
    ...years.flatMap((year) => (flow(year) === undefined ? [] : `Alder,${year},${flow(year)}`)),
  ].join("\n");
const rules = { delimiter: ",", key: ["river", "year"] };

test("a large change of a table is summarised: rows, columns, the ten largest", () => {
  const before = csv((year) => (year === 2019 ? undefined : 100));
  const after = csv((year) => (year === 2000 ? undefined : year === 2010 ? 150 : year > 2010 ? 103 : 98));
  const { summary, rowCount } = compareCsv(before, after, rules);
  expect(rowCount).toBe(20);
  expect(summary).toMatchObject({
    ...{ added: 1, removed: 1, changed: 18 },
    columns: [{ column: "flow", changed: 18, relative: { least: -0.02, median: 0.03, greatest: 0.5 } }],
  });
  expect(summary?.largest).toHaveLength(10);
  expect(summary?.largest[0]).toMatchObject({ name: "river Alder, year 2010", was: "100", is: "150" });
});

test("few rows are all listed", () => {
  const { summary, rows } = compareCsv(
    csv(() => 100),
    csv((year) => (year === 2010 ? 101 : 100)),
    rules,
  );
  expect([summary, rows?.length]).toEqual([undefined, 1]);
});

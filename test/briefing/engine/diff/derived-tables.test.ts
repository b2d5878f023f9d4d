/** What a chart computes for drawing is no data: comparisons read the rows beside the figure. */
import { expect, test } from "vitest";
import { compareDrawn } from "../../../../src/briefing/engine/diff/kinds/figure-data.js";
import {
  compareAnnotations,
  compareDerived,
} from "../../../../src/briefing/engine/diff/kinds/derived-tables.js";
import {
  compareSpecs,
  isMeaning,
  type Json,
} from "../../../../src/briefing/engine/diff/kinds/figure-spec.js";
import { bar, line, type LineOptions } from "../../../../src/briefing/index.js";
import { shownBy } from "../../authoring/charts/shown.js";

const visits = [
  ["North", 2021, 18200],
  ["North", 2022, 21100],
  ["North", 2023, 24000],
  ["South", 2021, 9400],
  ["South", 2022, 8800],
  ["South", 2023, 8100],
].map(([branch, year, count]) => ({ branch: String(branch), year: Number(year), count: Number(count) }));
type Visit = (typeof visits)[number];

const drawn = (options: Partial<LineOptions<Visit>> = {}, rows = visits): Json =>
  shownBy(line(rows, { x: "year", y: "count", by: "branch", ...options })).spec;

/** The aspects of all changes, and whether points moved. */
function changes(before: Json, after: Json) {
  const specs = { before, after };
  const { data } = compareDrawn(undefined, specs, {
    tolerance: { absolute: 0, relative: 0, onWithin: () => undefined },
    series: ["series"],
    positions: ["x"],
  });
  const all = [...compareAnnotations(specs), ...compareSpecs(before, after), ...compareDerived(specs)];
  return { data, all, meaning: all.filter(isMeaning).map(({ aspect }) => aspect) };
}

test("another height moves labels, which is neither data nor meaning", () => {
  const { data, all, meaning } = changes(drawn(), drawn({ height: 420 }));
  expect(data).toBeUndefined();
  expect(meaning).toEqual([]);
  expect(all.map(({ aspect }) => aspect)).toContain("layout");
});

test("an axis that no longer begins at zero is a change of its domain, and no point moved", () => {
  const { data, meaning } = changes(drawn({ baseline: "zero" }), drawn({ baseline: "data" }));
  expect(data).toBeUndefined();
  expect(meaning).toContain("domain");
});

test("an event, its date and its words are reported as such", () => {
  const events = [{ date: "2022-05-01", label: "Renovated" }];
  const added = changes(drawn(), drawn({ events }));
  expect(added.data).toBeUndefined();
  const [event] = added.all;
  expect([event?.aspect, event?.path]).toEqual(["annotation", "annotations.events"]);
  expect(event?.is).toContain("Renovated");
  const later = [{ date: "2022-09-01", label: "Renovated" }];
  const moved = changes(drawn({ events }), drawn({ events: later }));
  expect(moved.all[0]).toEqual({
    aspect: "annotation",
    path: "annotations.events.0.date",
    was: '"2022-05-01"',
    is: '"2022-09-01"',
  });
  expect(moved.data).toBeUndefined();
});

test("stacked instead of grouped bars are a change of encoding", () => {
  const stack = (bars: "grouped" | "stacked") =>
    shownBy(bar(visits, { x: "year", y: "count", by: "branch", bars })).spec;
  const { data, meaning } = changes(stack("grouped"), stack("stacked"));
  expect(data).toBeUndefined();
  expect(meaning).toContain("encoding");
});

test("another order of series is no change of data", () => {
  const reversed = [...visits.slice(3), ...visits.slice(0, 3)];
  expect(changes(drawn(), drawn({}, reversed)).data).toBeUndefined();
});

test("changed words in the drawing, as of a number format, are read", () => {
  const { data, meaning } = changes(drawn(), drawn({ style: "ratio" }));
  expect(data).toBeUndefined();
  expect(meaning).toContain("label");
});

test("tables of earlier reports and of authors' own specifications are data", () => {
  const plain = (value: number): Json => ({ data: { values: [{ x: 1, value }] }, mark: "bar" });
  expect(changes(plain(1), plain(2)).data?.pointsMoved).toHaveLength(1);
});

test("a name that is replaced in one column stays what it is in another", () => {
  const rows = (us: string, cn: string) =>
    [us, us, cn, cn].map((panel, index) => ({
      panel,
      name: ["Canada", "China", "Canada", "US"][index] ?? "",
      year: 2020,
      count: index,
    }));
  const columns = ["panel", "name", "year", "count"];
  const beside = {
    before: { columns, rows: rows("US", "CN") },
    after: { columns, rows: rows("Partners of the US", "Partners of China") },
  };
  const { data, labels } = compareDrawn(beside, undefined, {
    tolerance: { onWithin: () => undefined },
    series: ["panel", "name"],
    positions: ["year"],
  });
  expect(data).toBeUndefined();
  expect([...labels]).toEqual([
    ["US", "Partners of the US"],
    ["CN", "Partners of China"],
  ]);
});

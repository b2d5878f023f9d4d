/** Figures of chart functions: what changed is named in an author’s words, and what follows from it is not. */
import { expect, test } from "vitest";
import { compareBriefings } from "../../../../src/briefing/engine/diff/compare.js";
import { defaultGate, parseGate } from "../../../../src/briefing/engine/diff/options.js";
import { bar, figure, line, type BarOptions, type LineOptions } from "../../../../src/briefing/index.js";
import type { JsonObject } from "../../../../src/briefing/engine/notebook/contract.js";
import { withKernel } from "../../authoring/show/kernel.js";
import { brief, gauges } from "./gauges.js";

const visits = [
  ["North", 2021, 18200, "complete"],
  ["North", 2022, 21100, "complete"],
  ["North", 2023, 24000, "early count"],
  ["South", 2021, 9400, "complete"],
  ["South", 2022, 8800, "complete"],
  ["South", 2023, 8100, "early count"],
].map(([branch, year, count, status]) => ({
  branch: String(branch),
  year: Number(year),
  count: Number(count),
  status: String(status),
}));
type Visit = (typeof visits)[number];
type Chart = ReturnType<typeof line>;

const text = { id: "visits", title: "Visits", caption: "By branch.", alt: "Two branches.", source: "Own" };
const columns = { x: "year", y: "count", by: "branch" } as const;
const lines = (options: Partial<LineOptions<Visit>> = {}, rows = visits) =>
  line(rows, { ...columns, ...options });
const bars = (options: Partial<BarOptions<Visit>>, rows = visits) => bar(rows, { ...columns, ...options });
const changed = (change: (row: Visit) => Partial<Visit>) => visits.map((row) => ({ ...row, ...change(row) }));
const first = visits.filter(({ year }) => year === 2021);

async function compared(before: () => Chart, after: () => Chart) {
  const sides = [before, after].map(async (chart, index) => {
    const project = gauges();
    const shown = withKernel("ours");
    figure(chart(), text);
    project.shown = shown as JsonObject[];
    return await brief(project, ["before", "after"][index] ?? "");
  });
  const [one, two] = await Promise.all(sides);
  if (one === undefined || two === undefined) throw new Error("not built");
  const comparison = compareBriefings(one, two);
  const stops = (gate: string) => parseGate(gate)(comparison).length > 0;
  const [change] = comparison.changes.filter(({ kind }) => kind === "figure");
  return {
    line: comparison.summary.line.replace(/ Cause: .*/, ""),
    gate: stops(defaultGate) ? "stops" : "passes",
    isMeaning: stops("figure-meaning"),
    aspects: change?.kind === "figure" ? [...new Set(change.spec.map(({ aspect }) => aspect))] : [],
    texts: change?.kind === "figure" ? change.texts.map(({ field }) => field) : [],
  };
}

const south = changed(({ branch }) => ({ branch: branch === "South" ? "Southern" : branch }));
const events = [{ date: "2022-05-01", label: "Renovated" }];

test.each<
  [name: string, before: () => Chart, after: () => Chart, line: string, gate: string, aspects: string[]]
>([
  [
    "a cut axis",
    () => lines({ baseline: "zero" }),
    () => lines({ baseline: "data" }),
    "in axes",
    "stops",
    ["domain"],
  ],
  ["a height", () => lines(), () => lines({ height: 420 }), "only in size", "passes", ["size"]],
  ["an event", () => lines(), () => lines({ events }), "in annotations", "stops", ["annotation", "label"]],
  [
    "the order of series",
    () => lines(),
    () => lines({}, [...visits.slice(3), ...visits.slice(0, 3)]),
    "only in order",
    "passes",
    ["order"],
  ],
  [
    "bars that lie",
    () => bar(first, { x: "branch", y: "count" }),
    () => bar(first, { x: "count", y: "branch" }),
    "in marks or encoding",
    "stops",
    ["encoding"],
  ],
  [
    "sorted bars",
    () => bar(first, { x: "branch", y: "count" }),
    () => bar(first, { x: "branch", y: "count", sort: "ascending" }),
    "only in order",
    "passes",
    ["order"],
  ],
  [
    "status no longer drawn",
    () => lines({ status: "status" }),
    () => lines(),
    "in the status of points",
    "stops",
    [],
  ],
  [
    "an early count",
    () =>
      lines(
        { status: "status" },
        changed(() => ({ status: "complete" })),
      ),
    () => lines({ status: "status" }),
    "in the status of points",
    "stops",
    [],
  ],
  ["a renamed series", () => lines(), () => lines({}, south), "in the names of series", "stops", []],
  [
    "colours",
    () => lines({ colours: { North: "blue", South: "orange" } }),
    () => lines({ colours: { North: "orange", South: "blue" } }),
    "only in colour",
    "passes",
    ["colour"],
  ],
])("%s", async (_, before, after, respect, gate, aspects) => {
  const found = await compared(before, after);
  expect(found).toMatchObject({ line: `1 figure changed ${respect}.`, gate, aspects });
});

test("stacked instead of grouped bars are another encoding; the axis follows", async () => {
  const found = await compared(
    () => bars({ bars: "grouped" }),
    () => bars({ bars: "stacked" }),
  );
  expect(found).toMatchObject({ line: "1 figure changed in marks or encoding.", gate: "stops" });
  expect(found.aspects[0]).toBe("encoding");
});

test("an axis that follows larger numbers has no other meaning; one that begins at zero no longer has", async () => {
  const more = changed(({ count }) => ({ count: count > 20_000 ? 44_000 : count }));
  const followed = await compared(
    () => lines({ baseline: "zero" }),
    () => lines({ baseline: "zero" }, more),
  );
  expect(followed).toMatchObject({ line: "1 figure changed in data.", isMeaning: false });
  const cut = await compared(
    () => lines({ baseline: "zero" }),
    () => lines({ baseline: "data" }, more),
  );
  expect(cut).toMatchObject({ line: "1 figure changed in data.", isMeaning: true });
});

test("a renamed series is reported once, as a label", async () => {
  const { texts } = await compared(
    () => lines(),
    () => lines({}, south),
  );
  expect(texts).toEqual(["label"]);
});

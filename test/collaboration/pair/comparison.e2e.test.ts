import { beforeAll, describe, expect, test } from "vitest";
// First: it replaces how tables are loaded, before anything loads them.
import { rule, verdictEvidence } from "./altered.js";
import type { WorldPairsRow } from "../../../src/collaboration/rows.js";
import { pair, verdict } from "../../../src/collaboration/index.js";
import { only, table } from "../../briefing/authoring/load/tables.js";
import { changed } from "../changed.js";
import { factsOf } from "./facts.js";
import { shipped } from "./rows.js";

const worldPairs = table("world-pairs");

function sourceOf(world: readonly WorldPairsRow[]): pair.ComparisonSource {
  // Both tables contain OpenAlex's joint counts; only the panel is used here.
  const copublications = shipped.copublications.filter((row) => !row.edition.startsWith("openalex"));
  const evidence = verdictEvidence("US", "CN", { ...shipped, copublications, "world-pairs": world });
  const assessment = verdict.assess(rule, evidence);
  const panel = (id: verdict.Panel["id"]) => only(evidence.panels.filter((one) => one.id === id));
  return { ...factsOf(), assessment, panel };
}

/** Multiplies joint works after 2017, of all pairs of one economy or of this pair alone, by a factor. */
const scaled = (factor: number, which: (row: WorldPairsRow) => boolean) =>
  changed(
    worldPairs,
    (row) => row.year > 2017 && which(row),
    ({ works }) => ({ works: Math.round(factor * works) }),
  );

describe("comparison with other large pairs", () => {
  let about: pair.ComparisonSource;
  let world: pair.Comparison;
  beforeAll(() => {
    about = sourceOf(worldPairs);
    world = pair.comparisonIn(about, "world");
  });

  test("37 of 213 others fell as far; of those with two to ten times as many works 17, 4 and 1", () => {
    expect([world.year, world.own.rank, world.own.of]).toEqual([2021, 38, 214]);
    expect([1000, 2000, 5000, 10_000].map((least) => pair.placeAmong(world, least))).toEqual([
      { asFar: 37, of: 213 },
      { asFar: 17, of: 116 },
      { asFar: 4, of: 44 },
      { asFar: 1, of: 13 },
    ]);
  });

  test("small pairs scatter more than large ones", () => {
    const spread = (least: number) => {
      const logs = world.others.filter((one) => one.least >= least).map(({ ratio }) => Math.log(ratio));
      const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
      return Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1));
    };
    expect(spread(1000)).toBeGreaterThan(1.4 * spread(5000));
  });

  test("without a complete year after the baseline there is no comparison", () => {
    const without = { ...about, assessment: { ...about.assessment, complete: null } };
    expect(() => pair.comparisonIn(without, "world")).toThrow(
      /no year after 2017 is complete in every source/,
    );
  });
});

test("a fall of this pair alone is the largest of all", () => {
  const found = pair.comparisonIn(sourceOf(scaled(0.3, ({ a, b }) => a === "CN" && b === "US")), "world");
  expect(found.own.rank).toBe(1);
  expect(pair.placeAmong(found, 5000).asFar).toBe(0);
});

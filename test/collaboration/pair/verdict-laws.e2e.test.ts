import fc from "fast-check";
import { describe, expect, test } from "vitest";
// First: it replaces how tables are loaded, before anything loads them.
import { rule, type Tables, verdictEvidence, withJoint, world } from "./altered.js";
import { decide } from "../../../src/collaboration/verdict/decide.js";
import { comparable, ratioIn, specifications } from "../../../src/collaboration/verdict/specifications.js";
import { verdict } from "../../../src/collaboration/index.js";

const evidenceOf = (tables: Tables, x = "US", y = "CN") => verdictEvidence(x, y, tables);
const assess = (tables: Tables) => verdict.assess(rule, evidenceOf(tables));

/** The verdicts of both years, without the slow parts: standings and tipping points. */
function verdicts(tables: Tables, by = rule) {
  const shared = comparable(by, evidenceOf(tables).series);
  const all = specifications(by, shared);
  const of = (year: number | null) =>
    year === null
      ? undefined
      : decide(
          by,
          all.map((one) => ratioIn(by, one, year)),
        );
  return { shared, all, complete: of(shared.complete), early: of(shared.early) };
}

/** After 2017, 15 % fewer joint works of these economies with everyone. */
function fewerWith(...codes: readonly string[]): Tables {
  const fewer = <Row extends { a: string; b: string; year: number; works: number }>(row: Row): Row =>
    row.year > 2017 && [row.a, row.b].some((code) => codes.includes(code))
      ? { ...row, works: 0.85 * row.works }
      : row;
  return {
    ...world,
    pairs: world.pairs.map(fewer),
    "world-pairs": world["world-pairs"].map(fewer),
    // OpenAlex's joint works are also in the table of copublications, which must not contradict altered pairs.
    copublications: world.copublications.filter(({ edition }) => edition.startsWith("nsf")),
  };
}
const shipped = assess(world);

describe("laws on altered tables", () => {
  test.each([
    [0.08, "full"],
    [0.3, "partial"],
    [0.5, "partial"],
    [0.95, "partial"],
    [1.3, "none"],
    [2.5, "recoupled"],
  ])("joint papers after 2017 times %d: %s in both years", (factor, wanted) => {
    const { complete, early } = verdicts(withJoint(factor));
    expect([complete?.verdict, early?.verdict]).toEqual([wanted, wanted]);
  });

  test("R rises with the joint papers, in every specification, up to three times as many", () => {
    const { all } = verdicts(world);
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 2.9, noNaN: true }),
        fc.constantFrom(2021, 2022),
        (factor, year) => {
          for (const one of all)
            expect(ratioIn(rule, one, year, factor * 1.03).value ?? NaN).toBeGreaterThan(
              ratioIn(rule, one, year, factor).value ?? NaN,
            );
        },
      ),
      { numRuns: 20 },
    );
  });

  test("a factor in the question equals the same factor in the tables", () => {
    const asked = verdicts(world).all;
    const written = verdicts(withJoint(0.7)).all;
    asked.forEach((one, index) => {
      // Hong Kong and Macau are unaltered in the tables, so the questions match only with China counted separately.
      const other = written[index];
      if (other === undefined || one.series.territory === "with China") return;
      expect(ratioIn(rule, one, 2021, 0.7).value).toBeCloseTo(ratioIn(rule, other, 2021).value ?? NaN, 9);
    });
  });

  test("with unchanged totals, R of papers is proportional to the joint papers; a factor of 1.5 recouples", () => {
    const tables = withJoint(1.5, { totals: "as they were" });
    const before = verdicts(world);
    const after = verdicts(tables);
    const papers = (found: typeof before) =>
      found.all.filter(({ series }) => series.choice.counted === "papers");
    papers(after).forEach((one, index) => {
      const other = papers(before)[index];
      if (other === undefined) throw new Error("the specifications differ");
      for (const year of [2021, 2022])
        expect(ratioIn(rule, one, year).value).toBeCloseTo(
          1.5 * (ratioIn(rule, other, year).value ?? NaN),
          9,
        );
    });
    expect(after.complete?.verdict).toBe("recoupled");
  });

  test("dropping a year of a baseline changes the logarithm of its propensity by (mean − log A(y))/(n − 1), and nothing else", () => {
    for (const year of [2013, 2015, 2017]) {
      const without = verdicts({
        ...world,
        copublications: world.copublications.filter((row) => row.year !== year || row.edition !== "nsf-2024"),
        "nsf-pairs": world["nsf-pairs"].filter((row) => row.year !== year || row.edition !== "nsf-2024"),
      });
      const before = verdicts(world);
      expect(without.shared.gaps).toEqual([{ source: "nsf", year }]);
      expect(without.shared.years).toEqual(before.shared.years.filter((one) => one !== year));
      for (const one of without.all.filter(({ baseline }) => baseline.id === "2013–2017")) {
        const same = before.all.find(
          ({ series, baseline }) =>
            baseline === one.baseline &&
            series.choice === one.series.choice &&
            series.territory === one.series.territory,
        );
        const point = same?.series.years.find((found) => found.year === year);
        const log = Math.log(point === undefined ? NaN : (verdict.propensityIn(point) ?? NaN));
        const mean = Math.log(same?.base.value ?? NaN);
        expect(Math.log(one.base.value ?? NaN) - mean).toBeCloseTo((mean - log) / 2, 9);
      }
    }
  });

  test("a year that a source skips is reported; every second year is not a gap", () => {
    expect(verdicts(world).shared.gaps).toEqual([]);
    const tables = {
      ...world,
      copublications: world.copublications.filter(
        ({ edition, year }) => year !== 2020 || edition.startsWith("nsf"),
      ),
      pairs: world.pairs.filter(({ year }) => year !== 2020),
      "world-pairs": world["world-pairs"].filter(({ year }) => year !== 2020),
    };
    expect(verdicts(tables).shared.gaps).toEqual([{ source: "openalex", year: 2020 }]);
  });

  test("the verdict of the complete year does not depend on later numbers", () => {
    const cut = verdicts({
      ...withJoint(0.01, { years: (year) => year > 2021 }),
    });
    expect(cut.complete?.verdict).toBe(shipped.complete?.verdict);
    expect(cut.complete?.range).toEqual(shipped.complete?.decision.range);
  });

  test("a factor on all counts of a source changes nothing", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 4, noNaN: true }), (factor) => {
        const papers = verdicts({
          ...world,
          international: world.international.map((row) => ({ ...row, works: factor * row.works })),
          copublications: world.copublications.map((row) => ({
            ...row,
            lower: factor * row.lower,
            upper: factor * row.upper,
          })),
          "nsf-pairs": world["nsf-pairs"].map((row) => ({ ...row, works: factor * row.works })),
          pairs: world.pairs.map((row) => ({ ...row, works: factor * row.works, reverse: null })),
        });
        expect(papers.complete?.verdict).toBe(shipped.complete?.verdict);
        expect(papers.complete?.range?.median).toBeCloseTo(
          shipped.complete?.decision.range?.median ?? NaN,
          4,
        );
      }),
      { numRuns: 3 },
    );
  });

  test("without one source, the other decides alone, for its own years", () => {
    const tables = {
      ...world,
      copublications: world.copublications.filter(({ edition }) => edition !== "nsf-2024"),
      "nsf-pairs": world["nsf-pairs"].filter(({ edition }) => edition !== "nsf-2024"),
      international: world.international.filter(({ edition }) => edition !== "nsf-2024"),
    };
    const { shared, complete } = verdicts(tables);
    // The previous edition has even years and ends with an early count of 2020.
    expect([shared.complete, shared.early]).toEqual([2018, 2020]);
    expect(complete?.sources.map(({ source }) => source)).toEqual(["nsf", "openalex"]);
    const alone = verdicts({ ...tables, copublications: [], "nsf-pairs": [] });
    expect([alone.shared.complete, alone.shared.early]).toEqual([2022, 2023]);
    expect(alone.complete?.sources.map(({ source }) => source)).toEqual(["openalex"]);
  });

  test("if every pair of China falls by 15 %, the change is not specific to this pair; if only this pair does, it is", () => {
    const all = assess(fewerWith("CN"));
    const own = assess(withJoint(0.85));
    const s2 = (of: verdict.Assessment) => of.complete?.standing.find(({ id }) => id === "S2")?.state;
    expect([s2(all), s2(own)]).toEqual(["fails", "holds"]);
  });

  test("if two work less with everyone alike, propensity rises while papers fall, and both are reported", () => {
    const before = verdicts(world);
    const after = verdicts(fewerWith("US", "CN"));
    after.all.forEach((one, index) => {
      const same = before.all[index];
      if (same === undefined || one.series.territory !== "apart") return;
      const then = ratioIn(rule, same, 2021);
      const now = ratioIn(rule, one, 2021);
      expect(now.value ?? NaN).toBeGreaterThan(then.value ?? NaN);
      expect((1 + now.jointChange) / (1 + then.jointChange)).toBeCloseTo(0.85, 9);
    });
  });
});

describe("the rule decides", () => {
  test("changing a limit in the file changes the verdict", () => {
    const strict = { ...rule, limits: { ...rule.limits, partial: 0.95 } };
    const lax = { ...rule, limits: { ...rule.limits, partial: 0.85 } };
    expect([verdicts(world, strict).complete?.verdict, verdicts(world, lax).complete?.verdict]).toEqual([
      "partial",
      "none",
    ]);
  });

  test("a pair with few papers has no verdict, and the reason is reported", () => {
    const { series } = evidenceOf(world, "IS", "NP");
    const small = verdict.assess(rule, { pair: ["IS", "NP"], series, panels: [] });
    expect(small.complete?.verdict ?? "no-verdict").toBe("no-verdict");
    expect(small.complete?.decision.reason).toMatch(/fewer than 100 joint papers/);
  });

  test("no joint papers in the year means R = 0, full decoupling", () => {
    const { complete } = verdicts(withJoint(0, { years: (year) => year === 2021 }));
    const apart = complete?.ratios.filter(
      ({ specification }) => specification.series.territory !== "with China",
    );
    expect(new Set(apart?.map(({ value }) => value))).toEqual(new Set([0]));
    expect(complete?.verdict).toBe("full");
  });
});

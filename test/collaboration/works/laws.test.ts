import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linkCounts, links, ric } from "../../../src/collaboration/indicators/affinity.js";
import { classOf } from "../../../src/collaboration/verdict/specifications.js";
import { bySize, bySizeInFields, worksRatio } from "../../../src/collaboration/verdict/works-ratio.js";
import { type PaperSizes, readWorksRule } from "../../../src/collaboration/verdict/works-rule.js";
import { pairCells, type PairCell } from "../../../src/collaboration/works/cells.js";
import { propensityByYear } from "../../../src/collaboration/works/coverage.js";
import { routingByYear } from "../../../src/collaboration/works/routing.js";
import { venuesByYear } from "../../../src/collaboration/works/separation.js";
import { countDrafts } from "../../papers/works/count-drafts.js";
import { expectClose, vector } from "../indicators/vector.js";
import { worksRule } from "./answers.js";

const limits = { full: 0.25, partial: 0.9, recoupled: 1.11 };
const question = { year: 2018, baseline: [2016, 2017] };

/** Possible papers of both, of each and of the world. */
const sizes = fc
  .record({
    joint: fc.integer({ min: 1, max: 500 }),
    x: fc.integer({ min: 0, max: 5_000 }),
    y: fc.integer({ min: 0, max: 5_000 }),
    others: fc.integer({ min: 1, max: 20_000 }),
  })
  .map(({ joint, x, y, others }) => ({ joint, x: joint + x, y: joint + y, world: joint + x + y + others }));

const grown = ({ joint, x, y, world }: PaperSizes, times: number): PaperSizes => ({
  joint: times * joint,
  x: times * x,
  y: times * y,
  world: times * world,
});

describe("R of single papers", () => {
  const of = (years: readonly Parameters<typeof bySize>[0][]) =>
    worksRatio((year) => {
      const found = years[year - 2016];
      return found === undefined ? null : bySize(found);
    }, question);

  test("grows with the joint papers of its year, and ignores factors common to all counts of a year", () => {
    fc.assert(
      fc.property(
        fc.tuple(sizes, sizes, sizes),
        fc.integer({ min: 2, max: 9 }),
        ([one, two, three], times) => {
          const value = of([one, two, three]).value ?? NaN;
          const more = of([one, two, { ...three, joint: times * three.joint }]).value ?? NaN;
          expect(more / value).toBeCloseTo(times, 9);
          expect((of([one, two, grown(three, times)]).value ?? NaN) / value).toBeCloseTo(1, 9);
        },
      ),
    );
  });

  test("a true zero is zero, with an upper bound; a zero in the baseline leaves R undefined", () => {
    const some = { joint: 100, x: 1_000, y: 1_000, world: 5_000 };
    expect(of([some, some, { ...some, joint: 0 }])).toMatchObject({ value: 0, confidence: { lower: 0 } });
    expect(of([some, some, { ...some, joint: 0 }]).confidence?.upper).toBeGreaterThan(0);
    expect(of([some, { ...some, joint: 0 }, some])).toMatchObject({
      value: null,
      reason: "zero_denominator",
    });
    expect(of([some, some])).toMatchObject({ value: null, reason: "insufficient_data" });
  });

  test("the class is that of the verdict; full also needs fewer joint papers", () => {
    const of = (value: number, jointChange: number) => classOf({ limits }, value, jointChange);
    expect([0, 0.25, 0.2501, 0.8999, 0.9, 1.11, 1.1101].map((value) => of(value, -0.5))).toEqual([
      "full",
      "full",
      "partial",
      "partial",
      "none",
      "none",
      "recoupled",
    ]);
    expect(of(0.2, 0.5)).toBe("partial");
  });

  test("field by field it does not depend on the mix of fields", () => {
    fc.assert(
      fc.property(sizes, sizes, fc.integer({ min: 2, max: 9 }), (one, other, times) => {
        const year = (factor: number) => {
          return [one, grown(other, factor)].map((field, at) => ({
            ...field,
            field: at,
            works: 0,
            withoutCountry: 0,
          }));
        };
        const years = [year(1), year(1), year(times)].map(bySizeInFields);
        expect(worksRatio((asked) => years[asked - 2016] ?? null, question).value).toBeCloseTo(1, 9);
      }),
    );
  });

  test("with one field it is that of all papers; weights only widen its interval", () => {
    fc.assert(
      fc.property(sizes, sizes, sizes, (...years) => {
        const at = (weigh: number) =>
          worksRatio((asked) => {
            const found = years[asked - 2016];
            return found === undefined ? null : bySize({ ...found, squares: weigh * found.joint });
          }, question);
        expect(at(2).value).toBeCloseTo(at(1).value ?? NaN, 9);
        expect(at(2).error / at(1).error).toBeCloseTo(Math.SQRT2, 9);
        expect(at(2).least).toBeLessThanOrEqual(at(1).least + 1e-9);
      }),
    );
  });
});

/** One paper per row: its countries, year and field. */
type Paper = readonly [countries: readonly string[], year: number, field: number];

function cellsOf(papers: readonly Paper[]): readonly PairCell[] {
  const plain = { source: 1, isHyper: false, isDual: false, namesCountries: true, cited: [] };
  const cube = countDrafts(papers.map(([countries, year, field]) => ({ countries, year, field, ...plain })));
  const tables = {
    totals: cube.rows("totals"),
    countries: cube.rows("countries"),
    pairs: cube.rows("pairs"),
  };
  return pairCells(["US", "CN"], tables, ["GB"]);
}

const papers = fc.array(
  fc.tuple(
    fc.uniqueArray(fc.constantFrom("CN", "DE", "FR", "GB", "US"), { maxLength: 5 }).map((all) => all.sort()),
    fc.constantFrom(2016, 2017),
    fc.constantFrom(17, 27),
  ),
  { minLength: 5, maxLength: 60 },
);

describe("cells of a pair", () => {
  test("do not depend on the order of rows", () => {
    fc.assert(
      fc.property(papers, (all) => {
        expect(cellsOf([...all].reverse())).toEqual(cellsOf(all));
      }),
    );
  });

  test("give the intensity for each kind of paper, as if no other papers existed", () => {
    fc.assert(
      fc.property(papers, (all) => {
        for (const { year, intensity } of routingByYear(cellsOf(all)))
          for (const [kind, isKind] of [
            ["bilateral", (n: number) => n === 2],
            ["multilateral", (n: number) => n > 2],
          ] as const) {
            const counted = new Map<string, number>();
            for (const [countries, when] of all)
              if (when === year && isKind(countries.length))
                for (const a of countries)
                  for (const b of countries)
                    if (a < b) counted.set(`${a} ${b}`, (counted.get(`${a} ${b}`) ?? 0) + 1);
            const rows = [...counted].map(([pair, count]) => ({
              x: pair.slice(0, 2),
              y: pair.slice(3),
              papers: count,
            }));
            const table = links(rows, { absent: "zero" });
            if (!table.economies.includes("US") || !table.economies.includes("CN")) continue;
            const wanted = [
              ric(linkCounts(table, "US", "CN")).value,
              ric(linkCounts(table, "CN", "US")).value,
            ];
            expectClose(
              intensity[kind].map(({ value }) => value),
              wanted,
              1e-12,
            );
          }
      }),
    );
  });

  test("match an independent implementation of field-normalised propensity", () => {
    const { input, expected, tolerance } = vector<
      Readonly<Record<"n_us" | "n_cn" | "world" | "observed", readonly number[]>>,
      Readonly<Record<string, unknown>>
    >("10_field_normalised_expected");
    const country = (international: number) => ({
      whole: international,
      international,
      bilateral: 0,
      nonhyper: 0,
      multilateralLinks: 0,
    });
    const cells = input.observed.map((joint, field) => ({
      year: 2020,
      field,
      works: input.world[field] ?? 0,
      withoutCountry: 0,
      unlocated: 0,
      partners: new Map<string, number>(),
      all: country(input.world[field] ?? 0),
      x: country(input.n_us[field] ?? 0),
      y: country(input.n_cn[field] ?? 0),
      joint: { whole: joint, bilateral: 0, multilateral: joint, nonhyper: joint, dual: 0 },
    }));
    const [found] = propensityByYear(cells);
    const { value, confidence, unnormalised } = found?.normalised ?? {};
    const got = {
      ratio_field_normalised: value,
      ratio_unnormalised: unnormalised?.value,
      ratio_ci95_exact_poisson: [confidence?.lower, confidence?.upper],
    };
    for (const [name, one] of Object.entries(got)) expectClose(one, expected[name], tolerance, name);
  });
});

test("sources: the same distribution is no more than chance, no source in common is 1", () => {
  const row = (source: number, in_a: number, in_b: number) => ({
    source,
    year: 2018,
    works: 0,
    no_country: 0,
    joint: 0,
    international: 0,
    international_a: 0,
    international_b: 0,
    in_a,
    in_b,
  });
  const [alike] = venuesByYear([row(1, 100, 50), row(2, 200, 100)]);
  expect(alike).toMatchObject({ dissimilarity: { value: 0 }, sources: 2 });
  const [apart] = venuesByYear([row(1, 100, 0), row(2, 0, 100)]);
  expect(apart).toMatchObject({ dissimilarity: { value: 1 } });
  expect(venuesByYear([row(1, 100, 0), row(2, 100, 0)])[0]?.dissimilarity).toMatchObject({
    reason: "zero_denominator",
  });
});

test("the rule for single papers reports unknown keys, and fields in both groups", () => {
  const fields = { ...worksRule.fields };
  expect(() => readWorksRule({ ...worksRule, fields: { ...fields, control: fields.sensitive } })).toThrow(
    "a field is sensitive or a control, not both",
  );
  expect(() => readWorksRule({ ...worksRule, closeto: 1 })).toThrow('does not know "closeto"');
});

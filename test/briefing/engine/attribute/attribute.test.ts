import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeAttribution } from "../../../../src/briefing/engine/attribute/describe-attribution.js";
import {
  attribute,
  type Outcome,
  type Reading,
  type Run,
} from "../../../../src/briefing/engine/attribute/attribute.js";

const reading = (raw: number): Reading => ({ raw, text: String(raw), format: "count" });
const computed = (values: Readonly<Record<string, number>>): Outcome => ({
  status: "computed",
  values: new Map(Object.entries(values).map(([id, value]) => [id, reading(value)])),
});
const many = 1000;

/** Effects of each input that add up. */
const additive =
  (effects: Readonly<Record<string, number>>): Run =>
  (later) =>
    Promise.resolve(computed({ x: [...later].reduce((sum, input) => sum + (effects[input] ?? 0), 100) }));

const effects = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.integer({ min: -50, max: 50 }), {
  minKeys: 1,
  maxKeys: 6,
});

test("reports each end of a range", () => {
  const range = (lower: number, upper: number): Reading => ({
    raw: [lower, upper],
    text: `${100 * lower}–${100 * upper} %`,
    format: "percent",
  });
  const part = (input: string, alone: Reading, without: Reading) => ({ inputs: [input], alone, without });
  const value = {
    id: "share",
    before: range(0.48, 0.74),
    after: range(0.48, 0.79),
    parts: [
      part("data", range(0.48, 0.78), range(0.48, 0.75)),
      part("code", range(0.48, 0.75), range(0.48, 0.78)),
    ],
  };
  const found = { before: "a", after: "b", values: [value], runs: 4, unresolved: [], notes: [] };
  expect(
    describeAttribution(found)
      .slice(1, 3)
      .map((line) => line.replaceAll(/\s+/g, " ")),
  ).toEqual([
    " lower end unchanged",
    " upper end +5 points: data +4 points, code +1 points, together nothing more",
  ]);
});

describe("the effect of each input on a value", () => {
  test("is found if effects are additive", async () => {
    await fc.assert(
      fc.asyncProperty(effects, async (each) => {
        const inputs = Object.keys(each);
        const total = Object.values(each).reduce((sum, effect) => sum + effect, 0);
        const { values } = await attribute({ ids: ["x"], inputs, limit: many }, additive(each));
        if (total === 0) {
          expect(values).toEqual([]);
          return;
        }
        expect(
          values[0]?.parts.map(({ inputs, alone, without }) => [inputs, alone?.raw, without?.raw]),
        ).toEqual(
          inputs.map((input) => [[input], 100 + (each[input] ?? 0), 100 + total - (each[input] ?? 0)]),
        );
      }),
    );
  });

  test("is the whole change for a single input, without additional runs", async () => {
    const found = await attribute({ ids: ["x"], inputs: ["a"], limit: many }, additive({ a: 7 }));
    expect(found.values[0]?.parts).toEqual([{ inputs: ["a"], alone: reading(107), without: reading(100) }]);
    expect(found.runs).toBe(2);
  });

  test("takes two runs for two inputs: one alone is all but the other", async () => {
    const found = await attribute({ ids: ["x"], inputs: ["a", "b"], limit: many }, additive({ a: 7, b: 1 }));
    expect(found.runs).toBe(4);
  });

  test("is reported for two inputs together if neither works without the other", async () => {
    const run: Run = (later) =>
      Promise.resolve(
        later.has("notebook") && !later.has("module")
          ? { status: "failed", why: "no such function" }
          : computed({ x: 100 + 3 * later.size }),
      );
    const inputs = ["data", "module", "notebook"];
    const { values } = await attribute({ ids: ["x"], inputs, limit: many }, run);
    expect(values[0]?.parts.map(({ inputs, alone }) => [inputs, alone?.raw])).toEqual([
      [["module", "notebook"], 106],
      [["data"], 103],
    ]);
  });

  test("stays within the allowed runs and names the inputs left together", async () => {
    await fc.assert(
      fc.asyncProperty(
        effects,
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.boolean()),
        async (each, limit, fails) => {
          let runs = 0;
          const run: Run = async (later) => {
            runs += 1;
            const isSide = later.size === 0 || later.size === Object.keys(each).length;
            return !isSide && fails[runs] === true ? { status: "failed", why: "" } : additive(each)(later);
          };
          const found = await attribute({ ids: ["x"], inputs: Object.keys(each), limit }, run);
          expect(runs).toBeLessThanOrEqual(limit + 2);
          expect(found.runs).toBe(runs);
          for (const { parts } of found.values)
            expect(parts.flatMap(({ inputs }) => inputs).sort()).toEqual(Object.keys(each).sort());
        },
      ),
    );
  });

  test("is rejected if a side cannot be computed", async () => {
    const run: Run = () => Promise.resolve({ status: "failed", why: "no data" });
    await expect(attribute({ ids: ["x"], inputs: ["a"], limit: many }, run)).rejects.toThrow(
      "The side before the change cannot be computed here: no data",
    );
  });
});

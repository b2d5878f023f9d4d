import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { confidenceIn } from "../../../src/collaboration/verdict/confidence.js";
import { decide } from "../../../src/collaboration/verdict/decide.js";
import { readRule } from "../../../src/collaboration/verdict/index.js";
import type { SeriesChoice } from "../../../src/collaboration/verdict/rule.js";
import { classOf, type Ratio } from "../../../src/collaboration/verdict/specifications.js";
import type { Standing } from "../../../src/collaboration/verdict/standing.js";
import { reproduces } from "../indicators/vector.js";

const rule = readRule(
  JSON.parse(readFileSync(new URL("../../../data/verdict-rule.json", import.meta.url), "utf8")),
);

type Sources = Readonly<Record<string, readonly number[]>>;

/** A case: R of the computations of each source, and what single papers answer about coverage and large teams. */
interface Case {
  readonly status: "complete" | "early";
  readonly sources: Sources;
  readonly coverage?: Standing["state"];
  readonly teams?: Standing["state"];
}

function ratiosOf(sources: Sources): readonly Ratio[] {
  return Object.entries(sources).flatMap(([source, values]) => {
    const choice: SeriesChoice = { id: source, source, reads: source, short: source, counted: "papers" };
    const series = { choice, territory: null, edition: source, years: [] };
    const [baseline] = rule.baselines;
    const specification = { series, baseline, years: [], base: { value: 1 }, baseJoint: 1 };
    return values.map((value) => ({
      specification,
      year: 2021,
      value,
      class: classOf(rule, value, -0.1),
      jointChange: -0.1,
    }));
  });
}

function confidenceOf({ status, sources, coverage = "not-testable", teams = "not-testable" }: Case) {
  return confidenceIn(rule, decide(rule, ratiosOf(sources)), {
    status,
    standing: [
      { id: "S4", reads: "coverage", state: coverage },
      { id: "S5", reads: "teams", state: teams },
    ],
    tipping: { fewer: null, more: null, smallest: null },
  });
}

reproduces("verdict-confidence", ({ cases }: { readonly cases: readonly Case[] }) => ({
  cases: cases.map(confidenceOf),
}));

const levels = ["low", "medium", "high"] as const;
const values = fc.array(fc.double({ min: 0.5, max: 2, noNaN: true }), { minLength: 1, maxLength: 12 });
const cases = fc.record({ a: values, b: values }).map((sources): Case => ({
  status: "complete",
  coverage: "holds",
  sources,
}));
const mapped = (one: Case, change: (value: number) => number): Case => ({
  ...one,
  sources: Object.fromEntries(Object.entries(one.sources).map(([source, all]) => [source, all.map(change)])),
});

describe("laws of confidence in direction and size", () => {
  test("upside down, the direction is the opposite and the levels are the same", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { direction: found } = confidenceOf(one);
        const { direction: turned } = confidenceOf(mapped(one, (value) => 1 / value));
        const opposite = { up: "down", down: "up" } as const;
        expect(turned.direction).toBe(found.direction === null ? null : opposite[found.direction]);
        if (found.direction !== null) expect(turned.level).toBe(found.level);
      }),
    );
  });

  test("each source counts the same, however often it is repeated", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { a = [], b = [] } = one.sources;
        const repeated = confidenceOf({ ...one, sources: { a: [...a, ...a, ...a], b } }).direction;
        const found = confidenceOf(one).direction;
        expect([repeated.direction, repeated.level]).toEqual([found.direction, found.level]);
      }),
    );
  });

  test("one computation less in the direction never raises confidence in it", () => {
    fc.assert(
      fc.property(values, values, fc.nat(), (a, b, at) => {
        const falling = (all: readonly number[]) => all.map((value) => Math.min(value, 1 / value));
        const sources = { a: falling(a), b: falling(b) };
        const weakened = sources.a.map((value, index) => (index === at % a.length ? 1 : value));
        const before = confidenceOf({ status: "complete", sources }).direction;
        const after = confidenceOf({ status: "complete", sources: { ...sources, a: weakened } }).direction;
        expect(levels.indexOf(after.level)).toBeLessThanOrEqual(levels.indexOf(before.level));
      }),
    );
  });

  test("a factor on every R leaves confidence in the size as it was", () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(0.5, 2, 4), (one, factor) => {
        const found = confidenceOf(one).size;
        expect(confidenceOf(mapped(one, (value) => factor * value)).size).toEqual(found);
      }),
    );
  });

  test("an early count, untested coverage or single papers that disagree never raise a level", () => {
    fc.assert(
      fc.property(
        cases,
        fc.constantFrom<Partial<Case>>(
          { status: "early" },
          { coverage: "not-testable" },
          { coverage: "fails" },
          { teams: "fails" },
        ),
        (one, change) => {
          const before = confidenceOf(one);
          const after = confidenceOf({ ...one, ...change });
          for (const of of ["direction", "size"] as const)
            expect(levels.indexOf(after[of].level)).toBeLessThanOrEqual(levels.indexOf(before[of].level));
        },
      ),
    );
  });
});

test("without a verdict every confidence is low and has no direction", () => {
  const missing = ratiosOf({ a: [0.9], b: [0.9] }).map((one) => ({ ...one, value: null, class: null }));
  const {
    direction,
    size,
    class: ofClass,
  } = confidenceIn(rule, decide(rule, missing), {
    status: "complete",
    standing: [],
    tipping: { fewer: null, more: null, smallest: null },
  });
  expect([direction.direction, direction.level, size.level, ofClass.level]).toEqual([
    null,
    "low",
    "low",
    "low",
  ]);
});

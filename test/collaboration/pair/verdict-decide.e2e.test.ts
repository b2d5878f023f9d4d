import fc from "fast-check";
import { describe, expect, test } from "vitest";
// First: it replaces how tables are loaded, before anything loads them.
import { rule } from "./altered.js";
import { confidenceIn } from "../../../src/collaboration/verdict/confidence.js";
import type { Standing } from "../../../src/collaboration/verdict/standing.js";
import { decide, type Decision } from "../../../src/collaboration/verdict/decide.js";
import type { ClassOfR, SeriesChoice, StandingId } from "../../../src/collaboration/verdict/rule.js";
import type { Ratio } from "../../../src/collaboration/verdict/specifications.js";

const values = { full: 0.2, partial: 0.8, none: 1, recoupled: 1.3 } as const;

/** Ratios of a source, one for each named class. */
function ratios(source: string, ...of: readonly ClassOfR[]): readonly Ratio[] {
  const choice: SeriesChoice = { id: source, source, reads: source, short: source, counted: "papers" };
  const series = { choice, territory: null, edition: source, years: [] };
  const [baseline] = rule.baselines;
  const specification = { series, baseline, years: [], base: { value: 1 }, baseJoint: 1 };
  return of.map((name) => ({
    specification,
    year: 2021,
    value: values[name],
    class: name,
    jointChange: -0.1,
  }));
}
const times = (n: number, of: ClassOfR) => Array.from({ length: n }, () => of);
const verdictOf = (...given: readonly (readonly Ratio[])[]) => decide(rule, given.flat()).verdict;

describe("one verdict from many computations", () => {
  test("two thirds are enough, exactly; slightly less is not", () => {
    expect(verdictOf(ratios("a", "partial", "partial", "none"))).toBe("partial");
    expect(verdictOf(ratios("a", ...times(665, "partial"), ...times(335, "none")))).toBe(
      "between-partial-and-none",
    );
  });

  test("sources count equally, however many computations each has", () => {
    expect(verdictOf(ratios("a", "partial"), ratios("b", ...times(2, "partial"), ...times(22, "none")))).toBe(
      "between-partial-and-none",
    );
  });

  test("a majority in every source is needed: 0.9 in one and half in the other is no verdict", () => {
    const nine = ratios("a", ...times(9, "partial"), "none");
    expect(verdictOf(nine, ratios("b", "partial", "none"))).toBe("between-partial-and-none");
    expect(verdictOf(nine, ratios("b", "partial", "partial", "none"))).toBe("partial");
  });

  test.each([
    [["full", "partial"], "between-full-and-partial"],
    [["none", "recoupled"], "between-none-and-recoupled"],
    [["full", "none"], "no-single-answer"],
    [["partial", "recoupled"], "no-single-answer"],
    // Both neighbours of "none" have the same share.
    [["none", "none", "partial", "recoupled"], "no-single-answer"],
  ] as const)("%j: %s", (classes, wanted) => {
    expect(verdictOf(ratios("a", ...classes))).toBe(wanted);
  });

  test("one computation without a value: no verdict, with its reason", () => {
    const missing = ratios("a", "none").map((one) => ({
      ...one,
      value: null,
      class: null,
      reason: "few papers",
    }));
    expect(decide(rule, [...ratios("a", "none"), ...missing])).toMatchObject({
      verdict: "no-verdict",
      reason: "few papers",
      range: null,
    });
  });

  test("equal series give equal shares", () => {
    const classes = fc.array(fc.constantFrom<ClassOfR>("full", "partial", "none", "recoupled"), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(classes, (of) => {
        const alone = decide(rule, ratios("a", ...of));
        const twice = decide(rule, [...ratios("a", ...of), ...ratios("b", ...of)]);
        expect([twice.verdict, twice.shares]).toEqual([alone.verdict, alone.shares]);
      }),
    );
  });
});

describe("confidence in the class", () => {
  const ids: readonly StandingId[] = ["S1", "S2", "S3", "S4", "S5", "S6", "S7"];
  const standing = (states: Partial<Record<StandingId, Standing["state"]>>): readonly Standing[] =>
    ids.map((id) => ({ id, reads: id, state: states[id] ?? "not-testable" }));
  const firm = { fewer: null, more: null, smallest: 0.1 };
  const of = (decision: Decision, states: Parameters<typeof standing>[0], more: object = {}) =>
    confidenceIn(rule, decision, { standing: standing(states), tipping: firm, status: "complete", ...more })
      .class.level;
  const sure = decide(rule, ratios("a", ...times(10, "partial")));
  const all = Object.fromEntries(ids.map((id) => [id, "holds"])) as Record<StandingId, "holds">;

  test("every computation and every standing: high", () => {
    expect(of(sure, all)).toBe("high");
  });

  test("at most medium if coverage cannot be tested, and for an early count", () => {
    expect(of(sure, { ...all, S4: "not-testable" })).toBe("medium");
    expect(of(sure, all, { status: "early" })).toBe("medium");
  });

  test("low if a revision as small as between editions changes the verdict", () => {
    expect(of(sure, all, { tipping: { ...firm, smallest: 0.01 } })).toBe("low");
  });

  test("low for every between, whatever the evidence, with S2 and S3 excluded", () => {
    const between = decide(rule, ratios("a", "partial", "none"));
    expect(of(between, all)).toBe("low");
    const found = confidenceIn(rule, between, {
      standing: standing({ S1: "holds", S7: "holds", S2: "fails", S3: "fails" }),
      tipping: firm,
      status: "complete",
    }).class;
    expect(found.evidence).toBe("robust");
    expect(found.counted).toEqual({ tested: 2, held: 2 });
  });

  test("two of five standings hold: limited evidence, low confidence", () => {
    expect(of(sure, { S1: "holds", S2: "holds", S3: "fails", S4: "fails", S7: "fails" })).toBe("low");
  });
});

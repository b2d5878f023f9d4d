import { describe, expect, test } from "vitest";
import type { Decision } from "../../../src/collaboration/verdict/decide.js";
import { together } from "../../../src/collaboration/verdict/works-ratio.js";
import type { FieldOfYear, WorksEvidence } from "../../../src/collaboration/verdict/works-rule.js";
import { worksFindings } from "../../../src/collaboration/verdict/works-standing.js";
import { ratioOfRatios, selective } from "../../../src/collaboration/works/selective.js";
import { rule, worksRule } from "./answers.js";

const holds = { state: "holds" };
const limits = { full: 0.25, partial: 0.9, recoupled: 1.11 };
const question = { year: 2018, baseline: [2016, 2017] };

describe("sensitive fields compared with the others", () => {
  /** Three similar fields; in the last year, a factor on joint papers in some of the two sensitive ones. */
  const world = (times: number, moved: readonly number[] = [17, 22]): WorksEvidence => {
    const year = (when: number) => ({
      year: when,
      nonhyper: { joint: 0, x: 0, y: 0, world: 0 },
      dual: 0,
      panel: null,
      oneOfTwo: null,
      fields: [17, 22, 27].map((field) => ({
        field,
        works: 100_000,
        withoutCountry: 0,
        x: 20_000,
        y: 20_000,
        world: 90_000,
        joint: 4_000 * (when === 2018 && moved.includes(field) ? times : 1),
      })),
    });
    return { rule: worksRule, years: [2016, 2017, 2018].map(year) };
  };

  test.each([
    [0.5, "yes"],
    [1, "no"],
    [1.5, "reverse"],
    [0.92, "unclear"],
  ] as const)("%d times as many in sensitive fields: %s", (times, wanted) => {
    const found = selective({ limits }, world(times), question);
    expect(found.answer).toBe(wanted);
    expect(found.times.value).toBeCloseTo(times, 9);
  });

  test("one of two that fell is not a majority", () => {
    const found = selective({ limits }, world(0.5, [17]), question);
    expect(found.tested.map(({ field, fell }) => [field, fell])).toEqual([
      [17, true],
      [22, false],
    ]);
    expect(found.answer).toBe("some");
  });

  test("a ratio of two R values is undefined if one of them is", () => {
    const { sensitive, control } = selective({ limits }, world(1), { year: 2018, baseline: [2015] });
    expect(ratioOfRatios(sensitive, control)).toMatchObject({ value: null, reason: "insufficient_data" });
  });
});

describe("findings that supplement a verdict", () => {
  const decision = { verdict: "none", range: { median: 1, least: 0.95, most: 1.05 } } as Decision;
  /** Two different fields; in the last year, some papers of one name no country. */
  const world = (lost: number): WorksEvidence => {
    const year = (when: number) => {
      const kept = when === 2018 ? 1 - lost : 1;
      const field = (id: number, joint: number, part: number) => ({
        field: id,
        works: 100_000,
        withoutCountry: 100_000 * (1 - part),
        joint: joint * part,
        x: 20_000 * part,
        y: 20_000 * part,
        world: 90_000 * part,
      });
      const fields = [field(17, 8_000, kept), field(27, 2_000, 1)];
      const all = together(fields);
      return { year: when, fields, nonhyper: all, dual: 0, panel: all, oneOfTwo: null };
    };
    return { rule: worksRule, years: [2016, 2017, 2018].map(year) };
  };
  const found = (lost: number) => worksFindings(rule, world(lost), { ...question, decision });

  test("a field that loses its countries changes R, but not once its papers are reassigned", () => {
    expect(found(0).answers).toEqual({ S4: holds, S5: holds, S6: holds });
    const { all, located, answers } = found(0.2);
    expect(all.value).toBeLessThan(0.97);
    expect(located.ratio.value).toBeCloseTo(1, 9);
    expect(answers.S4).toEqual({ state: "fails" });
  });

  test("an R other than the verdict’s is no evidence about it", () => {
    const range = { median: 0.8, least: 0.75, most: 0.85 };
    const other = { ...decision, verdict: "partial", range } as Decision;
    const { S4 } = worksFindings(rule, world(0), { ...question, decision: other }).answers;
    expect(S4).toEqual({
      state: "not-testable",
      needs: expect.stringMatching(
        /^a cube of all papers: in the one at hand R is another: 1\.00 \(0\.\d\d–1\.\d\d\), where the verdict has 0\.75–0\.85$/,
      ) as string,
    });
  });

  test("an R in the same class as the verdict’s but far from it supports no standing", () => {
    const range = { median: 1.08, least: 1.07, most: 1.1 };
    const other = { ...decision, verdict: "none", range } as Decision;
    const findings = worksFindings(rule, world(0), { ...question, decision: other });
    expect(findings).toMatchObject({ isOfVerdict: false, ofVerdict: { least: 1.07, most: 1.1 } });
    expect(Object.values(findings.answers).map(({ state }) => state)).toEqual(Array(3).fill("not-testable"));
  });

  test.each([
    [
      "all papers are of one of the two",
      (field: FieldOfYear) => ({ ...field, x: field.world }),
      "of all countries",
    ],
    [
      "papers of one are all joint",
      (field: FieldOfYear) => ({ ...field, y: field.joint }),
      "only joint papers",
    ],
  ])("where %s, R says nothing", (_, chosen, needs) => {
    const { years } = world(0);
    const works = {
      rule: worksRule,
      years: years.map((year) => ({ ...year, fields: year.fields.map(chosen) })),
    };
    const { answers } = worksFindings(rule, works, { ...question, decision });
    for (const { state, needs: found } of Object.values(answers)) {
      expect(state).toBe("not-testable");
      expect(found).toContain(needs);
    }
  });

  test("where papers of a year are missing, the standings name the years that they need", () => {
    const { years } = world(0);
    const works = { rule: worksRule, years: years.filter(({ year }) => year !== 2018) };
    const { answers } = worksFindings(rule, works, { ...question, decision });
    for (const { needs } of Object.values(answers)) expect(needs).toMatch(/baseline \(2016, 2017, 2018\)$/);
  });

  test("S4 is open without papers of a single country", () => {
    const { years } = world(0);
    const international = years.map((year) => ({
      ...year,
      fields: year.fields.map((field) => ({ ...field, works: field.world })),
    }));
    const { S4, S5 } = worksFindings(
      rule,
      { rule: worksRule, years: international },
      { ...question, decision },
    ).answers;
    expect(S4).toEqual({ state: "not-testable", needs: worksRule.needs.domestic });
    expect(S5).toEqual(holds);
  });

  test("S4 is open where joint papers may have lost one of their countries", () => {
    const fallen = (unlocated: number): WorksEvidence => ({
      rule: worksRule,
      years: world(0).years.map((year) => {
        if (year.year !== 2018) return { ...year, oneOfTwo: { papers: 60_000, unlocated: 6_000 } };
        const fields = year.fields.map((field) => ({ ...field, joint: field.joint * 0.8 }));
        const all = together(fields);
        return { ...year, fields, nonhyper: all, panel: all, oneOfTwo: { papers: 60_000, unlocated } };
      }),
    });
    const range = { median: 0.8, least: 0.78, most: 0.82 };
    const partial = { ...decision, verdict: "partial", range } as Decision;
    const S4 = (unlocated: number) =>
      worksFindings(rule, fallen(unlocated), { ...question, decision: partial }).answers.S4;
    expect(S4(6_000)).toEqual(holds);
    expect(S4(7_900)).toEqual({
      state: "not-testable",
      needs: expect.stringContaining("changed by 1900, and joint papers by 2000") as string,
    });
  });

  test("a small field that fell by most of its papers leaves S6 open", () => {
    const small = (times: number): WorksEvidence => ({
      rule: worksRule,
      years: world(0).years.map((year) => {
        const joint = 60 * (year.year === 2018 ? times : 1);
        const field = { field: 22, works: 900, withoutCountry: 0, joint, x: 150, y: 150, world: 700 };
        const fields = [...year.fields, field];
        return { ...year, fields };
      }),
    });
    const S6 = (times: number) => worksFindings(rule, small(times), { ...question, decision }).answers.S6;
    expect(S6(1)).toEqual(holds);
    expect(S6(0.2)).toEqual({
      state: "not-testable",
      needs: "a reason why some fields changed otherwise: engineering",
    });
  });

  test("says how many joint papers would decide what is open", () => {
    const { nonhyper } = worksFindings(
      rule,
      {
        rule: worksRule,
        years: world(0).years.map((year) => ({
          ...year,
          nonhyper: { joint: year.year === 2018 ? 470 : 500, x: 2_000, y: 2_000, world: 9_000 },
        })),
      },
      { ...question, decision },
    );
    expect(nonhyper.state).toBe("unclear");
    expect(nonhyper.decisive).toBeGreaterThan(10_000);
  });

  test("S4 needs the sources of the pair", () => {
    const { rule: ofWorks, years } = world(0);
    const works = { rule: ofWorks, years: years.map((year) => ({ ...year, panel: null })) };
    expect(worksFindings(rule, works, { ...question, decision }).answers.S4).toEqual({
      state: "not-testable",
      needs: rule.standing.needs.S4,
    });
  });
});

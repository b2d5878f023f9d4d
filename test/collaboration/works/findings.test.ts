import { describe, expect, test } from "vitest";
import { carriedEvidence, evidenceIn } from "../../../src/collaboration/verdict/carried-evidence.js";
import type { Decision } from "../../../src/collaboration/verdict/decide.js";
import { together } from "../../../src/collaboration/verdict/works-ratio.js";
import type { WorksEvidence } from "../../../src/collaboration/verdict/works-rule.js";
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
      return { year: when, fields, nonhyper: all, dual: 0, panel: all };
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
      needs: "a cube of all papers: in the one at hand R is another",
    });
  });

  test("S4 needs the sources of the pair", () => {
    const { rule: ofWorks, years } = world(0);
    const works = { rule: ofWorks, years: years.map((year) => ({ ...year, panel: null })) };
    expect(worksFindings(rule, works, { ...question, decision }).answers.S4).toEqual({
      state: "not-testable",
      needs: rule.standing.needs.S4,
    });
  });

  test("are embedded unchanged", () => {
    const works = world(0.1);
    const carried = carriedEvidence(rule, { pair: ["CN", "US"], series: [], panels: [], works });
    expect(evidenceIn(rule, JSON.parse(JSON.stringify(carried)) as typeof carried).works).toEqual(works);
  });
});

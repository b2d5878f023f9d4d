/** Results of the rule and the chapter for a generated world. */
import { readFileSync } from "node:fs";
import { assess } from "../../../src/collaboration/verdict/assess.js";
import { readRule, type VerdictRule } from "../../../src/collaboration/verdict/rule.js";
import { yearOfPapers } from "../../../src/collaboration/verdict/series.js";
import { together } from "../../../src/collaboration/verdict/works-ratio.js";
import { readWorksRule } from "../../../src/collaboration/verdict/works-rule.js";
import { pairCube } from "../../../src/collaboration/works/cells.js";
import { worksEvidence } from "../../../src/collaboration/works/evidence.js";
import { routing } from "../../../src/collaboration/works/routing.js";
import { selective } from "../../../src/collaboration/works/selective.js";
import { citationChangeOf, venuesByYear } from "../../../src/collaboration/works/separation.js";
import type { CubeTables } from "../../../src/briefing/model/cube.js";

const shipped = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../data/${name}`, import.meta.url), "utf8"));
export const worksRule = readWorksRule(shipped("works-rule.json"));
const verdictRule = readRule(shipped("verdict-rule.json"));

/** The shipped rule, with one series and the years of the generated worlds. */
export const rule: VerdictRule = {
  ...verdictRule,
  series: [{ id: "cube", source: "cube", reads: "the cube", short: "cube", counted: "papers" }],
  baselines: [{ id: "2015–2017", from: 2015, to: 2017 }],
};
const question = { year: 2018, baseline: [2015, 2016, 2017] };

export type Answers = ReturnType<typeof answers>;

export function answers(cube: CubeTables) {
  const about = pairCube(["CN", "US"], cube, worksRule.partners);
  const works = worksEvidence(worksRule, about);
  const years = works.years.map(({ year, fields }) =>
    yearOfPapers({ year, months: 24, ...together(fields) }),
  );
  const series = rule.series.map((choice) => ({ choice, territory: null, edition: "cube", years }));
  const { complete } = assess(rule, { pair: ["CN", "US"], series, panels: [], works });
  const state = (id: string) =>
    inGuide(complete?.standing.find((one) => one.id === id)?.state ?? "not-testable");
  const venues = venuesByYear(about.venues);
  const apart = (at: number) => {
    const found = venues.at(at);
    return (found?.dissimilarity.value ?? NaN) - (found?.byChance.value ?? NaN);
  };
  const cited = citationChangeOf(["CN", "US"], about.citations, question);
  return {
    joint: complete?.works?.all.joint ?? 0,
    ratio: complete?.works?.all.value ?? NaN,
    verdict: inGuide(complete?.verdict ?? "no-verdict"),
    S4: state("S4"),
    S5: state("S5"),
    S6: state("S6"),
    selective: inGuide(selective(rule, works, question).answer),
    rerouted: inGuide(routing(rule, worksRule, about.cells, question).answer),
    sources: apart(-1) - apart(0) > 0.1 ? "apart" : "as before",
    citations: (cited?.times.confidence?.lower ?? 0) > 1 ? "more to their own" : "as before",
    caps: complete?.confidence.class.caps ?? [],
  };
}

/** An answer as worded in docs/explanation/single-papers.md. */
function inGuide(id: string): string {
  return id === "fails" ? "does not hold" : id.replaceAll("-", " ");
}

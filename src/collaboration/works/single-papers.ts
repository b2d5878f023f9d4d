/** Findings from a cube of single papers about a pair, in one year against the baseline. */
import type { CubeTables } from "briefing/analysis";
import type { VerdictRule } from "../verdict/rule.js";
import type { RatioQuestion } from "../verdict/works-ratio.js";
import type { WorksRule } from "../verdict/works-rule.js";
import { pairCube } from "./cells.js";
import { againstPartners, coverageByYear, propensityByYear, shareByField } from "./coverage.js";
import { worksEvidence } from "./evidence.js";
import { routing, routingByYear } from "./routing.js";
import { selective } from "./selective.js";
import { citationChangeOf, citationsByYear, venuesByYear } from "./separation.js";

export type SinglePapers = Readonly<ReturnType<typeof singlePapers>>;

export function singlePapers(pair: readonly [string, string], tables: CubeTables, rule: WorksRule) {
  /** The rule's partners that are not in the pair. */
  const partners = rule.partners.filter((code) => !pair.includes(code));
  const cube = pairCube(pair, tables, partners);
  return {
    rule,
    cube,
    partners,
    evidence: worksEvidence(rule, cube),
    coverage: coverageByYear(cube.cells, cube.panel),
    propensityByYear: propensityByYear(cube.cells),
    routingByYear: routingByYear(cube.cells),
    citationsByYear: citationsByYear(pair, cube.citations),
    venuesByYear: venuesByYear(cube.venues),
  };
}

/** The findings of a year that supplement the standings of the verdict. */
export function worksAnswers(
  rule: Pick<VerdictRule, "limits">,
  { cube, evidence, partners, rule: works }: SinglePapers,
  question: RatioQuestion,
) {
  return {
    selective: selective(rule, evidence, question),
    routing: routing(rule, works, cube.cells, question),
    citations: citationChangeOf(cube.pair, cube.citations, question),
    partners: againstPartners(cube.cells, partners, question),
    shares: shareByField(cube.cells, question),
  };
}

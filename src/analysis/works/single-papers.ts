/** Findings from a cube of single papers about a pair, in one year against the baseline. */
import type { CubeTables } from "../../model/cube.js";
import type { VerdictRule } from "../verdict/rule.js";
import type { RatioQuestion } from "../verdict/works-ratio.js";
import type { WorksEvidence, WorksRule } from "../verdict/works-rule.js";
import { type PairCube, pairCube } from "./cells.js";
import {
  againstPartners,
  type AgainstPartner,
  coverageByYear,
  type CoverageOfYear,
  propensityByYear,
  type PropensityOfYear,
  shareByField,
} from "./coverage.js";
import type { Simpson } from "../indicators/strata.js";
import { worksEvidence } from "./evidence.js";
import { routing, type Routing, routingByYear, type RoutingOfYear } from "./routing.js";
import { selective, type Selective } from "./selective.js";
import {
  type CitationChange,
  citationChangeOf,
  citationsByYear,
  type CitationsOfYear,
  venuesByYear,
  type VenuesOfYear,
} from "./separation.js";

export interface SinglePapers {
  readonly rule: WorksRule;
  readonly cube: PairCube;
  readonly evidence: WorksEvidence;
  /** The rule's partners that are not in the pair. */
  readonly partners: readonly string[];
  readonly coverage: readonly CoverageOfYear[];
  readonly propensityByYear: readonly PropensityOfYear[];
  readonly routingByYear: readonly RoutingOfYear[];
  readonly citationsByYear: readonly CitationsOfYear[];
  readonly venuesByYear: readonly VenuesOfYear[];
}

export function singlePapers(
  pair: readonly [string, string],
  tables: CubeTables,
  rule: WorksRule,
): SinglePapers {
  const partners = rule.partners.filter((code) => !pair.includes(code));
  const cube = pairCube(pair, tables, partners);
  return {
    ...{ rule, cube, partners, evidence: worksEvidence(rule, cube) },
    coverage: coverageByYear(cube.cells, cube.panel),
    propensityByYear: propensityByYear(cube.cells),
    routingByYear: routingByYear(cube.cells),
    citationsByYear: citationsByYear(pair, cube.citations),
    venuesByYear: venuesByYear(cube.venues),
  };
}

/** The findings of a year that supplement the standings of the verdict. */
export interface WorksAnswers {
  readonly selective: Selective;
  readonly routing: Routing;
  readonly citations: CitationChange | null;
  readonly partners: readonly AgainstPartner[];
  readonly shares: Simpson;
}

export function worksAnswers(
  rule: Pick<VerdictRule, "limits">,
  { cube, evidence, partners, rule: works }: SinglePapers,
  question: RatioQuestion,
): WorksAnswers {
  return {
    selective: selective(rule, evidence, question),
    routing: routing(rule, works, cube.cells, question),
    citations: citationChangeOf(cube.pair, cube.citations, question),
    partners: againstPartners(cube.cells, partners, question),
    shares: shareByField(cube.cells, question),
  };
}

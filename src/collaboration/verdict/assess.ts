import { acrossSettings } from "briefing/analysis";
import { type Confidence, confidenceIn } from "./confidence.js";
import { directionOf, type Standing, standingOf } from "./standing.js";
import { decide, type Decision, tippingPoint, type TippingPoint } from "./decide.js";
import {
  before,
  comparable,
  type Comparable,
  missingPapers,
  type MissingPapers,
  type Ratio,
  ratioIn,
  type Specification,
  specifications,
} from "./specifications.js";
import { ownChange, type OwnChange, type PairOfCodes, type Panel } from "./panel.js";
import type { VerdictId, VerdictRule } from "./rule.js";
import type { PairSeries } from "./series.js";
import { type PanelTurn, turnsOf } from "./turn.js";
import type { WorksEvidence } from "./works-rule.js";
import { type WorksFindings, worksFindings } from "./works-standing.js";

/** Inputs of the rule: the series of a pair, and all pairs of the panels that the series come from. */
export interface Evidence {
  readonly pair: PairOfCodes;
  readonly series: readonly PairSeries[];
  /** With Hong Kong and Macau counted separately. */
  readonly panels: readonly Panel[];
  /** Counts of single papers, if the project has a cube of them. */
  readonly works?: WorksEvidence;
}

/** The verdict of one year, its inputs, and its reliability. */
export interface YearVerdict {
  readonly year: number;
  /** `early`: at least one source counted the year earlier after its end than the rule requires. */
  readonly status: "complete" | "early";
  readonly verdict: VerdictId;
  readonly decision: Decision;
  readonly tipping: TippingPoint;
  readonly own: readonly OwnChange[];
  readonly turns: readonly PanelTurn[];
  readonly standing: readonly Standing[];
  readonly confidence: Confidence;
  readonly missing: MissingPapers | null;
  /** Additional evidence from single papers; null without a cube. */
  readonly works: WorksFindings | null;
}

/** Result of the rule for a pair. */
export interface Assessment {
  readonly rule: VerdictRule;
  readonly comparable: Comparable;
  readonly specifications: readonly Specification[];
  /** R of every specification in every year that all series share. */
  readonly ratios: readonly Ratio[];
  /** The last year that is complete in every source; null if no year after the baseline is. */
  readonly complete: YearVerdict | null;
  /** The later early count. */
  readonly early: YearVerdict | null;
}

/**
 * Did two economies decouple? Applies the rule to a pair's data. Numbers are compared for the same years or not at all;
 * each year has one verdict, and years are never averaged.
 */
export function assess(rule: VerdictRule, evidence: Evidence): Assessment {
  const shared = comparable(rule, evidence.series);
  const all = specifications(rule, shared);
  const ratios = shared.years.flatMap((year) => all.map((one) => ratioIn(rule, one, year)));
  const decisionIn = (year: number): Decision =>
    decide(
      rule,
      before(all, year).map((one) => ratioIn(rule, one, year)),
    );
  const early = shared.early === null ? null : decisionIn(shared.early);
  const verdict = (year: number, status: YearVerdict["status"], decision: Decision): YearVerdict =>
    yearVerdict(rule, evidence, {
      year,
      status,
      decision,
      specifications: before(all, year),
      baseline: shared.baselineYears,
      early: status === "early" ? null : early?.verdict,
    });
  return {
    rule,
    comparable: shared,
    specifications: all,
    ratios,
    complete:
      shared.complete === null ? null : verdict(shared.complete, "complete", decisionIn(shared.complete)),
    early: shared.early === null || early === null ? null : verdict(shared.early, "early", early),
  };
}

function yearVerdict(
  rule: VerdictRule,
  { pair, panels, series, works: evidence }: Evidence,
  given: {
    readonly year: number;
    readonly status: YearVerdict["status"];
    readonly decision: Decision;
    readonly specifications: readonly Specification[];
    readonly baseline: readonly number[];
    readonly early: VerdictId | null | undefined;
  },
): YearVerdict {
  const { year, status, decision, baseline } = given;
  const { verdict } = decision;
  const ofSeries = panels.filter(({ id }) =>
    series.some(({ choice }) => choice.counted === "links" && choice.panel === id),
  );
  const question = { pair, year, baseline, direction: directionOf(verdict) };
  const own = ofSeries.flatMap((panel) => ownChange(rule, panel, question) ?? []);
  // No limit of the rule decides them.
  const asked = JSON.stringify(["turns", question, ofSeries.map(({ id }) => id)]);
  const turns = acrossSettings(asked, () => turnsOf(rule, ofSeries, question));
  const works = evidence === undefined ? null : worksFindings(rule, evidence, { year, baseline, decision });
  const standing = standingOf(rule, {
    decision,
    own,
    turns,
    panels: ofSeries.length,
    early: given.early,
    works: works?.answers ?? null,
  });
  const tipping =
    verdict === "no-verdict"
      ? { fewer: null, more: null, smallest: null }
      : tippingPoint(rule, given.specifications, year, verdict);
  return {
    year,
    status,
    verdict,
    decision,
    tipping,
    own,
    turns,
    standing,
    works,
    confidence: confidenceIn(rule, decision, { standing, tipping, status }),
    missing: missingPapers(given.specifications, year),
  };
}

import { AnalysisError } from "../errors.js";
import type { AffinitySeries, Facts, Reading } from "./facts.js";
import { conjunction, type Evidence, type Missing, type Outcome, type Truth } from "./outcome.js";
import { listedSeries } from "./listed.js";
import { quantitiesAsked } from "./quantities.js";
import { ratios, ratiosOfOtherBaselines } from "./ratios.js";
import type { RuleCondition, RuleRejection, RuleVerdict, VerdictRule, VerdictState } from "./rule.js";
import { nameOfSeries } from "./usable.js";
import { checkFact, type Known, type Knowledge, testCondition } from "./test-condition.js";

export interface ConditionResult {
  readonly id: string;
  readonly reads: string;
  readonly state: Truth;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly Missing[];
}

export interface VerdictResult {
  readonly id: string;
  readonly title: string;
  readonly state: VerdictState;
  readonly conditions: readonly ConditionResult[];
  /** Ids of the conditions that are false. */
  readonly ruledOutBy: readonly string[];
  /** Ids of the raised rejections that keep it from holding: all its conditions are true. */
  readonly keptOpenBy: readonly string[];
  readonly missing: readonly Missing[];
}

export interface RejectionResult {
  readonly id: string;
  readonly reads: string;
  readonly restricts: "verdict" | "words";
  readonly state: "raised" | "clear" | "not testable" | "not computed" | "not applicable";
  readonly evidence: readonly Evidence[];
  readonly missing: readonly Missing[];
}

/** R over the listed specifications: a range of specifications, with no level of confidence. */
export interface RatioRange {
  readonly min: number | null;
  readonly median: number | null;
  readonly max: number | null;
  /** Readings that have a value. */
  readonly n: number;
  readonly readings: readonly Reading[];
  /** Specifications of the rule that were not given. */
  readonly absent: readonly string[];
}

export type Headline =
  | { readonly state: "holds"; readonly verdict: string; readonly title: string }
  | {
      readonly state: "inconclusive";
      /** Titles. */
      readonly ruledOut: readonly string[];
      readonly open: readonly string[];
    };

export interface Assessment {
  readonly rule: { readonly name: string; readonly version: string; readonly note: string };
  readonly range: RatioRange;
  readonly verdicts: readonly VerdictResult[];
  readonly rejections: readonly RejectionResult[];
  readonly headline: Headline;
}

/** The quantities computed from the series themselves. */
const computed = ["ratio", "ratio.otherBaselines", "series.editions"] as const;

/**
 * The verdict rule evaluated on what an edition computed.
 *
 * From the series come three quantities: `ratio` (R for each series and window), `ratio.otherBaselines` (against every
 * single point of that period too) and `series.editions` (editions in a series). The others are facts, by the names
 * that the rule's tests ask for; one that is not given is "not computed". Logic of Kleene: a verdict is ruled out if one
 * of its conditions is false, whatever is not known; it holds if all are true and no rejection is raised; else it is
 * open. A series the rule does not list is not read; a listed one that is not given leaves what rests on it open.
 *
 * Throws on a fact that no test asks for, on two points of a year, on values that are not finite.
 */
export function assess(
  rule: VerdictRule,
  { series, facts = {} }: { readonly series: readonly AffinitySeries[]; readonly facts?: Facts },
): Assessment {
  const asked = quantitiesAsked(rule);
  for (const [name, fact] of Object.entries(facts)) {
    if ((computed as readonly string[]).includes(name))
      throw new AnalysisError(`verdict: "${name}" is computed from the series, it cannot be given as a fact`);
    if (!asked.has(name)) throw new AnalysisError(`verdict: no condition of the rule asks for "${name}"`);
    checkFact(name, fact);
  }
  const { listed, absent } = listedSeries(rule, series);
  const quantities = new Map<string, Known>(
    Object.entries(facts).map(([name, fact]) => [name, { fact, absent: [] }]),
  );
  const ratio = listed.flatMap((one) => ratios(one, rule.estimand));
  const readings = [
    ratio,
    listed.flatMap((one) => ratiosOfOtherBaselines(one, rule.estimand)),
    listed.map(editions),
  ];
  computed.forEach((name, index) => {
    quantities.set(name, { fact: { readings: readings[index] ?? [] }, absent });
  });

  const verdicts = new Map<string, VerdictResult>();
  const knowledge: Knowledge = { quantities, verdicts, thresholds: rule.thresholds };
  const rejections = rule.rejections.map((rejection) => reject(rejection, knowledge));
  const raised = rejections.filter(({ state, restricts }) => state === "raised" && restricts === "verdict");
  for (const verdict of rule.verdicts)
    verdicts.set(
      verdict.id,
      judge(
        verdict,
        knowledge,
        raised.map(({ id }) => id),
      ),
    );
  const results = [...verdicts.values()];
  return {
    rule: { name: rule.name, version: rule.version, note: rule.note },
    range: range(ratio, absent),
    verdicts: results,
    rejections,
    headline: headline(results),
  };
}

function judge(verdict: RuleVerdict, knowledge: Knowledge, raised: readonly string[]): VerdictResult {
  const outcomes = verdict.conditions.map(({ test }) => testCondition(test, knowledge));
  const { state: truth, missing } = conjunction(outcomes);
  const keptOpenBy = truth === "true" ? raised : [];
  const state = truth === "false" ? "ruled out" : truth === "true" && raised.length === 0 ? "holds" : "open";
  const conditions = verdict.conditions.map((condition, index) => result(condition, outcomes[index]));
  return {
    id: verdict.id,
    title: verdict.title,
    state,
    conditions,
    ruledOutBy: conditions.filter((condition) => condition.state === "false").map(({ id }) => id),
    keptOpenBy,
    missing,
  };
}

const unknown: Outcome = { state: "not computed", evidence: [], missing: [] };

function result({ id, reads }: RuleCondition, outcome: Outcome = unknown): ConditionResult {
  return { id, reads, ...outcome };
}

function reject(rejection: RuleRejection, knowledge: Knowledge): RejectionResult {
  const { state, evidence, missing } = testCondition(rejection.test, knowledge);
  const { id, reads, restricts } = rejection;
  const named = state === "true" ? "clear" : state === "false" ? "raised" : state;
  return { id, reads, restricts, state: named, evidence, missing };
}

function headline(verdicts: readonly VerdictResult[]): Headline {
  const holding = verdicts.find(({ state }) => state === "holds");
  if (holding !== undefined) return { state: "holds", verdict: holding.id, title: holding.title };
  const titles = (wanted: VerdictState): readonly string[] =>
    verdicts.filter(({ state }) => state === wanted).map(({ title }) => title);
  return { state: "inconclusive", ruledOut: titles("ruled out"), open: titles("open") };
}

function range(readings: readonly Reading[], absent: readonly string[]): RatioRange {
  const values = readings.flatMap(({ value }) => value ?? []).sort((a, b) => a - b);
  const n = values.length;
  const half = (n - 1) / 2;
  const [low, high] = [values[Math.floor(half)], values[Math.ceil(half)]];
  return {
    min: values[0] ?? null,
    median: low === undefined || high === undefined ? null : (low + high) / 2,
    max: values[n - 1] ?? null,
    n,
    readings,
    absent,
  };
}

function editions(series: AffinitySeries): Reading {
  return { ...nameOfSeries(series), value: new Set(series.points.map(({ edition }) => edition)).size };
}

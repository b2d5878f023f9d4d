/**
 * Confidence in three statements of a verdict, each on its own, following the IPCC: that propensity changed in one
 * direction, by how much, and which class that is. All may differ: every computation can show a fall while half of them
 * lie on either side of a limit.
 */
import type { Decision, TippingPoint } from "./decide.js";
import { classes, type ClassOfR, type StandingId, type VerdictRule } from "./rule.js";
import type { Standing } from "./standing.js";
import { say, type WordId } from "./words.js";

const levels = ["low", "medium", "high"] as const;
const grades = ["limited", "medium", "robust"] as const;
type Level = (typeof levels)[number];
type Grade = (typeof grades)[number];

export interface Confidence {
  readonly direction: DirectionConfidence;
  readonly size: SizeConfidence;
  readonly class: ClassConfidence;
}

interface Limited {
  readonly level: Level;
  /** Factors that limited the level. */
  readonly caps: readonly string[];
}

interface DirectionConfidence extends Limited {
  /** The direction of most computations; null if as many rise as fall, or none changes beyond a revision. */
  readonly direction: "down" | "up" | null;
  /** Share of the computations that change in this direction by more than a revision, each source counting the same. */
  readonly share: number;
  /** Whether more than half of the computations of every source do. */
  readonly inEverySource: boolean;
}

interface SizeConfidence extends Limited {
  /** Share of the computations near the middle R, each source counting the same. */
  readonly share: number;
  /** Whether the middle R of the sources are as close. */
  readonly sourcesAgree: boolean;
}

interface ClassConfidence extends Limited {
  readonly agreement: Level;
  readonly evidence: Grade;
  /** Standings that count as evidence for the verdict: how many could be tested, and how many of these hold. */
  readonly counted: { readonly tested: number; readonly held: number };
}

interface Given {
  readonly standing: readonly Standing[];
  readonly tipping: TippingPoint;
  readonly status: "complete" | "early";
}

export function confidenceIn(rule: VerdictRule, decision: Decision, given: Given): Confidence {
  return {
    direction: directionConfidence(rule, decision, given),
    size: sizeConfidence(rule, decision, given),
    class: classConfidence(rule, decision, given),
  };
}

function directionConfidence(
  rule: VerdictRule,
  decision: Decision,
  { standing, status }: Given,
): DirectionConfidence {
  const { beyond } = rule.confidence.direction;
  const towards = (sign: 1 | -1) =>
    shareOf(decision, (value) => value ** sign >= (1 + beyond) * (1 - tolerance));
  const up = towards(1);
  const down = towards(-1);
  const isUp = up.share > down.share;
  const { share, least } = isUp ? up : down;
  const inEverySource = isMore(rule.agreement.inEverySource, least);
  const agreement = inEverySource ? levelOf(rule, share) : "low";
  const direction = isUp ? "up" : "down";
  return {
    direction: up.share === down.share ? null : direction,
    share,
    inEverySource,
    ...limited(rule, agreement, [
      [decision.sources.length < 2, "medium", "capped-by-single-source"],
      [isOther(standing), "medium", "capped-by-single-papers"],
      [status === "early", "medium", "capped-by-early-count"],
    ]),
  };
}

function sizeConfidence(rule: VerdictRule, decision: Decision, { standing, status }: Given): SizeConfidence {
  const { closeTo } = rule.confidence.size;
  const middle = decision.range?.median ?? NaN;
  const isNear = (a: number, b: number) => Math.max(a / b, b / a) <= (1 + closeTo) * (1 + tolerance);
  const { share } = shareOf(decision, (value) => isNear(value, middle));
  const medians = decision.sources.flatMap(({ median }) => median ?? []);
  const sourcesAgree = medians.length > 0 && isNear(Math.min(...medians), Math.max(...medians));
  return {
    share,
    sourcesAgree,
    ...limited(rule, sourcesAgree ? levelOf(rule, share) : "low", [
      [decision.sources.length < 2, "medium", "capped-by-single-source"],
      [isUncovered(standing), "medium", "capped-by-coverage"],
      [isOther(standing), "low", "capped-by-single-papers"],
      [status === "early", "medium", "capped-by-early-count"],
    ]),
  };
}

/** The lower of agreement and evidence, and of the factors that limit it. */
function classConfidence(
  rule: VerdictRule,
  decision: Decision,
  { standing, tipping, status }: Given,
): ClassConfidence {
  const agreement = agreementOf(rule, decision);
  const counted = countedOf(decision, standing);
  const evidence = evidenceOf(rule, counted);
  const isFragile = tipping.smallest !== null && tipping.smallest < rule.confidence.leastTipping;
  const lowest = Math.min(grades.indexOf(evidence), levels.indexOf(agreement));
  return {
    agreement,
    evidence,
    counted,
    ...limited(rule, levels[lowest] ?? "low", [
      [isUncovered(standing), "medium", "capped-by-coverage"],
      [status === "early", "medium", "capped-by-early-count"],
      [isFragile, "low", "capped-by-revision"],
    ]),
  };
}

/** Shares on a limit must not fall on one side of it by rounding. */
const tolerance = 1e-12;

type Cap = readonly [applies: boolean, level: Level, reads: WordId];

function limited(rule: VerdictRule, level: Level, caps: readonly Cap[]): Limited {
  const found = caps.filter(([applies]) => applies);
  const lowest = Math.min(levels.indexOf(level), ...found.map(([, cap]) => levels.indexOf(cap)));
  return { level: levels[lowest] ?? "low", caps: found.map(([, , reads]) => say(rule, reads)) };
}

/** The share of computations that meet a condition: within each source, then averaged, and the least of any source. */
function shareOf({ sources, ratios, range }: Decision, meets: (value: number) => boolean) {
  if (range === null) return { share: 0, least: 0 };
  const shares = sources.map(({ source, specifications }) => {
    const own = ratios.filter(({ specification }) => specification.series.choice.source === source);
    return own.filter(({ value }) => value !== null && meets(value)).length / specifications;
  });
  return { share: shares.reduce((sum, one) => sum + one, 0) / shares.length, least: Math.min(...shares) };
}

function levelOf({ confidence, agreement }: VerdictRule, share: number): Level {
  if (share >= confidence.highAgreement - tolerance) return "high";
  return share >= agreement.share[0] / agreement.share[1] - tolerance ? "medium" : "low";
}

function isMore([numerator, denominator]: readonly [number, number], share: number): boolean {
  return share > numerator / denominator + tolerance;
}

function isUncovered(standing: readonly Standing[]): boolean {
  return standing.some(({ id, state }) => id === "S4" && state === "not-testable");
}

/** Single papers show another change, in journals that both periods have or without large teams. */
function isOther(standing: readonly Standing[]): boolean {
  return standing.some(({ id, state }) => (id === "S4" || id === "S5") && state === "fails");
}

function agreementOf({ confidence }: VerdictRule, { verdict, shares }: Decision): Level {
  if (!isClass(verdict)) return "low";
  return shares[verdict] >= confidence.highAgreement - tolerance ? "high" : "medium";
}

function countedOf({ verdict }: Decision, standing: readonly Standing[]): ClassConfidence["counted"] {
  const always: readonly StandingId[] = ["S1", "S4", "S5", "S6", "S7"];
  const isCounted = (id: StandingId): boolean =>
    always.includes(id) || (isClass(verdict) && verdict !== "none");
  const testable = standing.filter(
    ({ id, state }) => isCounted(id) && (state === "holds" || state === "fails"),
  );
  return { tested: testable.length, held: testable.filter(({ state }) => state === "holds").length };
}

function evidenceOf({ confidence }: VerdictRule, { tested, held }: ClassConfidence["counted"]): Grade {
  if (tested < confidence.leastTestable) return "limited";
  const part = held / tested;
  if (part >= confidence.robust) return "robust";
  return part >= confidence.medium ? "medium" : "limited";
}

function isClass(verdict: string): verdict is ClassOfR {
  return (classes as readonly string[]).includes(verdict);
}

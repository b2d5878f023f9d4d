import { decide, type Decision, type TippingPoint } from "./decide.js";
import { isAmongFew, type OwnChange } from "./panel.js";
import { classes, type ClassOfR, type StandingId, type VerdictId, type VerdictRule } from "./rule.js";
import { isDated, type PanelTurn } from "./turn.js";
import { say, type WordId } from "./words.js";

/** A reason to trust or doubt a verdict; none is decisive on its own. */
export interface Standing {
  readonly id: StandingId;
  readonly reads: string;
  readonly state: "holds" | "fails" | "not-testable" | "not-defined";
  /** What is needed to run the test. */
  readonly needs?: string;
}

export interface StandingFacts {
  readonly decision: Decision;
  readonly own: readonly OwnChange[];
  readonly turns: readonly PanelTurn[];
  /** Number of panels searched for the pair's change and turn. */
  readonly panels: number;
  /** The verdict of the early count; null for the early count itself, undefined without an early count. */
  readonly early: VerdictId | null | undefined;
  /** Evidence from single papers; null without a cube. */
  readonly works: Readonly<Record<WorksStandingId, Answer>> | null;
}

type WorksStandingId = "S4" | "S5" | "S6";

/** The seven standings of a verdict. */
export function standingOf(rule: VerdictRule, facts: StandingFacts): readonly Standing[] {
  const { reads, needs } = rule.standing;
  const tested = (id: StandingId, answer: Answer): Standing => ({ id, reads: reads[id], ...answer });
  const ofWorks = (id: WorksStandingId): Standing => tested(id, facts.works?.[id] ?? needing(needs[id]));
  return [
    tested("S1", sourcesAgree(rule, facts.decision)),
    tested("S2", isOwn(rule, facts)),
    tested("S3", hasDate(rule, facts)),
    ofWorks("S4"),
    ofWorks("S5"),
    ofWorks("S6"),
    tested("S7", earlyAgrees(rule, facts)),
  ];
}

export type Answer = Pick<Standing, "state" | "needs">;

export const answer = (holds: boolean): Answer => ({ state: holds ? "holds" : "fails" });
export const needing = (needs: string): Answer => ({ state: "not-testable", needs });

function sourcesAgree(rule: VerdictRule, { verdict, sources, ratios }: Decision): Answer {
  if (verdict === "no-verdict") return needing(say(rule, "needs-verdict"));
  if (sources.length < 2) return needing(say(rule, "needs-second-source"));
  const alone = sources.map(({ source }) => {
    const own = ratios.filter(({ specification }) => specification.series.choice.source === source);
    return decide(rule, own).verdict;
  });
  const medians = sources.flatMap(({ median }) => median ?? []);
  const close = Math.max(...medians) / Math.min(...medians) - 1 <= rule.standing.closeTo;
  return answer(alone.every((one) => one === verdict) || close);
}

function isOwn(rule: VerdictRule, { own, panels, decision }: StandingFacts): Answer {
  if (decision.verdict === "no-verdict") return needing(say(rule, "needs-verdict"));
  const few = isAmongFew(rule, own);
  if (panels === 0 || own.length < panels || few === null) return needing(say(rule, "needs-large-pairs"));
  return answer(few.large && few.near);
}

function hasDate(rule: VerdictRule, { turns, panels, decision }: StandingFacts): Answer {
  if (decision.verdict === "no-verdict") return needing(say(rule, "needs-verdict"));
  if (panels === 0 || turns.length < panels) return needing(say(rule, "needs-years"));
  return answer(isDated(turns, rule.standing.turn, directionOf(decision.verdict)));
}

function earlyAgrees(rule: VerdictRule, { decision, early }: StandingFacts): Answer {
  if (early === null) return { state: "not-defined" };
  if (decision.verdict === "no-verdict") return needing(say(rule, "needs-verdict"));
  if (early === undefined) return needing(say(rule, "needs-later-year"));
  if (early === "no-verdict") return needing(say(rule, "needs-early-verdict"));
  // "between-partial-and-none" agrees with itself, with "partial" and with "none".
  return answer(early === decision.verdict || parts(decision.verdict).includes(early));
}

/** The two classes of a "between". */
function parts(verdict: VerdictId): readonly string[] {
  return /^between-(\w+)-and-(\w+)$/.exec(verdict)?.slice(1) ?? [];
}

/** Whether a verdict is about more joint work or about less. */
export function directionOf(verdict: VerdictId): "down" | "up" {
  return verdict === "recoupled" ? "up" : "down";
}

type Level = (typeof levels)[number];

/** Confidence in a verdict, following the IPCC: agreement of the computations combined with the evidence for it. */
export interface Confidence {
  readonly level: Level;
  readonly agreement: Level;
  readonly evidence: (typeof grades)[number];
  /** Standings that count as evidence for the verdict: how many could be tested, and how many of these hold. */
  readonly counted: { readonly tested: number; readonly held: number };
  /** Factors that limited the level. */
  readonly caps: readonly string[];
}

const levels = ["low", "medium", "high"] as const;
const grades = ["limited", "medium", "robust"] as const;

/** The lower of agreement and evidence, and of the factors that limit it. */
export function confidenceIn(
  rule: VerdictRule,
  decision: Decision,
  given: {
    readonly standing: readonly Standing[];
    readonly tipping: TippingPoint;
    readonly status: "complete" | "early";
  },
): Confidence {
  const { standing, tipping, status } = given;
  const agreement = agreementOf(rule, decision);
  const counted = countedOf(decision, standing);
  const evidence = evidenceOf(rule, counted);
  const isUncovered = standing.some(({ id, state }) => id === "S4" && state === "not-testable");
  const isFragile = tipping.smallest !== null && tipping.smallest < rule.confidence.leastTipping;
  const limits: readonly (readonly [isLimited: boolean, level: Level, reads: WordId])[] = [
    [isUncovered, "medium", "capped-by-coverage"],
    [status === "early", "medium", "capped-by-early-count"],
    [isFragile, "low", "capped-by-revision"],
  ];
  const caps = limits.filter(([isLimited]) => isLimited);
  const limited = [agreement, ...caps.map(([, level]) => level)].map((one) => levels.indexOf(one));
  const lowest = Math.min(grades.indexOf(evidence), ...limited);
  return {
    level: levels[lowest] ?? "low",
    agreement,
    evidence,
    counted,
    caps: caps.map(([, , reads]) => say(rule, reads)),
  };
}

function agreementOf({ confidence }: VerdictRule, { verdict, shares }: Decision): Level {
  if (!isClass(verdict)) return "low";
  return shares[verdict] >= confidence.highAgreement - 1e-12 ? "high" : "medium";
}

function countedOf({ verdict }: Decision, standing: readonly Standing[]): Confidence["counted"] {
  const always: readonly StandingId[] = ["S1", "S4", "S5", "S6", "S7"];
  const isCounted = (id: StandingId): boolean =>
    always.includes(id) || (isClass(verdict) && verdict !== "none");
  const testable = standing.filter(
    ({ id, state }) => isCounted(id) && (state === "holds" || state === "fails"),
  );
  return { tested: testable.length, held: testable.filter(({ state }) => state === "holds").length };
}

function evidenceOf(
  { confidence }: VerdictRule,
  { tested, held }: Confidence["counted"],
): Confidence["evidence"] {
  if (tested < confidence.leastTestable) return "limited";
  const part = held / tested;
  if (part >= confidence.robust) return "robust";
  return part >= confidence.medium ? "medium" : "limited";
}

function isClass(verdict: string): verdict is ClassOfR {
  return (classes as readonly string[]).includes(verdict);
}

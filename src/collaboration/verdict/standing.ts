import { decide, type Decision } from "./decide.js";
import { isAmongFew, type OwnChange } from "./panel.js";
import type { StandingId, VerdictId, VerdictRule } from "./rule.js";
import { isDated, type PanelTurn } from "./turn.js";
import { say } from "./words.js";

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
